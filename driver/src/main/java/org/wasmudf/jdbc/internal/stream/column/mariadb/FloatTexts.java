package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as the server writes them ({@code my_gcvt}): the shortest digits that read
 * back, plain up to 15 digits before the point or 14 zeros behind it, else with an exponent.
 */
final class FloatTexts {
  private static final int PLAIN_DIGITS = 15;

  /** FLT_DIG: a FLOAT is written with six digits. */
  private static final MathContext FLOAT_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private FloatTexts() {}

  static String ofFloat(float value) {
    return of(new BigDecimal(value).round(FLOAT_DIGITS));
  }

  static String of(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal digits = value.stripTrailingZeros();
    // The value is 0.DDD times ten to the power of this.
    int point = digits.precision() - digits.scale();
    if (point > -PLAIN_DIGITS + 1 && point <= PLAIN_DIGITS) {
      return digits.toPlainString();
    }
    String all = digits.unscaledValue().abs().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    return (value.signum() < 0 ? "-" : "") + mantissa + "e" + (point - 1);
  }
}
