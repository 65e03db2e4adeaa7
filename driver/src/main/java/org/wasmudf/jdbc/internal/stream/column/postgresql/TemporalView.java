package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.SQLException;
import java.time.ZoneId;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;

/** date, time, timestamp and timestamptz. */
final class TemporalView extends PgColumn {
  private final Texts texts;

  private interface Texts {
    String of(int row) throws SQLException;
  }

  private TemporalView(PgType type, Column stored, Texts texts) {
    super(type, stored);
    this.texts = texts;
  }

  static TemporalView dates(PgType type, DateColumn stored) {
    return new TemporalView(type, stored, row -> TemporalTexts.of(stored.getLocalDate(row)));
  }

  static TemporalView times(PgType type, TimeColumn stored) {
    return new TemporalView(type, stored, row -> TemporalTexts.of(stored.getLocalTime(row)));
  }

  static TemporalView timestamps(PgType type, TimestampColumn stored) {
    return new TemporalView(type, stored, row -> TemporalTexts.of(stored.getLocalDateTime(row)));
  }

  /**
   * @param session the session's time zone, where the texts are not the server's own
   */
  static TemporalView instants(PgType type, OffsetDateTimeColumn stored, ZoneId session) {
    String[] own = stored.texts();
    return new TemporalView(
        type,
        stored,
        row -> own == null ? TemporalTexts.of(stored.getOffsetDateTime(row), session) : own[row]);
  }

  @Override
  String text(int row) throws SQLException {
    return texts.of(row);
  }
}
