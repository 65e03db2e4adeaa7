package org.wasmudf.jdbc.internal.stream.column;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** DATE. */
public final class DateColumn extends Column {
  private final @Nullable LocalDate[] values;
  private final LegacyTimes legacy;

  /** For dates of the target. */
  public static DateColumn ofTarget(String label, String type, int capacity) {
    return new DateColumn(label, type, capacity, LegacyTimes.ofTarget(capacity));
  }

  /** For dates of our own, and those whose legacy form is not asked of the target row by row. */
  public static DateColumn own(String label, String type, int capacity) {
    return new DateColumn(label, type, capacity, LegacyTimes.JVM);
  }

  private DateColumn(String label, String type, int capacity, LegacyTimes legacy) {
    super(label, type);
    this.values = new LocalDate[capacity];
    this.legacy = legacy;
  }

  /** The values, null for NULL. */
  public @Nullable LocalDate[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    LocalDate value = rows.getObject(index, LocalDate.class);
    values[row] = value;
    if (value != null && legacy != LegacyTimes.JVM) {
      legacy.put(row, rows.getDate(index));
    }
    return 24;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public LocalDate getLocalDate(int row) {
    return Values.present(values[row]);
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) {
    return getLocalDate(row).atStartOfDay();
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) {
    return legacy.offset(row, getLocalDateTime(row));
  }

  @Override
  public Object getObject(int row) {
    return getDate(row, null);
  }

  @Override
  public String getString(int row) {
    return DateTimes.format(getLocalDate(row));
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) {
    return new Date(legacy.millis(row, getLocalDateTime(row), zone));
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) {
    return new Timestamp(legacy.millis(row, getLocalDateTime(row), zone));
  }
}
