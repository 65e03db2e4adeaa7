package org.wasmudf.jdbc.internal.stream.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** TIME WITH TIME ZONE. */
public final class OffsetTimeColumn extends Column {
  private final @Nullable OffsetTime[] values;

  public OffsetTimeColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new OffsetTime[capacity];
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    values[row] = rows.getObject(index, OffsetTime.class);
    return 48;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public OffsetTime getOffsetTime(int row) {
    return Values.present(values[row]);
  }

  /** In today's offset of the JVM's zone. */
  @Override
  public LocalTime getLocalTime(int row) {
    return getOffsetTime(row).withOffsetSameInstant(DateTimes.offsetNow()).toLocalTime();
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) {
    return getLocalTime(row).atDate(LocalDate.now(ZoneId.systemDefault()));
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) {
    return getOffsetTime(row).atDate(LocalDate.now(ZoneId.systemDefault()));
  }

  @Override
  public Object getObject(int row) {
    return getOffsetTime(row);
  }

  @Override
  public String getString(int row) {
    return DateTimes.format(getOffsetTime(row));
  }
}
