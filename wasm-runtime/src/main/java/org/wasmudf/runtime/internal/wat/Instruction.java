package org.wasmudf.runtime.internal.wat;

/**
 * A plain instruction.
 *
 * @param name its keyword
 * @param prefix the byte before the code, or 0 for instructions of one byte
 * @param code its opcode; after a prefix it is written as LEB128
 * @param immediates what stands after the keyword
 * @param alignment for memory accesses the natural alignment as a power of two, else 0
 */
record Instruction(String name, int prefix, int code, Immediates immediates, int alignment) {
  static final int BULK_PREFIX = 0xFC;
  static final int VECTOR_PREFIX = 0xFD;

  static Instruction plain(int code, String name, Immediates immediates) {
    return new Instruction(name, 0, code, immediates, 0);
  }

  static Instruction bulk(int code, String name, Immediates immediates) {
    return new Instruction(name, BULK_PREFIX, code, immediates, 0);
  }

  void writeCode(ByteWriter out) {
    if (prefix == 0) {
      out.u8(code);
    } else {
      out.u8(prefix);
      out.u32(code);
    }
  }
}
