package org.wasmudf.runtime.internal.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.ValueTypes;

/** A growing byte string with the encodings of Core Specification 2.0, section 5.2. */
public final class WasmWriter {
  private byte[] bytes;
  private int size;

  public WasmWriter() {
    this(256);
  }

  WasmWriter(int capacity) {
    bytes = new byte[capacity];
  }

  private void room(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
    }
  }

  public WasmWriter u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** An unsigned LEB128 of up to 32 bits. */
  public WasmWriter u32(long value) {
    long left = value & 0xffffffffL;
    while (left >= 0x80) {
      u8((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    return u8((int) left);
  }

  /** A signed LEB128. */
  public WasmWriter signed(long value) {
    long left = value;
    while (true) {
      int low = (int) (left & 0x7f);
      left >>= 7;
      boolean negative = (low & 0x40) != 0;
      if (left == (negative ? -1 : 0)) {
        return u8(low);
      }
      u8(low | 0x80);
    }
  }

  public WasmWriter bytes(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  public WasmWriter bytes(WasmWriter source) {
    return bytes(source.bytes, 0, source.size);
  }

  public WasmWriter name(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u32(utf8.length).bytes(utf8, 0, utf8.length);
  }

  public WasmWriter types(List<ValType> types) {
    u32(types.size());
    for (ValType type : types) {
      u8(ValueTypes.code(type));
    }
    return this;
  }

  /** A section with this content. */
  WasmWriter section(int id, WasmWriter content) {
    return u8(id).u32(content.size).bytes(content);
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
