package org.wasmudf.jdbc.internal.stream.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** TIME without time zone. */
public final class TimeColumn extends Column {
  private final @Nullable LocalTime[] values;
  private final LegacyTimes legacy;

  /** For times of the target. */
  public static TimeColumn ofTarget(String label, String type, int capacity) {
    return new TimeColumn(label, type, capacity, LegacyTimes.ofTarget(capacity));
  }

  /** For times of our own, and those whose legacy form is not asked of the target row by row. */
  public static TimeColumn own(String label, String type, int capacity) {
    return new TimeColumn(label, type, capacity, LegacyTimes.JVM);
  }

  private TimeColumn(String label, String type, int capacity, LegacyTimes legacy) {
    super(label, type);
    this.values = new LocalTime[capacity];
    this.legacy = legacy;
  }

  /** The values, null for NULL. */
  public @Nullable LocalTime[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    LocalTime value = rows.getObject(index, LocalTime.class);
    values[row] = value;
    if (value != null && legacy != LegacyTimes.JVM) {
      legacy.put(row, rows.getTime(index));
    }
    return 24;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public LocalTime getLocalTime(int row) {
    return Values.present(values[row]);
  }

  /** Today's, as SQL's cast of a time has it. */
  @Override
  public LocalDateTime getLocalDateTime(int row) {
    return getLocalTime(row).atDate(LocalDate.now(ZoneId.systemDefault()));
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) {
    return DateTimes.offset(getLocalDateTime(row));
  }

  @Override
  public OffsetTime getOffsetTime(int row) {
    return getLocalTime(row).atOffset(DateTimes.offsetNow());
  }

  @Override
  public Object getObject(int row) {
    return getTime(row, null);
  }

  @Override
  public String getString(int row) {
    return DateTimes.format(getLocalTime(row));
  }

  @Override
  public Time getTime(int row, @Nullable TimeZone zone) {
    return new Time(legacy.millis(row, getLocalTime(row).atDate(LocalDate.EPOCH), zone));
  }
}
