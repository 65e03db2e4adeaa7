package org.wasmudf.runtime.internal.wat;

import java.util.OptionalLong;

/** Integers in decimal and hexadecimal (Core Specification 2.0, section 6.3.1). */
final class IntegerLiterals {
  private IntegerLiterals() {}

  /**
   * Reads an integer without a sign.
   *
   * @return the value as 64 unsigned bits; empty where it does not fit or the text is no integer
   */
  static OptionalLong unsigned(String text, int start, int end) {
    boolean hex = text.startsWith("0x", start);
    int digits = hex ? start + 2 : start;
    return isDigits(text, digits, end, hex ? 16 : 10)
        ? magnitude(text, digits, end, hex ? 16 : 10)
        : OptionalLong.empty();
  }

  /** Whether the text is an integer, with or without a sign, of whatever size. */
  static boolean isInteger(String text, int start, int end) {
    int number = afterSign(text, start);
    boolean hex = text.startsWith("0x", number);
    return isDigits(text, hex ? number + 2 : number, end, hex ? 16 : 10);
  }

  /**
   * Reads an integer of {@code bits} bits that may be meant signed or unsigned, such as {@code -1}
   * or {@code 0xffff_ffff}.
   *
   * @return the value, sign-extended from {@code bits}; empty where it does not fit or the text is
   *     no integer
   */
  static OptionalLong uninterpreted(String text, int start, int end, int bits) {
    boolean negative = text.charAt(start) == '-';
    OptionalLong magnitude = unsigned(text, afterSign(text, start), end);
    long limit = negative ? 1L << (bits - 1) : -1L >>> (64 - bits);
    if (magnitude.isEmpty() || Long.compareUnsigned(magnitude.getAsLong(), limit) > 0) {
      return OptionalLong.empty();
    }
    long value = negative ? -magnitude.getAsLong() : magnitude.getAsLong();
    return OptionalLong.of(value << (64 - bits) >> (64 - bits));
  }

  static int afterSign(String text, int start) {
    char c = text.charAt(start);
    return c == '-' || c == '+' ? start + 1 : start;
  }

  /** Whether there are digits, and underscores between digits only. */
  static boolean isDigits(String text, int from, int end, int radix) {
    boolean afterDigit = false;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '_' && afterDigit) {
        afterDigit = false;
      } else if (Character.digit(c, radix) >= 0) {
        afterDigit = true;
      } else {
        return false;
      }
    }
    return afterDigit;
  }

  private static OptionalLong magnitude(String text, int from, int end, int radix) {
    long value = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c != '_') {
        int digit = Character.digit(c, radix);
        if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0) {
          return OptionalLong.empty();
        }
        value = value * radix + digit;
      }
    }
    return OptionalLong.of(value);
  }
}
