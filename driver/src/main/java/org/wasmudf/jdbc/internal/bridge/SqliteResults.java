package org.wasmudf.jdbc.internal.bridge;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/** A function's result as a value of SQLite's that is equal to it, or an error. */
final class SqliteResults {
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

  private SqliteResults() {}

  /**
   * @return null, Long, Double, String or byte[]
   * @throws SQLException 22003 where SQLite has no such number, 22007 where no such date
   */
  static @Nullable Object of(FunctionDefinition function, Column column) throws SQLException {
    if (column.isNull(0)) {
      return null;
    }
    SqlType type = function.signature().returns();
    if (type instanceof SqlType.Bool
        || (type instanceof SqlType.Int integer && (integer.signed() || integer.bits() < 64))) {
      return column.getLong(0);
    } else if (type instanceof SqlType.FloatingPoint) {
      double value = column.getDouble(0);
      if (Double.isNaN(value)) {
        throw refused(function, "NaN", "SQLite would make NULL of it");
      }
      return value;
    } else if (type instanceof SqlType.Decimal decimal) {
      if (decimal.scale() > 0) {
        return real(function, column.getBigDecimal(0));
      }
      return integer(function, column.getBigDecimal(0));
    } else if (type instanceof SqlType.Int || type instanceof SqlType.Int128) {
      return integer(function, column.getBigDecimal(0));
    } else if (type instanceof SqlType.Binary) {
      return column.getBytes(0);
    } else if (type instanceof SqlType.Date) {
      check(function, column.getLocalDate(0), column);
    } else if (type instanceof SqlType.Timestamp timestamp) {
      check(
          function,
          timestamp.withTimeZone()
              ? column.getOffsetDateTime(0).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
              : column.getLocalDateTime(0).toLocalDate(),
          column);
    }
    return column.getString(0);
  }

  private static Long integer(FunctionDefinition function, BigDecimal value) throws SQLException {
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw refused(function, value.toPlainString(), "SQLite's integers have 64 bits");
    }
    return value.longValue();
  }

  /** The number that has this shortest decimal. */
  private static Double real(FunctionDefinition function, BigDecimal value) throws SQLException {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)
        || new BigDecimal(Double.toString(nearest)).compareTo(value) != 0) {
      throw refused(
          function, value.toPlainString(), "SQLite's numbers with a fraction have 15 digits");
    }
    return nearest;
  }

  /** Other years do not sort as texts, and SQLite's functions do not read them. */
  private static void check(FunctionDefinition function, LocalDate date, Column column)
      throws SQLException {
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw SqlErrors.of(
          SqlState.INVALID_DATETIME,
          message(
              function, column.getString(0), "SQLite's dates are texts of the years 0 to 9999"));
    }
  }

  private static SQLException refused(FunctionDefinition function, String value, String rule) {
    return SqlErrors.of(SqlState.OUT_OF_RANGE, message(function, value, rule));
  }

  private static String message(FunctionDefinition function, String value, String rule) {
    return "Function %s gave %s, and %s. Call it in the outermost SELECT list or WHERE, or let it give a text."
        .formatted(function.display(), value, rule);
  }
}
