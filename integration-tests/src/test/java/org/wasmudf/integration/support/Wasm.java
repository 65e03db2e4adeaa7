package org.wasmudf.integration.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes modules byte by byte (Core Specification 2.0, chapter 5): for those that no assembler
 * makes.
 */
public final class Wasm {
  public static final int TYPE = 1;
  public static final int IMPORT = 2;
  public static final int FUNCTION = 3;
  public static final int TABLE = 4;
  public static final int MEMORY = 5;
  public static final int GLOBAL = 6;
  public static final int EXPORT = 7;
  public static final int START = 8;
  public static final int ELEMENT = 9;
  public static final int CODE = 10;
  public static final int TAG = 13;

  public static final int I32 = 0x7f;
  public static final int I64 = 0x7e;

  private Wasm() {}

  /** Bytes, one for each number. */
  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Parts one behind the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A number in unsigned LEB128. */
  public static byte[] number(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  /** A count and that many items. */
  public static byte[] vector(byte[]... items) {
    return join(number(items.length), join(items));
  }

  /** A text with its length. */
  public static byte[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return join(number(utf8.length), utf8);
  }

  /** A section with its length. */
  public static byte[] section(int id, byte[]... content) {
    byte[] bytes = join(content);
    return join(bytes(id), number(bytes.length), bytes);
  }

  /** Magic, version and sections. */
  public static byte[] module(byte[]... sections) {
    return join(bytes(0, 'a', 's', 'm', 1, 0, 0, 0), join(sections));
  }

  /** The type section of a module with the one type {@code (i64) -> i64}. */
  public static byte[] longToLong() {
    return section(TYPE, vector(bytes(0x60, 1, I64, 1, I64)));
  }

  /** The function section of a module with one function of type 0. */
  public static byte[] oneFunction() {
    return section(FUNCTION, vector(bytes(0)));
  }

  /** The export section of a module that exports function 0. */
  public static byte[] exported(String name) {
    return section(EXPORT, vector(join(text(name), bytes(0, 0))));
  }

  /** The code section of a module with one function that has no locals. */
  public static byte[] code(int... instructions) {
    byte[] body = join(bytes(0), bytes(instructions), bytes(0x0b));
    return section(CODE, vector(join(number(body.length), body)));
  }

  /** A module that exports {@code f(i64) -> i64} with these instructions. */
  public static byte[] withBody(int... instructions) {
    return module(longToLong(), oneFunction(), exported("f"), code(instructions));
  }

  /** A module that exports {@code f(i64) -> i64}, with sections between functions and exports. */
  public static byte[] withSections(byte[] sections, int... instructions) {
    return module(longToLong(), oneFunction(), sections, exported("f"), code(instructions));
  }
}
