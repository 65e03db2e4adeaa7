package org.wasmudf.jdbc.internal.proxy;

import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** The setters that a caller called, with their values. */
final class RecordedParameters implements BoundParameters {
  /** A statement without parameters. */
  static final RecordedParameters NONE = new RecordedParameters(0);

  /** A setter with all its arguments but the ordinal. */
  interface Setter {
    void set(PreparedStatement target, int ordinal) throws SQLException;
  }

  private record Recorded(@Nullable Object value, Setter setter) {}

  private final @Nullable Recorded[] recorded;

  /** How many parameters of the caller's stand before the first of these. */
  private final int before;

  RecordedParameters(int count) {
    this(count, 0);
  }

  /**
   * Parameters of a text that is the end of the caller's.
   *
   * @param before how many parameters of the caller's stand before it
   */
  RecordedParameters(int count, int before) {
    this(new Recorded[count], before);
  }

  private RecordedParameters(@Nullable Recorded[] recorded, int before) {
    this.recorded = recorded;
    this.before = before;
  }

  int count() {
    return recorded.length;
  }

  /** What is set now, for a batch. */
  RecordedParameters copy() {
    return new RecordedParameters(Arrays.copyOf(recorded, recorded.length), before);
  }

  /** Whether every parameter is set. */
  boolean complete() {
    for (Recorded one : recorded) {
      if (one == null) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    Arrays.fill(recorded, null);
  }

  /**
   * Remembers one call of a setter.
   *
   * @param number the parameter's, as the caller counts
   * @param value what the setter got, with a stream as StreamedValue
   * @throws SQLException 07009 where the statement has no such parameter
   */
  void record(int number, @Nullable Object value, Setter setter) throws SQLException {
    int ordinal = number - before;
    check(ordinal);
    recorded[ordinal - 1] = new Recorded(value, setter);
  }

  private void check(int ordinal) throws SQLException {
    if (ordinal < 1 || ordinal > recorded.length) {
      throw SqlErrors.of(
          SqlState.NO_SUCH_INDEX,
          "There is no parameter %d: the statement has %d. Count the ? from 1."
              .formatted(ordinal + before, recorded.length + before));
    }
  }

  private Recorded recorded(int ordinal) throws SQLException {
    check(ordinal);
    Recorded found = recorded[ordinal - 1];
    if (found == null) {
      throw SqlErrors.of(
          SqlState.PARAMETER_NOT_SET,
          "Parameter %d is not set. Call a setter for each ? before the statement runs."
              .formatted(ordinal + before));
    }
    return found;
  }

  @Override
  public @Nullable Object value(int ordinal) throws SQLException {
    Object value = recorded(ordinal).value();
    return value instanceof StreamedValue stream ? stream.content() : value;
  }

  @Override
  public void bind(int ordinal, PreparedStatement target, int targetOrdinal) throws SQLException {
    recorded(ordinal).setter().set(target, targetOrdinal);
  }

  /** A date as the calendar's zone has it, which is what its setter means. */
  static @Nullable Object local(@Nullable Date value, @Nullable Calendar calendar) {
    return value == null || calendar == null ? value : at(value.getTime(), calendar).toLocalDate();
  }

  /** A time as the calendar's zone has it. */
  static @Nullable Object local(@Nullable Time value, @Nullable Calendar calendar) {
    return value == null || calendar == null ? value : at(value.getTime(), calendar).toLocalTime();
  }

  /** A timestamp as the calendar's zone has it. */
  static @Nullable Object local(@Nullable Timestamp value, @Nullable Calendar calendar) {
    return value == null || calendar == null
        ? value
        : at(value.getTime(), calendar).withNano(value.getNanos());
  }

  /** In the proleptic Gregorian calendar, as values without a calendar are converted. */
  private static LocalDateTime at(long millis, Calendar calendar) {
    long local = millis + calendar.getTimeZone().getOffset(millis);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(local, 1000L), Math.floorMod(local, 1000) * 1_000_000, ZoneOffset.UTC);
  }
}
