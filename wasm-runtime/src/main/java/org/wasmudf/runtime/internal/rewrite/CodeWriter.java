package org.wasmudf.runtime.internal.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.ValueTypes;

/** Writes one function body, instruction by instruction (Core Specification 2.0, section 5.4). */
public final class CodeWriter {
  private final int parameters;
  private final List<ValType> locals = new ArrayList<>();
  private final WasmWriter code = new WasmWriter();

  /** An operation without immediates, by its opcode. */
  public enum Op {
    UNREACHABLE(0x00),
    ELSE(0x05),
    END(0x0b),
    RETURN(0x0f),
    SELECT(0x1b),
    I32_EQZ(0x45),
    I32_EQ(0x46),
    I32_NE(0x47),
    I32_GT_U(0x4b),
    I32_GE_S(0x4e),
    I32_GE_U(0x4f),
    I64_NE(0x52),
    I64_GT_U(0x56),
    I64_GE_U(0x5a),
    I32_ADD(0x6a),
    I32_SUB(0x6b),
    I32_AND(0x71),
    I32_OR(0x72),
    I32_SHL(0x74),
    I32_SHR_U(0x76),
    I64_ADD(0x7c),
    I64_SHL(0x86),
    I64_SHR_U(0x88),
    I32_WRAP_I64(0xa7),
    I64_EXTEND_I32_U(0xad),
    I32_EXTEND8_S(0xc0),
    I32_EXTEND16_S(0xc1);

    private final int code;

    Op(int code) {
      this.code = code;
    }
  }

  /** A load or store, with its natural alignment as a power of two. */
  public enum Access {
    I32_LOAD(0x28, 2),
    I64_LOAD(0x29, 3),
    F32_LOAD(0x2a, 2),
    F64_LOAD(0x2b, 3),
    I32_LOAD8_S(0x2c, 0),
    I32_LOAD8_U(0x2d, 0),
    I32_LOAD16_S(0x2e, 1),
    I32_LOAD16_U(0x2f, 1),
    I32_STORE(0x36, 2),
    I64_STORE(0x37, 3),
    F32_STORE(0x38, 2),
    F64_STORE(0x39, 3),
    I32_STORE8(0x3a, 0),
    I32_STORE16(0x3b, 1),
    V128_LOAD(0xfd00, 4),
    V128_STORE(0xfd0b, 4);

    private final int code;
    private final int alignment;

    Access(int code, int alignment) {
      this.code = code;
      this.alignment = alignment;
    }
  }

  /**
   * @param parameters how many locals the function's type gives
   */
  public CodeWriter(int parameters) {
    this.parameters = parameters;
  }

  /** Declares a local; returns its index. */
  public int local(ValType type) {
    locals.add(type);
    return parameters + locals.size() - 1;
  }

  public CodeWriter op(Op op) {
    code.u8(op.code);
    return this;
  }

  public CodeWriter access(Access access, int offset) {
    if (access.code > 0xff) {
      code.u8(access.code >> 8).u32(access.code & 0xff);
    } else {
      code.u8(access.code);
    }
    code.u32(access.alignment).u32(offset);
    return this;
  }

  public CodeWriter get(int local) {
    code.u8(0x20).u32(local);
    return this;
  }

  public CodeWriter set(int local) {
    code.u8(0x21).u32(local);
    return this;
  }

  public CodeWriter tee(int local) {
    code.u8(0x22).u32(local);
    return this;
  }

  public CodeWriter i32(int value) {
    code.u8(0x41).signed(value);
    return this;
  }

  public CodeWriter i64(long value) {
    code.u8(0x42).signed(value);
    return this;
  }

  /** A block without a result, to {@link Op#END}. */
  public CodeWriter block() {
    code.u8(0x02).u8(0x40);
    return this;
  }

  public CodeWriter loop() {
    code.u8(0x03).u8(0x40);
    return this;
  }

  /** Pops a condition. */
  public CodeWriter when() {
    code.u8(0x04).u8(0x40);
    return this;
  }

  public CodeWriter branch(int label) {
    code.u8(0x0c).u32(label);
    return this;
  }

  public CodeWriter branchIf(int label) {
    code.u8(0x0d).u32(label);
    return this;
  }

  public CodeWriter globalGet(int global) {
    code.u8(0x23).u32(global);
    return this;
  }

  public CodeWriter globalSet(int global) {
    code.u8(0x24).u32(global);
    return this;
  }

  public CodeWriter call(int function) {
    code.u8(0x10).u32(function);
    return this;
  }

  public CodeWriter memorySize() {
    code.u8(0x3f).u8(0);
    return this;
  }

  /** Pops target, source and length. */
  public CodeWriter memoryCopy() {
    code.u8(0xfc).u32(10).u8(0).u8(0);
    return this;
  }

  /** The finished body: locals and code. */
  public WasmWriter body() {
    WasmWriter body = new WasmWriter().u32(locals.size());
    for (ValType local : locals) {
      body.u32(1).u8(ValueTypes.code(local));
    }
    return body.bytes(code).u8(Op.END.code);
  }
}
