package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are converted by the target's own driver, which is given each as a row of
 * its own. A subclass overrides the getters that it answers faster and alike.
 */
public abstract class DriverColumn extends Column {
  protected DriverColumn(String label, String type) {
    super(label, type);
  }

  @Override
  public abstract ResultSet driverRow(int row) throws SQLException;

  /**
   * What the driver gave. For some values that are not NULL that is null (a date without a month,
   * say): the caller's result set asks the driver then.
   */
  @SuppressWarnings("NullAway")
  private static <T> T given(@Nullable T value) {
    return value;
  }

  private static @Nullable Calendar calendar(@Nullable TimeZone zone) {
    return zone == null ? null : new GregorianCalendar(zone);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return given(driverRow(row).getObject(1));
  }

  @Override
  public String getString(int row) throws SQLException {
    return given(driverRow(row).getString(1));
  }

  @Override
  public boolean getBoolean(int row) throws SQLException {
    return driverRow(row).getBoolean(1);
  }

  @Override
  public byte getByte(int row) throws SQLException {
    return driverRow(row).getByte(1);
  }

  @Override
  public short getShort(int row) throws SQLException {
    return driverRow(row).getShort(1);
  }

  @Override
  public int getInt(int row) throws SQLException {
    return driverRow(row).getInt(1);
  }

  @Override
  public long getLong(int row) throws SQLException {
    return driverRow(row).getLong(1);
  }

  @Override
  public double getDouble(int row) throws SQLException {
    return driverRow(row).getDouble(1);
  }

  @Override
  public float getFloat(int row) throws SQLException {
    return driverRow(row).getFloat(1);
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    return given(driverRow(row).getBigDecimal(1));
  }

  @Override
  BigInteger getBigInteger(int row) throws SQLException {
    return getObject(row, BigInteger.class);
  }

  @Override
  public byte[] getBytes(int row) throws SQLException {
    return given(driverRow(row).getBytes(1));
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) throws SQLException {
    ResultSet own = driverRow(row);
    return given(zone == null ? own.getDate(1) : own.getDate(1, calendar(zone)));
  }

  @Override
  public Time getTime(int row, @Nullable TimeZone zone) throws SQLException {
    ResultSet own = driverRow(row);
    return given(zone == null ? own.getTime(1) : own.getTime(1, calendar(zone)));
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) throws SQLException {
    ResultSet own = driverRow(row);
    return given(zone == null ? own.getTimestamp(1) : own.getTimestamp(1, calendar(zone)));
  }

  @Override
  public <T> T getObject(int row, Class<T> as) throws SQLException {
    return given(driverRow(row).getObject(1, as));
  }

  @Override
  public LocalDate getLocalDate(int row) throws SQLException {
    return getObject(row, LocalDate.class);
  }

  @Override
  public LocalTime getLocalTime(int row) throws SQLException {
    return getObject(row, LocalTime.class);
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) throws SQLException {
    return getObject(row, LocalDateTime.class);
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) throws SQLException {
    return getObject(row, OffsetDateTime.class);
  }

  @Override
  public OffsetTime getOffsetTime(int row) throws SQLException {
    return getObject(row, OffsetTime.class);
  }

  @Override
  public UUID getUuid(int row) throws SQLException {
    return getObject(row, UUID.class);
  }
}
