package org.wasmudf.runtime.internal.wat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array with the encodings of the binary format (Core Specification 2.0, section
 * 5.2). It can also remember which place in the text a byte comes from.
 */
final class ByteWriter {
  private byte[] bytes = new byte[64];
  private int size;

  /** Pairs of (byte offset here, offset in the text), in the order of the first. */
  private int[] marks = {};

  private int marksSize;

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }

  void u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void bytes(byte[] source) {
    copy(source, 0, source.length);
  }

  private void copy(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** Unsigned LEB128. */
  void u32(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      u8((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    u8(rest);
  }

  /** Signed LEB128, for i32, i64 and the indices of block types. */
  void signed(long value) {
    long rest = value;
    while (rest < -0x40 || rest > 0x3F) {
      u8((int) (rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    u8((int) (rest & 0x7F));
  }

  /** The low {@code count} bytes of {@code value}, little-endian. */
  void littleEndian(long value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void utf8(int codePoint) {
    if (codePoint < 0x80) {
      u8(codePoint);
    } else {
      bytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Length in bytes, then UTF-8. {@code name} holds no unpaired surrogates. */
  void name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    u32(utf8.length);
    bytes(utf8);
  }

  /** Length in bytes, then the content of {@code other} with its marks. */
  void sized(ByteWriter other) {
    u32(other.size);
    append(other);
  }

  void append(ByteWriter other) {
    int base = size;
    copy(other.bytes, 0, other.size);
    for (int i = 0; i < other.marksSize; i += 2) {
      addMark(base + other.marks[i], other.marks[i + 1]);
    }
  }

  /** Moves the bytes of {@code other} from {@code from} on to the end of this one. */
  void takeTail(ByteWriter other, int from) {
    copy(other.bytes, from, other.size - from);
    other.size = from;
  }

  /** Remembers that the next byte comes from {@code textOffset}. */
  void mark(int textOffset) {
    addMark(size, textOffset);
  }

  private void addMark(int byteOffset, int textOffset) {
    if (marksSize == marks.length) {
      marks = Arrays.copyOf(marks, Math.max(16, marks.length * 2));
    }
    marks[marksSize++] = byteOffset;
    marks[marksSize++] = textOffset;
  }

  int[] marks() {
    return Arrays.copyOf(marks, marksSize);
  }
}
