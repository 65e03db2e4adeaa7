package org.wasmudf.jdbc.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;

/** Columns of one row, of the type that a Java object has by itself. */
final class JavaValues {
  private JavaValues() {}

  /**
   * A column whose only row is this value.
   *
   * @param value as setters of PreparedStatement take it; null for NULL
   * @param label for messages
   * @throws SQLException 22018 for an object of a class that is no SQL value
   */
  static Column column(@Nullable Object value, String label) throws SQLException {
    if (value == null) {
      return new ObjectColumn(label, "NULL", 1, false, List.of());
    }
    Column column = plain(value, label);
    if (column == null) {
      column = temporal(value, label);
    }
    if (column == null) {
      column = large(value, label);
    }
    if (column == null) {
      throw SqlErrors.of(
          SqlState.INVALID_VALUE,
          label
              + " is a "
              + value.getClass().getName()
              + ", which is no argument of a function. Set a number, a text, bytes, or a date or"
              + " time.");
    }
    return column;
  }

  private static @Nullable Column plain(Object value, String label) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return integer(((Number) value).longValue(), label);
    } else if (value instanceof Double number) {
      DoubleColumn column = new DoubleColumn(label, "DOUBLE PRECISION", 1);
      column.values()[0] = number;
      return column;
    } else if (value instanceof Float number) {
      RealColumn column = new RealColumn(label, "REAL", 1);
      column.values()[0] = number;
      return column;
    } else if (value instanceof BigDecimal number) {
      return decimal(number, label);
    } else if (value instanceof BigInteger number) {
      return decimal(new BigDecimal(number), label);
    } else if (value instanceof String text) {
      return text(text, label);
    } else if (value instanceof Character letter) {
      return text(letter.toString(), label);
    } else if (value instanceof Boolean truth) {
      BooleanColumn column = new BooleanColumn(label, "BOOLEAN", 1);
      column.values()[0] = truth;
      return column;
    } else if (value instanceof byte[] bytes) {
      return binary(bytes, label);
    } else if (value instanceof UUID uuid) {
      UuidColumn column = new UuidColumn(label, "UUID", 1);
      column.values()[0] = uuid;
      return column;
    }
    return null;
  }

  static Column integer(long value, String label) {
    IntegerColumn column = new IntegerColumn(label, "BIGINT", 1, 8, IntegerColumn.Box.LONG);
    column.values()[0] = value;
    return column;
  }

  static Column decimal(BigDecimal value, String label) {
    DecimalColumn column = new DecimalColumn(label, "NUMERIC", 1);
    column.values()[0] = value;
    return column;
  }

  private static Column text(String value, String label) {
    TextColumn column = new TextColumn(label, "CHARACTER VARYING", 1);
    column.values()[0] = value;
    return column;
  }

  private static Column binary(byte[] value, String label) {
    BinaryColumn column = new BinaryColumn(label, "BINARY VARYING", 1);
    column.values()[0] = value;
    return column;
  }

  // Callers set java.util.Date as well.
  @SuppressWarnings("JavaUtilDate")
  private static @Nullable Column temporal(Object value, String label) {
    if (value instanceof LocalDate date) {
      return date(date, label);
    } else if (value instanceof LocalTime time) {
      return time(time, label);
    } else if (value instanceof LocalDateTime local) {
      return timestamp(local, label);
    } else if (value instanceof OffsetDateTime time) {
      return instant(time, label);
    } else if (value instanceof ZonedDateTime time) {
      return instant(time.toOffsetDateTime(), label);
    } else if (value instanceof Instant time) {
      return instant(time.atOffset(ZoneOffset.UTC), label);
    } else if (value instanceof java.sql.Timestamp time) {
      return timestamp(local(time.getTime()).withNano(time.getNanos()), label);
    } else if (value instanceof java.sql.Date date) {
      return date(local(date.getTime()).toLocalDate(), label);
    } else if (value instanceof java.sql.Time time) {
      return time(local(time.getTime()).toLocalTime(), label);
    } else if (value instanceof java.util.Date time) {
      return timestamp(local(time.getTime()), label);
    } else if (value instanceof Calendar calendar) {
      return instant(
          OffsetDateTime.ofInstant(calendar.toInstant(), calendar.getTimeZone().toZoneId()), label);
    }
    return null;
  }

  /** As java.time reads a legacy object: its instant in the JVM's zone. */
  private static LocalDateTime local(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault());
  }

  static Column date(LocalDate value, String label) {
    DateColumn column = DateColumn.own(label, "DATE", 1);
    column.values()[0] = value;
    return column;
  }

  static Column time(LocalTime value, String label) {
    TimeColumn column = TimeColumn.own(label, "TIME", 1);
    column.values()[0] = value;
    return column;
  }

  static Column timestamp(LocalDateTime value, String label) {
    TimestampColumn column = TimestampColumn.own(label, "TIMESTAMP", 1);
    column.values()[0] = value;
    return column;
  }

  static Column instant(OffsetDateTime value, String label) {
    OffsetDateTimeColumn column = new OffsetDateTimeColumn(label, "TIMESTAMP WITH TIME ZONE", 1);
    column.values()[0] = value;
    return column;
  }

  private static @Nullable Column large(Object value, String label) throws SQLException {
    try {
      if (value instanceof Clob clob) {
        try (Reader reader = clob.getCharacterStream()) {
          return text(read(reader), label);
        }
      } else if (value instanceof Reader reader) {
        return text(read(reader), label);
      } else if (value instanceof Blob blob) {
        try (InputStream stream = blob.getBinaryStream()) {
          return binary(stream.readAllBytes(), label);
        }
      } else if (value instanceof InputStream stream) {
        return binary(stream.readAllBytes(), label);
      }
      return null;
    } catch (IOException e) {
      throw SqlErrors.of(
          SqlState.IO_ERROR, label + " could not be read: " + e.getMessage() + ".", e);
    }
  }

  private static String read(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return text.toString();
  }
}
