package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;

/** date, time, timestamp and timestamptz. */
final class TemporalView extends PgColumn {
  /** Years for which all calendars and zone rules agree, so that the driver need not be asked. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 2037;

  private final Texts texts;

  /** The days of dates, null for other types. */
  private final @Nullable LocalDate @Nullable [] days;

  /** The values of timestamps without time zone, null for other types. */
  private final @Nullable LocalDateTime @Nullable [] moments;

  private interface Texts {
    String of(int row) throws SQLException;
  }

  private TemporalView(
      PgType type,
      Column stored,
      Texts texts,
      @Nullable LocalDate @Nullable [] days,
      @Nullable LocalDateTime @Nullable [] moments) {
    super(type, stored);
    this.texts = texts;
    this.days = days;
    this.moments = moments;
  }

  static TemporalView dates(PgType type, DateColumn stored) {
    return new TemporalView(
        type, stored, row -> TemporalTexts.of(stored.getLocalDate(row)), stored.values(), null);
  }

  static TemporalView times(PgType type, TimeColumn stored) {
    return new TemporalView(
        type, stored, row -> TemporalTexts.of(stored.getLocalTime(row)), null, null);
  }

  static TemporalView timestamps(PgType type, TimestampColumn stored) {
    return new TemporalView(
        type, stored, row -> TemporalTexts.of(stored.getLocalDateTime(row)), null, stored.values());
  }

  /**
   * @param session the session's time zone, where the texts are not the server's own
   */
  static TemporalView instants(PgType type, OffsetDateTimeColumn stored, ZoneId session) {
    String[] own = stored.texts();
    return new TemporalView(
        type,
        stored,
        row -> own == null ? TemporalTexts.of(stored.getOffsetDateTime(row), session) : own[row],
        null,
        null);
  }

  @Override
  String text(int row) throws SQLException {
    return texts.of(row);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return days != null
        ? getDate(row, null)
        : moments != null ? getTimestamp(row, null) : super.getObject(row);
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) throws SQLException {
    LocalDate day = days == null || zone != null ? null : days[row];
    ZoneOffset offset = day == null ? null : offset(day.atStartOfDay());
    return day == null || offset == null
        ? super.getDate(row, zone)
        : new Date(1000 * day.atStartOfDay().toEpochSecond(offset));
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) throws SQLException {
    LocalDateTime moment = moments == null || zone != null ? null : moments[row];
    ZoneOffset offset = moment == null ? null : offset(moment);
    if (moment == null || offset == null) {
      return super.getTimestamp(row, zone);
    }
    Timestamp timestamp = new Timestamp(1000 * moment.toEpochSecond(offset));
    timestamp.setNanos(moment.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  /** The JVM's offset at a local time, null where there is not one that everybody agrees on. */
  private static @Nullable ZoneOffset offset(LocalDateTime local) {
    if (local.getYear() < FIRST_YEAR || local.getYear() > LAST_YEAR) {
      return null;
    }
    List<ZoneOffset> valid = ZoneId.systemDefault().getRules().getValidOffsets(local);
    return valid.size() == 1 ? valid.get(0) : null;
  }
}
