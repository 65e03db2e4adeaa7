package org.wasmudf.jdbc.internal.stream.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes in the layout of Arrow buffers, collected on the heap: one bulk copy per buffer costs a
 * fraction of a checked write per value, and needs no JVM flag.
 */
final class Scratch {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** Beyond this, a buffer is given up after use, so that one large batch does not stay. */
  private static final int KEPT = 1 << 20;

  private byte[] values = new byte[0];
  private byte[] offsets = new byte[0];
  private byte[] validity = new byte[0];

  /** At least this many bytes, of any content. */
  byte[] values(int length) {
    if (values.length < length || (values.length > KEPT && length <= KEPT)) {
      values = new byte[length];
    }
    return values;
  }

  /** The values so far with room for more. */
  byte[] grow(int used, int more) {
    if (values.length - used < more) {
      long wanted = Math.max(used + (long) more, 2L * values.length);
      values = Arrays.copyOf(values, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
    return values;
  }

  byte[] offsets(int length) {
    if (offsets.length < length) {
      offsets = new byte[length];
    }
    return offsets;
  }

  /** One bit per row, all set. */
  byte[] validity(int rows) {
    int length = (rows + 7) / 8;
    if (validity.length < length) {
      validity = new byte[length];
    }
    Arrays.fill(validity, 0, length, (byte) 0xff);
    return validity;
  }

  static void clearBit(byte[] bits, int index) {
    bits[index >> 3] &= (byte) ~(1 << (index & 7));
  }

  static boolean bit(byte[] bits, int index) {
    return (bits[index >> 3] & 1 << (index & 7)) != 0;
  }
}
