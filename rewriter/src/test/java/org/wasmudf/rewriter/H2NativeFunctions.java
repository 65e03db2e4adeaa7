package org.wasmudf.rewriter;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions that H2 runs natively, and the same as a catalog and for the interpreter. */
public final class H2NativeFunctions {
  static final TestCatalog CATALOG =
      TestCatalog.of(
          "f_i(INTEGER) INTEGER",
          "f_b(BIGINT) BIGINT",
          "f_r(REAL) REAL",
          "f_d(DOUBLE) DOUBLE",
          "f_n(DECIMAL(38,10)) DECIMAL(38,10)",
          "f_s(VARCHAR) VARCHAR",
          "f_o(BOOLEAN) BOOLEAN",
          "f_date(DATE) DATE",
          "f_time(TIME(9)) TIME(9)",
          "f_ts(TIMESTAMP(9)) TIMESTAMP(9)",
          "f_bin(VARBINARY) VARBINARY",
          "f_odd(BIGINT) BOOLEAN",
          "f_sum(BIGINT, DOUBLE) DOUBLE",
          "f_rev(VARCHAR) VARCHAR");

  private static final String[] ALIASES = {
    "f_i", "f_b", "f_r", "f_d", "f_n", "f_s", "f_o", "f_date", "f_time", "f_ts", "f_bin", "f_odd",
    "f_sum", "f_rev"
  };

  private H2NativeFunctions() {}

  static void register(H2Target target) throws SQLException {
    for (String alias : ALIASES) {
      target.execute(
          "CREATE ALIAS "
              + alias
              + " FOR '"
              + H2NativeFunctions.class.getName()
              + "."
              + alias
              + "'");
    }
  }

  static Map<String, Function<@Nullable Object[], @Nullable Object>> functions() {
    Map<String, Function<@Nullable Object[], @Nullable Object>> functions = new HashMap<>();
    for (String alias : ALIASES) {
      functions.put(alias, arguments -> arguments[0]);
    }
    functions.put("f_odd", arguments -> f_odd(number(arguments, 0).longValue()));
    functions.put(
        "f_sum",
        arguments -> f_sum(number(arguments, 0).longValue(), number(arguments, 1).doubleValue()));
    functions.put("f_rev", arguments -> f_rev((String) arguments[0]));
    return functions;
  }

  private static Number number(@Nullable Object[] arguments, int index) {
    if (arguments[index] instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("argument " + index + " is no number");
  }

  public static int f_i(int value) {
    return value;
  }

  public static long f_b(long value) {
    return value;
  }

  public static float f_r(float value) {
    return value;
  }

  public static double f_d(double value) {
    return value;
  }

  public static @Nullable BigDecimal f_n(@Nullable BigDecimal value) {
    return value;
  }

  public static @Nullable String f_s(@Nullable String value) {
    return value;
  }

  public static boolean f_o(boolean value) {
    return value;
  }

  public static @Nullable LocalDate f_date(@Nullable LocalDate value) {
    return value;
  }

  public static @Nullable LocalTime f_time(@Nullable LocalTime value) {
    return value;
  }

  public static @Nullable LocalDateTime f_ts(@Nullable LocalDateTime value) {
    return value;
  }

  public static byte @Nullable [] f_bin(byte @Nullable [] value) {
    return value;
  }

  public static boolean f_odd(long value) {
    return (value & 1) != 0;
  }

  public static double f_sum(long a, double b) {
    return a + b;
  }

  public static @Nullable String f_rev(@Nullable String value) {
    return value == null ? null : new StringBuilder(value).reverse().toString();
  }
}
