package org.wasmudf.runtime.internal.abi;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.rewrite.CodeWriter.Access;
import org.wasmudf.store.SqlType;

/** How a SQL type crosses in ROW_DIRECT: a column in linear memory, a value in the call. */
enum Shape {
  /** A byte per row, 0 or 1. */
  BOOL(1, ValType.I32, Access.I32_LOAD8_U, Access.I32_STORE8),
  INT8(1, ValType.I32, Access.I32_LOAD8_S, Access.I32_STORE8),
  UINT8(1, ValType.I32, Access.I32_LOAD8_U, Access.I32_STORE8),
  INT16(2, ValType.I32, Access.I32_LOAD16_S, Access.I32_STORE16),
  UINT16(2, ValType.I32, Access.I32_LOAD16_U, Access.I32_STORE16),
  INT32(4, ValType.I32, Access.I32_LOAD, Access.I32_STORE),
  INT64(8, ValType.I64, Access.I64_LOAD, Access.I64_STORE),
  /** An i64 from 0 to below a day. */
  TIME(8, ValType.I64, Access.I64_LOAD, Access.I64_STORE),
  FLOAT32(4, ValType.F32, Access.F32_LOAD, Access.F32_STORE),
  FLOAT64(8, ValType.F64, Access.F64_LOAD, Access.F64_STORE),
  INT128(16, ValType.V128, Access.V128_LOAD, Access.V128_STORE),
  /** Offsets and bytes; pointer and length in, both packed in an i64 out. */
  BYTES(0, ValType.I64, Access.I32_LOAD, Access.I32_STORE);

  private final int width;
  private final ValType value;
  private final Access load;
  private final Access store;

  Shape(int width, ValType value, Access load, Access store) {
    this.width = width;
    this.value = value;
    this.load = load;
    this.store = store;
  }

  /** Bytes of a value in its column, in Arrow's own layout but for BOOL; 0 for BYTES. */
  int width() {
    return width;
  }

  /** The value type of a result, and of an argument unless it is BYTES. */
  ValType value() {
    return value;
  }

  Access load() {
    return load;
  }

  Access store() {
    return store;
  }

  /** The shape of a type, or null where ROW_DIRECT does not take it. */
  static @Nullable Shape of(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return BOOL;
    } else if (type instanceof SqlType.Int integer) {
      return switch (integer.bits()) {
        case 8 -> integer.signed() ? INT8 : UINT8;
        case 16 -> integer.signed() ? INT16 : UINT16;
        case 32 -> INT32;
        default -> INT64;
      };
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? FLOAT32 : FLOAT64;
    } else if (type instanceof SqlType.Date) {
      return INT32;
    } else if (type instanceof SqlType.Time) {
      return TIME;
    } else if (type instanceof SqlType.Timestamp) {
      return INT64;
    } else if (type instanceof SqlType.Text
        || type instanceof SqlType.Binary
        || type instanceof SqlType.Json) {
      return BYTES;
    } else if (type instanceof SqlType.Int128) {
      return INT128;
    } else if (type instanceof SqlType.Decimal
        || type instanceof SqlType.Uuid
        || type instanceof SqlType.Array) {
      return null;
    }
    throw new IllegalStateException("unknown SQL type " + type.sql());
  }
}
