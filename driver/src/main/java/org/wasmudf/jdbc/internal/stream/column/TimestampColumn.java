package org.wasmudf.jdbc.internal.stream.column;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.ChronoField;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** TIMESTAMP without time zone. */
public final class TimestampColumn extends Column {
  private final @Nullable LocalDateTime[] values;
  private final LegacyTimes legacy;

  /** For timestamps of the target. */
  public static TimestampColumn ofTarget(String label, String type, int capacity) {
    return new TimestampColumn(label, type, capacity, LegacyTimes.ofTarget(capacity));
  }

  /**
   * For timestamps of our own, and those whose legacy form is not asked of the target row by row.
   */
  public static TimestampColumn own(String label, String type, int capacity) {
    return new TimestampColumn(label, type, capacity, LegacyTimes.JVM);
  }

  private TimestampColumn(String label, String type, int capacity, LegacyTimes legacy) {
    super(label, type);
    this.values = new LocalDateTime[capacity];
    this.legacy = legacy;
  }

  /** The values, null for NULL. */
  public @Nullable LocalDateTime[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    LocalDateTime value = rows.getObject(index, LocalDateTime.class);
    values[row] = value;
    if (value != null && legacy != LegacyTimes.JVM) {
      legacy.put(row, rows.getTimestamp(index));
    }
    return 72;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) {
    return Values.present(values[row]);
  }

  @Override
  public LocalDate getLocalDate(int row) {
    return getLocalDateTime(row).toLocalDate();
  }

  @Override
  public LocalTime getLocalTime(int row) {
    return getLocalDateTime(row).toLocalTime();
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) {
    return legacy.offset(row, getLocalDateTime(row));
  }

  @Override
  public OffsetTime getOffsetTime(int row) {
    return getOffsetDateTime(row).toOffsetTime();
  }

  @Override
  public Object getObject(int row) {
    return getTimestamp(row, null);
  }

  @Override
  public String getString(int row) {
    return DateTimes.format(getLocalDateTime(row));
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) {
    LocalDateTime local = getLocalDateTime(row);
    Timestamp timestamp = new Timestamp(legacy.millis(row, local, zone));
    timestamp.setNanos(local.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) {
    LocalDateTime local = getLocalDateTime(row);
    return new Date(legacy.millis(row, local, local.toLocalDate().atStartOfDay(), zone));
  }

  @Override
  public Time getTime(int row, @Nullable TimeZone zone) {
    LocalDateTime local = getLocalDateTime(row);
    return new Time(legacy.millis(row, local, local.toLocalTime().atDate(LocalDate.EPOCH), zone));
  }
}
