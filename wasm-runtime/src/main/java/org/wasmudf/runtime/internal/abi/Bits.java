package org.wasmudf.runtime.internal.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Ranges of Arrow bitmaps: least significant bit first (Arrow Columnar Format, "Validity bitmaps").
 */
final class Bits {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bits() {}

  static int bytes(int bits) {
    return (bits + 7) >>> 3;
  }

  static boolean get(byte[] bitmap, int bit) {
    return (bitmap[bit >> 3] >> (bit & 7) & 1) != 0;
  }

  static void set(byte[] bitmap, int bit) {
    bitmap[bit >> 3] |= (byte) (1 << (bit & 7));
  }

  static void clear(byte[] bitmap, int bit) {
    bitmap[bit >> 3] &= (byte) ~(1 << (bit & 7));
  }

  /** Bits {@code from} to {@code to} of a buffer, moved to begin at bit 0; zeros follow. */
  static byte[] read(ArrowBuf buffer, int from, int to) {
    int first = from >> 3;
    int count = bytes(to) - first;
    // Eight more, so that words can be read at every byte.
    byte[] raw = new byte[count + 8];
    buffer.getBytes(first, raw, 0, count);
    int shift = from & 7;
    int bits = to - from;
    if (shift != 0) {
      for (int i = 0; i < count; i++) {
        raw[i] = (byte) ((raw[i] & 0xff) >>> shift | raw[i + 1] << (8 - shift));
      }
    }
    if ((bits & 7) != 0) {
      raw[bits >> 3] &= (byte) ((1 << (bits & 7)) - 1);
    }
    for (int i = bytes(bits); i < raw.length; i++) {
      raw[i] = 0;
    }
    return raw;
  }

  /** Writes the first {@code count} bits of a bitmap to a buffer, beginning at bit {@code from}. */
  static void write(byte[] bitmap, int count, ArrowBuf buffer, int from) {
    if (count == 0) {
      return;
    }
    int first = from >> 3;
    int shift = from & 7;
    int length = bytes(from + count) - first;
    byte[] moved = new byte[length];
    for (int i = 0; i < length; i++) {
      int low = i > 0 ? bitmap[i - 1] & 0xff : 0;
      int high = i < bytes(count) ? bitmap[i] & 0xff : 0;
      moved[i] = (byte) (high << shift | low >>> (8 - shift));
    }
    // The bits around the range keep what they are.
    int headMask = (1 << shift) - 1;
    moved[0] = (byte) ((moved[0] & ~headMask) | (buffer.getByte(first) & headMask));
    int tail = (from + count) & 7;
    if (tail != 0) {
      int tailMask = (1 << tail) - 1;
      int last = length - 1;
      moved[last] = (byte) ((moved[last] & tailMask) | (buffer.getByte(first + last) & ~tailMask));
    }
    buffer.setBytes(first, moved, 0, length);
  }

  /** Sets bits {@code from} to {@code to}. */
  static void setRange(ArrowBuf buffer, int from, int to) {
    int at = from;
    while (at < to && (at & 7) != 0) {
      buffer.setByte(at >> 3, buffer.getByte(at >> 3) | 1 << (at & 7));
      at++;
    }
    int whole = (to - at) >> 3;
    if (whole > 0) {
      buffer.setOne(at >> 3, (long) whole);
      at += whole << 3;
    }
    while (at < to) {
      buffer.setByte(at >> 3, buffer.getByte(at >> 3) | 1 << (at & 7));
      at++;
    }
  }

  /** How many of the first {@code bits} bits are set; the array has eight bytes more. */
  static int count(byte[] bitmap, int bits) {
    int set = 0;
    int bytes = bytes(bits);
    for (int i = 0; i < bytes; i += 8) {
      set += Long.bitCount((long) LONG.get(bitmap, i));
    }
    return set;
  }
}
