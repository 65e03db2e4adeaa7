package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.Val;
import java.util.List;
import org.wasmudf.runtime.internal.engine.ValType;

/** Between the raw bits of our interfaces and the library's boxed values. */
final class Values {
  private Values() {}

  static Val value(ValType type, long bits) {
    return switch (type) {
      case I32 -> Val.fromI32((int) bits);
      case I64 -> Val.fromI64(bits);
      case F32 -> Val.fromF32(Float.intBitsToFloat((int) bits));
      case F64 -> Val.fromF64(Double.longBitsToDouble(bits));
      case V128, FUNCREF, EXTERNREF -> throw notCrossing(type.name());
    };
  }

  static long bits(Val value) {
    return switch (value.getType()) {
      case I32 -> value.i32();
      case I64 -> value.i64();
      case F32 -> Float.floatToRawIntBits(value.f32());
      case F64 -> Double.doubleToRawLongBits(value.f64());
      case V128, FUNC_REF, EXTERN_REF -> throw notCrossing(value.getType().name());
    };
  }

  static Val.Type[] types(List<ValType> types) {
    return types.stream().map(Values::type).toArray(Val.Type[]::new);
  }

  private static Val.Type type(ValType type) {
    return switch (type) {
      case I32 -> Val.Type.I32;
      case I64 -> Val.Type.I64;
      case F32 -> Val.Type.F32;
      case F64 -> Val.Type.F64;
      case V128 -> Val.Type.V128;
      case FUNCREF -> Val.Type.FUNC_REF;
      case EXTERNREF -> Val.Type.EXTERN_REF;
    };
  }

  /** The library has no form for the contents of these. */
  private static IllegalArgumentException notCrossing(String type) {
    return new IllegalArgumentException("a " + type + " cannot cross between host and guest");
  }
}
