package org.wasmudf.runtime.internal.wat;

import java.util.OptionalLong;

/**
 * Floating-point numbers in decimal and hexadecimal, infinities and NaNs with their payload (Core
 * Specification 2.0, section 6.3.2). Values are rounded to nearest, ties to even.
 */
final class FloatLiterals {
  /** Beyond any exponent that matters, small enough for sums with a text's length. */
  private static final long EXPONENT_LIMIT = 1L << 40;

  private FloatLiterals() {}

  /** Whether the text has the form of a floating-point number, in range or not. */
  static boolean isFloat(String text, int start, int end) {
    int number = IntegerLiterals.afterSign(text, start);
    if (isWord(text, number, end, "inf") || isWord(text, number, end, "nan")) {
      return true;
    }
    if (text.startsWith("nan:0x", number)) {
      return IntegerLiterals.isDigits(text, number + 6, end, 16);
    }
    boolean hex = text.startsWith("0x", number);
    int digits = hex ? number + 2 : number;
    int exponent = exponentMark(text, digits, end, hex);
    if (exponent < end
        && !IntegerLiterals.isDigits(text, signedDigits(text, exponent + 1, end), end, 10)) {
      return false;
    }
    int point = point(text, digits, exponent);
    int radix = hex ? 16 : 10;
    return IntegerLiterals.isDigits(text, digits, point, radix)
        && (point + 1 >= exponent || IntegerLiterals.isDigits(text, point + 1, exponent, radix));
  }

  /**
   * Reads a text that {@link #isFloat} has accepted.
   *
   * @return the bits in {@code format}; empty where the value is too large for it, or a NaN's
   *     payload does not fit
   */
  static OptionalLong bits(String text, int start, int end, FloatFormat format) {
    int number = IntegerLiterals.afterSign(text, start);
    OptionalLong magnitude = magnitude(text, number, end, format);
    return magnitude.isPresent() && text.charAt(start) == '-'
        ? OptionalLong.of(magnitude.getAsLong() | format.signBit())
        : magnitude;
  }

  private static OptionalLong magnitude(String text, int start, int end, FloatFormat format) {
    if (isWord(text, start, end, "inf")) {
      return OptionalLong.of(format.infinity());
    }
    if (isWord(text, start, end, "nan")) {
      return OptionalLong.of(format.infinity() | format.quietBit());
    }
    if (text.startsWith("nan:", start)) {
      OptionalLong payload = IntegerLiterals.unsigned(text, start + 4, end);
      boolean fits =
          payload.isPresent()
              && payload.getAsLong() > 0
              && payload.getAsLong() < format.quietBit() << 1;
      return fits ? OptionalLong.of(format.infinity() | payload.getAsLong()) : OptionalLong.empty();
    }
    long bits =
        text.startsWith("0x", start)
            ? hexadecimal(text, start + 2, end, format)
            : format.parseDecimal(text.substring(start, end).replace("_", ""));
    return Long.compareUnsigned(bits, format.infinity()) < 0
        ? OptionalLong.of(bits)
        : OptionalLong.empty();
  }

  private static long hexadecimal(String text, int start, int end, FloatFormat format) {
    int exponentMark = exponentMark(text, start, end, true);
    long exponent = exponentMark < end ? exponent(text, exponentMark + 1, end) : 0;
    long significand = 0;
    boolean inexact = false;
    boolean afterPoint = false;
    for (int i = start; i < exponentMark; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        afterPoint = true;
      } else if (c != '_') {
        int digit = Character.digit(c, 16);
        boolean kept = significand >>> 58 == 0;
        if (kept) {
          significand = significand << 4 | digit;
        } else {
          inexact |= digit != 0;
        }
        if (kept && afterPoint) {
          exponent -= 4;
        } else if (!kept && !afterPoint) {
          exponent += 4;
        }
      }
    }
    return round(significand, exponent, inexact, format);
  }

  /**
   * The bits of {@code significand} x 2<sup>{@code exponent}</sup>, rounded.
   *
   * @param inexact whether the value is a little larger than that; only where the significand has
   *     more bits than the format
   */
  private static long round(long significand, long exponent, boolean inexact, FloatFormat format) {
    if (significand == 0) {
      return 0;
    }
    int precision = format.precision();
    int length = 64 - Long.numberOfLeadingZeros(significand);
    long unit = Math.max(exponent + length - precision, format.leastExponent());
    long shift = unit - exponent;
    long rounded;
    if (shift <= 0) {
      rounded = significand << -shift;
    } else if (shift > length + 1) {
      rounded = 0;
    } else {
      long half = 1L << (shift - 1);
      long rest = significand & (half << 1) - 1;
      rounded = significand >>> shift;
      boolean up = rest == half ? inexact || (rounded & 1) != 0 : rest > half;
      rounded += up ? 1 : 0;
    }
    // A significand that rounds up to the next power of two carries into the exponent field.
    long exponentField = Math.min(unit - format.leastExponent(), 2 * Double.MAX_EXPONENT + 1);
    return (exponentField << (precision - 1)) + rounded;
  }

  private static long exponent(String text, int start, int end) {
    boolean negative = text.charAt(start) == '-';
    long value = 0;
    for (int i = signedDigits(text, start, end); i < end; i++) {
      if (text.charAt(i) != '_') {
        value = Math.min(value * 10 + Character.digit(text.charAt(i), 10), EXPONENT_LIMIT);
      }
    }
    return negative ? -value : value;
  }

  private static int signedDigits(String text, int from, int end) {
    return from < end ? IntegerLiterals.afterSign(text, from) : from;
  }

  /** Offset of the letter before the exponent, or {@code end}. */
  private static int exponentMark(String text, int from, int end, boolean hex) {
    for (int i = from; i < end; i++) {
      int lower = text.charAt(i) | 0x20;
      if (lower == (hex ? 'p' : 'e')) {
        return i;
      }
    }
    return end;
  }

  private static int point(String text, int from, int end) {
    int point = from;
    while (point < end && text.charAt(point) != '.') {
      point++;
    }
    return point;
  }

  private static boolean isWord(String text, int start, int end, String word) {
    return end - start == word.length() && text.startsWith(word, start);
  }
}
