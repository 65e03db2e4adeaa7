package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers (Core Specification 2.0, sections 6.3.1 and 6.3.2). */
final class LiteralsTest {
  private static final int SAMPLES = 3_000;

  private static OptionalLong parse(FloatFormat format, String text) {
    assertTrue(FloatLiterals.isFloat(text, 0, text.length()), text);
    return FloatLiterals.bits(text, 0, text.length(), format);
  }

  private static long f64(String text) {
    return parse(FloatFormat.F64, text).orElseThrow();
  }

  private static int f32(String text) {
    return (int) parse(FloatFormat.F32, text).orElseThrow();
  }

  @Test
  void everyDoubleSurvivesItsHexadecimalForm() {
    Random random = new Random(1);
    for (int i = 0; i < SAMPLES; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(Double.doubleToRawLongBits(value), f64(Double.toHexString(value)), "" + value);
        assertEquals(Double.doubleToRawLongBits(value), f64(decimal(value)), "" + value);
      }
    }
  }

  @Test
  void everyFloatSurvivesItsHexadecimalForm() {
    Random random = new Random(2);
    for (int i = 0; i < SAMPLES; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        assertEquals(Float.floatToRawIntBits(value), f32(Float.toHexString(value)), "" + value);
        assertEquals(Float.floatToRawIntBits(value), f32(decimal(value)), "" + value);
      }
    }
  }

  private static String decimal(double value) {
    String exact = new BigDecimal(value).toPlainString();
    return value == 0 && 1 / value < 0 ? "-" + exact : exact;
  }

  /** Digits beyond the format's precision, so that most of these numbers are rounded. */
  @Test
  void hexadecimalNumbersAreRoundedToNearestEven() {
    Random random = new Random(3);
    for (int i = 0; i < SAMPLES; i++) {
      BigInteger digits = new BigInteger(1 + random.nextInt(90), random).setBit(0);
      if (random.nextInt(4) == 0) {
        digits = digits.shiftLeft(random.nextInt(40));
      }
      int exponent = random.nextInt(320) - 240;
      String text = "0x" + digits.toString(16) + "p" + exponent;
      BigDecimal exact =
          exponent < 0
              ? new BigDecimal(digits).divide(new BigDecimal(BigInteger.TWO.pow(-exponent)))
              : new BigDecimal(digits.shiftLeft(exponent));
      OptionalLong single = parse(FloatFormat.F32, text);
      float nearest = exact.floatValue();
      assertEquals(
          Float.isInfinite(nearest)
              ? OptionalLong.empty()
              : OptionalLong.of(Float.floatToRawIntBits(nearest)),
          single,
          text);
      assertEquals(Double.doubleToRawLongBits(exact.doubleValue()), f64(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x1p-149, 1",
    "0x1p-150, 0",
    "0x1.000002p-150, 1",
    "0x1.8p-149, 2",
    "0x0.fffffep-126, 7fffff",
    "0x0.ffffffp-126, 800000",
    "0x1.ffffffp-1, 3f800000",
    "0x1.fffffefffffp127, 7f7fffff",
    "0x10000000000000000000000000000, 77800000",
    "0x0.00000000000000000000000000001, 5800000",
    "340282356779733661637539395458142568447, 7f7fffff",
    "1e-99999999999, 0",
    "-0x0p+99999999999999999999, 80000000",
    "-nan, ffc00000",
    "nan:0x1, 7f800001",
    "-nan:0x7f_ffff, ffffffff"
  })
  void edgesOfSinglePrecision(String text, String bits) {
    assertEquals(bits, Integer.toHexString(f32(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1p128",
        "0x1.ffffffp127",
        "340282356779733661637539395458142568448",
        "1e39",
        "nan:0x0",
        "nan:0x800000",
        "nan:0x10000000000000000",
        "0x1p99999999999999999999"
      })
  void numbersBeyondSinglePrecisionAreRefused(String text) {
    assertEquals(OptionalLong.empty(), parse(FloatFormat.F32, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        ".5",
        "1.e",
        "1e",
        "1e+",
        "1_",
        "_1",
        "1__0",
        "1._5",
        "1.5_",
        "1e_5",
        "0x",
        "0x.8",
        "0x1.p",
        "0x1p",
        "0x1p+",
        "0x1pA",
        "0X1",
        "1f",
        "1d",
        "infinity",
        "Inf",
        "nan:",
        "nan:1",
        "nan:0x",
        "nan:0xg",
        "0x1.8e1p",
        "1.5.5",
        "--1",
        "+-1",
        "NaN"
      })
  void notAFloat(String text) {
    assertFalse(FloatLiterals.isFloat(text + " ", 0, text.length()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8, 0",
    "255, 8, -1",
    "-128, 8, -128",
    "+127, 8, 127",
    "0xff, 8, -1",
    "-0x80, 8, -128",
    "65535, 16, -1",
    "4294967295, 32, -1",
    "-2147483648, 32, -2147483648",
    "1_000_000, 32, 1000000",
    "0x0123_4567_89AB_cdef, 64, 81985529216486895",
    "18446744073709551615, 64, -1",
    "-9223372036854775808, 64, -9223372036854775808",
    "00000000000000000000000000000000000000001, 8, 1",
    "-0, 64, 0"
  })
  void integersOfEveryWidth(String text, int bits, long value) {
    assertEquals(
        OptionalLong.of(value), IntegerLiterals.uninterpreted(text, 0, text.length(), bits));
  }

  @ParameterizedTest
  @CsvSource({
    "256, 8",
    "-129, 8",
    "65536, 16",
    "4294967296, 32",
    "-2147483649, 32",
    "18446744073709551616, 64",
    "-9223372036854775809, 64",
    "0x1_0000_0000_0000_0000, 64",
    "99999999999999999999999999999, 64",
    "1.0, 32",
    "0x, 32",
    "1_, 32",
    "_1, 32",
    "--1, 32"
  })
  void integersThatDoNotFitOrAreNone(String text, int bits) {
    assertEquals(OptionalLong.empty(), IntegerLiterals.uninterpreted(text, 0, text.length(), bits));
  }
}
