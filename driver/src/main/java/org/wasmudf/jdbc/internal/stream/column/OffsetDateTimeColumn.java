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
  private final @Nullable String @Nullable [] texts;

  public OffsetDateTimeColumn(String label, String type, int capacity) {
    this(label, type, capacity, false);
  }

  /**
   * @param texts whether the target's own texts are kept as well
   */
  public OffsetDateTimeColumn(String label, String type, int capacity, boolean texts) {
    super(label, type);
    this.values = new OffsetDateTime[capacity];
    this.texts = texts ? new String[capacity] : null;
  }

  /** The target's own texts, null where they are not kept. */
  public @Nullable String @Nullable [] texts() {
    return texts;
  }

  /** The values, null for NULL. */
  public @Nullable OffsetDateTime[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    values[row] = rows.getObject(index, OffsetDateTime.class);
    if (texts != null) {
      texts[row] = rows.getString(index);
      return 170;
    }
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
