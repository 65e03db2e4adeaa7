package org.wasmudf.jdbc.internal.stream;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.vector.ArgumentWriter;
import org.wasmudf.jdbc.internal.stream.vector.ConversionException;
import org.wasmudf.jdbc.internal.stream.vector.ResultReader;
import org.wasmudf.runtime.ArrowTypes;
import org.wasmudf.store.SqlType;

/** Parameters as values of a declared type, by the rules of arguments. */
final class TypedValues {
  private TypedValues() {}

  /**
   * A column whose only row is the value, of the declared type.
   *
   * @param value as setters of PreparedStatement take it; a text is parsed where the type is none
   * @param exact whether a floating-point type must hold a number as it is
   * @param label for messages
   * @throws SQLException 22003 where a number does not fit, 22001 where a text is too long, 22018
   *     and 22007 where the value has no such form
   */
  static Column convert(
      @Nullable Object value, SqlType type, boolean exact, String label, BufferAllocator allocator)
      throws SQLException {
    Column natural = JavaValues.column(value, label);
    if (natural instanceof TextColumn text && !text.isNull(0)) {
      natural = parsed(text, type, label);
    }
    Column typed = convert(natural, type, label, allocator);
    if (exact && type instanceof SqlType.FloatingPoint && value != null) {
      checkExact(natural, typed, type, label);
    }
    return typed;
  }

  private static Column convert(
      Column natural, SqlType type, String label, BufferAllocator allocator) throws SQLException {
    int[] row = new int[1];
    try (FieldVector vector = ArrowTypes.vector("p", type, allocator)) {
      ArgumentWriter.of(type).write(natural, row, 1, vector);
      ResultReader reader = ResultReader.of(type, label);
      Column typed = reader.column(1);
      reader.read(vector, 0, 1, row, typed);
      return typed;
    } catch (ConversionException e) {
      throw SqlErrors.of(e.state(), label + ": " + e.text() + ". Set a value that the type takes.");
    }
  }

  private static Column parsed(TextColumn text, SqlType type, String label) throws SQLException {
    try {
      return parse(text, type, label);
    } catch (SQLException e) {
      boolean time =
          type instanceof SqlType.Date
              || type instanceof SqlType.Time
              || type instanceof SqlType.Timestamp;
      throw SqlErrors.of(
          time ? SqlState.INVALID_DATETIME : SqlState.INVALID_VALUE,
          label
              + ": '"
              + text.getString(0)
              + "' is no "
              + type.sql()
              + ". Set a value that the type takes.",
          e);
    }
  }

  private static Column parse(TextColumn text, SqlType type, String label) throws SQLException {
    if (type instanceof SqlType.Text || type instanceof SqlType.Json) {
      return text;
    } else if (type instanceof SqlType.Bool) {
      return JavaValues.column(text.getBoolean(0), label);
    } else if (type instanceof SqlType.FloatingPoint) {
      String value = text.getString(0).trim();
      return value.endsWith("NaN") || value.endsWith("Infinity")
          ? JavaValues.column(text.getDouble(0), label)
          : JavaValues.decimal(text.getBigDecimal(0), label);
    } else if (type instanceof SqlType.Int
        || type instanceof SqlType.Int128
        || type instanceof SqlType.Decimal) {
      return JavaValues.decimal(text.getBigDecimal(0), label);
    } else if (type instanceof SqlType.Date) {
      return JavaValues.date(text.getLocalDate(0), label);
    } else if (type instanceof SqlType.Time) {
      return JavaValues.time(text.getLocalTime(0), label);
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.withTimeZone()
          ? JavaValues.instant(text.getOffsetDateTime(0), label)
          : JavaValues.timestamp(text.getLocalDateTime(0), label);
    } else if (type instanceof SqlType.Uuid) {
      return JavaValues.column(text.getUuid(0), label);
    }
    return text;
  }

  /** A floating-point number is a decimal where its shortest decimal is that one. */
  private static void checkExact(Column natural, Column typed, SqlType type, String label)
      throws SQLException {
    double value = typed.getDouble(0);
    if (!Double.isFinite(value)) {
      return;
    }
    BigDecimal given = natural.getBigDecimal(0);
    if (given.compareTo(typed.getBigDecimal(0)) != 0) {
      throw SqlErrors.of(
          SqlState.OUT_OF_RANGE,
          label
              + ": "
              + given
              + " is no "
              + type.sql()
              + "; the nearest is "
              + typed.getString(0)
              + ". Set that, or compare with a CAST to a wider type.");
    }
  }
}
