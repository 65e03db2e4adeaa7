package org.wasmudf.jdbc.internal.stream.vector;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.store.SqlType;

/** Writers of dates and times; a fraction finer than the declared precision is refused. */
final class TemporalWriters {
  private static final int[] NANOS = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private TemporalWriters() {}

  static ArgumentWriter date(SqlType type) {
    return new FixedWidthWriter(
        type,
        4,
        (source, row, out, at) -> {
          if (!(source instanceof DateColumn dates)) {
            throw ExactValues.noConversion(source, type);
          }
          long day = dates.getLocalDate(row).toEpochDay();
          if (day != (int) day) {
            throw ExactValues.outOfRange(dates.getString(row), type);
          }
          Scratch.INT.set(out, at, (int) day);
        });
  }

  static ArgumentWriter time(SqlType.Time type) {
    return new FixedWidthWriter(
        type,
        8,
        (source, row, out, at) -> {
          if (!(source instanceof TimeColumn times)) {
            throw ExactValues.noConversion(source, type);
          }
          LocalTime time = times.getLocalTime(row);
          checkFraction(time.get(ChronoField.NANO_OF_SECOND), type.precision(), times, row, type);
          long nanos = time.toNanoOfDay();
          Scratch.LONG.set(out, at, type.precision() <= 6 ? nanos / 1000 : nanos);
        });
  }

  static ArgumentWriter timestamp(SqlType.Timestamp type) {
    return new FixedWidthWriter(
        type,
        8,
        (source, row, out, at) -> {
          LocalDateTime utc = type.withTimeZone() ? instant(source, row) : local(source, row);
          if (utc == null) {
            throw ExactValues.noConversion(source, type);
          }
          checkFraction(utc.get(ChronoField.NANO_OF_SECOND), type.precision(), source, row, type);
          Scratch.LONG.set(out, at, units(utc, source, row, type));
        });
  }

  private static long units(LocalDateTime utc, Column source, int row, SqlType.Timestamp type)
      throws ConversionException {
    long perSecond = type.precision() <= 6 ? 1_000_000L : 1_000_000_000L;
    long fraction = utc.get(ChronoField.NANO_OF_SECOND) / (1_000_000_000L / perSecond);
    try {
      // Before the epoch the seconds round down: adding the fraction to the last whole second
      // first would overflow where the sum does not.
      long seconds = utc.toEpochSecond(ZoneOffset.UTC);
      return seconds >= 0
          ? Math.addExact(Math.multiplyExact(seconds, perSecond), fraction)
          : Math.addExact(Math.multiplyExact(seconds + 1, perSecond), fraction - perSecond);
    } catch (ArithmeticException e) {
      throw ExactValues.outOfRange(ExactValues.text(source, row), type);
    }
  }

  private static @Nullable LocalDateTime local(Column source, int row) {
    if (source instanceof TimestampColumn timestamps) {
      return timestamps.getLocalDateTime(row);
    } else if (source instanceof DateColumn dates) {
      return dates.getLocalDateTime(row);
    }
    return null;
  }

  /** A local time is meant in the JVM's zone, as drivers hand it to their sessions. */
  private static @Nullable LocalDateTime instant(Column source, int row) {
    if (source instanceof OffsetDateTimeColumn times) {
      return LocalDateTime.ofInstant(times.getOffsetDateTime(row).toInstant(), ZoneOffset.UTC);
    }
    LocalDateTime local = local(source, row);
    return local == null
        ? null
        : LocalDateTime.ofInstant(local.atZone(ZoneId.systemDefault()).toInstant(), ZoneOffset.UTC);
  }

  private static void checkFraction(int nanos, int precision, Column source, int row, SqlType type)
      throws ConversionException {
    if (nanos % NANOS[precision] != 0) {
      throw new ConversionException(
          SqlState.OUT_OF_RANGE,
          ExactValues.text(source, row)
              + " has fractional digits that "
              + type.sql()
              + " would lose");
    }
  }
}
