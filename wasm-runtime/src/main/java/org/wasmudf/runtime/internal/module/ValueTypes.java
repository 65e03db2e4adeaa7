package org.wasmudf.runtime.internal.module;

import org.wasmudf.runtime.internal.engine.ValType;

/** The binary codes of value types (Core Specification 2.0, section 5.3). */
public final class ValueTypes {
  public static final byte I32 = 0x7f;
  public static final byte I64 = 0x7e;
  public static final byte F32 = 0x7d;
  public static final byte F64 = 0x7c;
  public static final byte V128 = 0x7b;
  public static final byte FUNCREF = 0x70;
  public static final byte EXTERNREF = 0x6f;

  private ValueTypes() {}

  /** The code of a type. */
  public static byte code(ValType type) {
    return switch (type) {
      case I32 -> I32;
      case I64 -> I64;
      case F32 -> F32;
      case F64 -> F64;
      case V128 -> V128;
      case FUNCREF -> FUNCREF;
      case EXTERNREF -> EXTERNREF;
    };
  }

  /** The type of a code that {@link ModuleReader} accepted. */
  static ValType type(int code) {
    return switch (code) {
      case I32 -> ValType.I32;
      case I64 -> ValType.I64;
      case F32 -> ValType.F32;
      case F64 -> ValType.F64;
      case V128 -> ValType.V128;
      case FUNCREF -> ValType.FUNCREF;
      case EXTERNREF -> ValType.EXTERNREF;
      default -> throw new IllegalArgumentException("no value type: " + code);
    };
  }

  static boolean isReference(int code) {
    return code == FUNCREF || code == EXTERNREF;
  }

  /** The name of a code for messages; 0 is the type of unreachable code. */
  static String name(int code) {
    return switch (code) {
      case I32 -> "i32";
      case I64 -> "i64";
      case F32 -> "f32";
      case F64 -> "f64";
      case V128 -> "v128";
      case FUNCREF -> "funcref";
      case EXTERNREF -> "externref";
      default -> "any";
    };
  }
}
