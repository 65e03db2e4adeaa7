package org.wasmudf.jdbc.internal.stream.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** TIMESTAMP WITH TIME ZONE, each value with its own offset. */
public final class OffsetDateTimeColumn extends Column {
  private final @Nullable OffsetDateTime[] values;

  public OffsetDateTimeColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new OffsetDateTime[capacity];
  }

  /** The values, null for NULL. */
  public @Nullable OffsetDateTime[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    values[row] = rows.getObject(index, OffsetDateTime.class);
    return 96;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) {
    return Values.present(values[row]);
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) {
    return getOffsetDateTime(row).atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
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
  public OffsetTime getOffsetTime(int row) {
    return getOffsetDateTime(row).toOffsetTime();
  }

  @Override
  public Object getObject(int row) {
    return getOffsetDateTime(row);
  }

  @Override
  public String getString(int row) {
    return DateTimes.format(getOffsetDateTime(row));
  }

  /** The instant, whatever zone is asked for. */
  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) {
    return DateTimes.timestamp(getOffsetDateTime(row).toInstant());
  }
}
