package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers as PostgreSQL 12 and newer write them: the fewest digits that read back as
 * the same number, of those the nearest to it, with an exponent where the number is large or small.
 */
final class FloatTexts {
  private static final int LEAST_EXPONENT = -4;

  /** float8out and float4out write an exponent from here on (PostgreSQL's d2s.c and f2s.c). */
  private static final int DOUBLE_EXPONENT = 15;

  private static final int REAL_EXPONENT = 6;

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private FloatTexts() {}

  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return special(value);
    }
    double size = Math.abs(value);
    BigDecimal exact = new BigDecimal(size);
    BigDecimal shortest =
        shortest(
            Double.toString(size),
            exact,
            exact.add(new BigDecimal(Math.nextDown(size))).multiply(HALF),
            exact.add(new BigDecimal(Math.ulp(size)).multiply(HALF)));
    return written(value < 0, shortest, DOUBLE_EXPONENT);
  }

  static String of(float value) {
    if (value == 0 || !Float.isFinite(value)) {
      return special(value);
    }
    float size = Math.abs(value);
    BigDecimal exact = new BigDecimal(size);
    BigDecimal shortest =
        shortest(
            Float.toString(size),
            exact,
            exact.add(new BigDecimal(Math.nextDown(size))).multiply(HALF),
            exact.add(new BigDecimal(Math.ulp(size)).multiply(HALF)));
    return written(value < 0, shortest, REAL_EXPONENT);
  }

  private static String special(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return Double.toString(value);
  }

  /**
   * The shortest decimal between two bounds, neither of which PostgreSQL takes itself.
   *
   * @param java what Java writes; before JDK 19 not always the fewest digits, nor the nearest, and
   *     maybe a bound
   */
  private static BigDecimal shortest(
      String java, BigDecimal exact, BigDecimal least, BigDecimal greatest) {
    int digits = new BigDecimal(java).stripTrailingZeros().precision();
    BigDecimal best = nearest(exact, digits, least, greatest);
    while (best == null) {
      digits++;
      best = nearest(exact, digits, least, greatest);
    }
    while (true) {
      digits = best.stripTrailingZeros().precision() - 1;
      BigDecimal shorter = digits == 0 ? null : nearest(exact, digits, least, greatest);
      if (shorter == null) {
        return best.stripTrailingZeros();
      }
      best = shorter;
    }
  }

  /** The nearest decimal of so many digits; null where none lies between the bounds. */
  private static @Nullable BigDecimal nearest(
      BigDecimal exact, int digits, BigDecimal least, BigDecimal greatest) {
    BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
    BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
    boolean belowFits = below.compareTo(least) > 0;
    boolean aboveFits = above.compareTo(greatest) < 0;
    if (belowFits && aboveFits) {
      return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
    return belowFits ? below : aboveFits ? above : null;
  }

  private static String written(boolean negative, BigDecimal size, int exponentFrom) {
    String digits = size.unscaledValue().toString();
    int exponent = digits.length() - 1 - size.scale();
    StringBuilder text = new StringBuilder(negative ? "-" : "");
    if (exponent >= LEAST_EXPONENT && exponent < exponentFrom) {
      return text.append(size.toPlainString()).toString();
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    int absolute = Math.abs(exponent);
    return text.append(absolute < 10 ? "0" : "").append(absolute).toString();
  }
}
