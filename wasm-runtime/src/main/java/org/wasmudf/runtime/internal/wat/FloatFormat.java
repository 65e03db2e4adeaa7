package org.wasmudf.runtime.internal.wat;

/** The two IEEE 754 formats of WebAssembly. */
enum FloatFormat {
  F32("f32", 32, 24),
  F64("f64", 64, 53);

  private final String typeName;
  private final int bits;
  private final int precision;

  FloatFormat(String typeName, int bits, int precision) {
    this.typeName = typeName;
    this.bits = bits;
    this.precision = precision;
  }

  String typeName() {
    return typeName;
  }

  int bytes() {
    return bits / 8;
  }

  /** Bits of the significand, the implicit one included. */
  int precision() {
    return precision;
  }

  /** Exponent of the least bit of the smallest subnormal number. */
  int leastExponent() {
    return this == F32 ? Float.MIN_EXPONENT - 23 : Double.MIN_EXPONENT - 52;
  }

  long signBit() {
    return 1L << (bits - 1);
  }

  /** The bits of positive infinity, which are also those of the exponent field. */
  long infinity() {
    return signBit() - (1L << (precision - 1));
  }

  /** The quiet bit, which alone is the payload of the canonical NaN. */
  long quietBit() {
    return 1L << (precision - 2);
  }

  /** The nearest value to a decimal number in Java's own notation; infinity where too large. */
  long parseDecimal(String number) {
    return this == F32
        ? Float.floatToRawIntBits(Float.parseFloat(number))
        : Double.doubleToRawLongBits(Double.parseDouble(number));
  }
}
