package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * One column of a batch, on the heap: filled from the target's rows or from a function's results,
 * and read by the caller's getters without touching the target or off-heap memory again.
 *
 * <p>Rows count from 0 within the batch. Getters are called for rows that are not NULL; each
 * converts as the target's own ResultSet would. A conversion that a type does not have is 22018, a
 * number that does not fit 22003, a text that is no date or time 22007.
 */
public abstract class Column {
  private static final long NANOS_OF_DAY = 86_400_000_000_000L;

  private final String label;
  private final String type;

  protected Column(String label, String type) {
    this.label = label;
    this.type = type;
  }

  /** The column's name in messages. */
  public final String label() {
    return label;
  }

  /** The SQL type in messages. */
  public final String type() {
    return type;
  }

  /**
   * Takes a value of the target's current row.
   *
   * @param index of the target's column, from 1
   * @return how many bytes of heap it takes beyond the column's own arrays
   * @throws SQLException the target's own
   */
  public abstract int read(ResultSet rows, int index, int row) throws SQLException;

  public abstract boolean isNull(int row);

  /** Whether {@link #getObject} returns the target's own Blob or Clob. */
  public boolean holdsLobs() {
    return false;
  }

  /** Whether values are objects of the target, which may end with its cursor. */
  public boolean holdsTargetObjects() {
    return holdsLobs();
  }

  /**
   * The value, NULL too, as the first column of the current row of the target's own driver, which
   * then answers the getters that columns do not have: streams, large objects, arrays and the like.
   * Valid until it is asked again.
   *
   * @return null where those getters are answered by what this column says
   */
  public @Nullable ResultSet driverRow(int row) throws SQLException {
    return null;
  }

  /**
   * The column as functions and conditions read it. A column that answers the caller by other means
   * than its class says has one of the classes of this package here.
   */
  public Column argument() {
    return this;
  }

  /**
   * The column as functions and conditions read one row of {@link #argument}, where values of
   * several types stand in one column; the row has the same number there.
   */
  public Column valueAt(int row) {
    return this;
  }

  /** What getDouble and getFloat give for NULL; 0 but for targets whose drivers say otherwise. */
  public double ofNull() {
    return 0;
  }

  /** What {@code getObject} returns; never null. */
  public abstract Object getObject(int row) throws SQLException;

  public abstract String getString(int row) throws SQLException;

  public boolean getBoolean(int row) throws SQLException {
    throw noConversion("BOOLEAN");
  }

  public long getLong(int row) throws SQLException {
    throw noConversion("BIGINT");
  }

  public double getDouble(int row) throws SQLException {
    throw noConversion("DOUBLE PRECISION");
  }

  public float getFloat(int row) throws SQLException {
    throw noConversion("REAL");
  }

  public BigDecimal getBigDecimal(int row) throws SQLException {
    throw noConversion("NUMERIC");
  }

  BigInteger getBigInteger(int row) throws SQLException {
    return getBigDecimal(row).toBigInteger();
  }

  public byte[] getBytes(int row) throws SQLException {
    throw noConversion("VARBINARY");
  }

  public LocalDate getLocalDate(int row) throws SQLException {
    throw noConversion("DATE");
  }

  public LocalTime getLocalTime(int row) throws SQLException {
    throw noConversion("TIME");
  }

  public LocalDateTime getLocalDateTime(int row) throws SQLException {
    throw noConversion("TIMESTAMP");
  }

  public OffsetDateTime getOffsetDateTime(int row) throws SQLException {
    throw noConversion("TIMESTAMP WITH TIME ZONE");
  }

  public OffsetTime getOffsetTime(int row) throws SQLException {
    throw noConversion("TIME WITH TIME ZONE");
  }

  public UUID getUuid(int row) throws SQLException {
    throw noConversion("UUID");
  }

  public byte getByte(int row) throws SQLException {
    long value = getSmall(row, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
    return (byte) value;
  }

  public short getShort(int row) throws SQLException {
    long value = getSmall(row, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
    return (short) value;
  }

  public int getInt(int row) throws SQLException {
    long value = getSmall(row, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
    return (int) value;
  }

  /** An integer within bounds; a type overrides it where a narrow one is not read as a long. */
  long getSmall(int row, long least, long greatest, String as) throws SQLException {
    long value = getLong(row);
    if (value < least || value > greatest) {
      throw outOfRange(Long.toString(value), as);
    }
    return value;
  }

  /** Midnight of the date in the zone, or in the JVM's where that is null. */
  public Date getDate(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.date(getLocalDate(row), zone);
  }

  public Time getTime(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.time(getLocalTime(row), zone);
  }

  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.timestamp(getLocalDateTime(row), zone);
  }

  /**
   * As {@code ResultSet.getObject(int, Class)}.
   *
   * @throws SQLException 22018 where the value has no such form
   */
  public <T> T getObject(int row, Class<T> as) throws SQLException {
    Object value = convert(row, as);
    if (value == null) {
      throw noConversion(as.getName());
    }
    return as.cast(value);
  }

  /** The value as an object of a class; null where the class is none that columns convert to. */
  @Nullable Object convert(int row, Class<?> as) throws SQLException {
    if (as == String.class) {
      return getString(row);
    } else if (as == Long.class) {
      return getLong(row);
    } else if (as == Integer.class) {
      return getInt(row);
    } else if (as == Double.class) {
      return getDouble(row);
    } else if (as == BigDecimal.class) {
      return getBigDecimal(row);
    } else if (as == BigInteger.class) {
      return getBigInteger(row);
    } else if (as == Boolean.class) {
      return getBoolean(row);
    } else if (as == Byte.class) {
      return getByte(row);
    } else if (as == Short.class) {
      return getShort(row);
    } else if (as == Float.class) {
      return getFloat(row);
    } else if (as == Character.class) {
      String text = getString(row);
      return text.isEmpty() ? ' ' : text.charAt(0);
    } else if (as == byte[].class) {
      return getBytes(row);
    } else if (as == UUID.class) {
      return getUuid(row);
    }
    if (as == Period.class || as == Duration.class) {
      return convertInterval(row, as);
    }
    Object temporal = convertTemporal(row, as);
    if (temporal != null) {
      return temporal;
    }
    Object own = getObject(row);
    return as.isInstance(own) ? own : null;
  }

  /** A number is one of years as a Period and of days as a Duration, as H2 has it. */
  private @Nullable Object convertInterval(int row, Class<?> as) throws SQLException {
    if (!isNumber()) {
      return null;
    }
    BigDecimal value = getBigDecimal(row);
    try {
      if (as == Period.class) {
        BigDecimal months =
            value.multiply(BigDecimal.valueOf(12)).setScale(0, RoundingMode.HALF_UP);
        BigDecimal[] parts = months.divideAndRemainder(BigDecimal.valueOf(12));
        return Period.of(parts[0].intValueExact(), parts[1].intValueExact(), 0);
      }
      BigInteger nanos =
          value
              .multiply(BigDecimal.valueOf(NANOS_OF_DAY))
              .setScale(0, RoundingMode.HALF_UP)
              .toBigInteger();
      BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
      return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    } catch (ArithmeticException e) {
      throw outOfRange(value.toString(), as.getSimpleName());
    }
  }

  /** Whether values are numbers of SQL. */
  boolean isNumber() {
    return false;
  }

  // JDBC 4.2 asks getObject for java.util.Date and Calendar.
  @SuppressWarnings("JavaUtilDate")
  private @Nullable Object convertTemporal(int row, Class<?> as) throws SQLException {
    if (as == LocalDate.class) {
      return getLocalDate(row);
    } else if (as == LocalTime.class) {
      return getLocalTime(row);
    } else if (as == LocalDateTime.class) {
      return getLocalDateTime(row);
    } else if (as == OffsetDateTime.class) {
      return getOffsetDateTime(row);
    } else if (as == OffsetTime.class) {
      return getOffsetTime(row);
    } else if (as == ZonedDateTime.class) {
      return getOffsetDateTime(row).toZonedDateTime();
    } else if (as == Instant.class) {
      return getOffsetDateTime(row).toInstant();
    } else if (as == Date.class) {
      return getDate(row, null);
    } else if (as == Time.class) {
      return getTime(row, null);
    } else if (as == Timestamp.class) {
      return getTimestamp(row, null);
    } else if (as == java.util.Date.class) {
      return new java.util.Date(getTimestamp(row, null).getTime());
    } else if (as == Calendar.class) {
      GregorianCalendar calendar =
          new GregorianCalendar(TimeZone.getTimeZone(ZoneId.systemDefault()));
      calendar.setGregorianChange(new java.util.Date(Long.MIN_VALUE));
      calendar.setTime(getTimestamp(row, calendar.getTimeZone()));
      return calendar;
    }
    return null;
  }

  /** The error of a conversion that the type does not have. */
  public final SQLException noConversion(String as) {
    return SqlErrors.of(
        SqlState.INVALID_VALUE,
        "Column \""
            + label
            + "\" is "
            + type
            + " and cannot be read as "
            + as
            + ". Use getObject, getString, or a CAST in the query.");
  }

  protected final SQLException malformed(String value, String as, @Nullable Throwable cause) {
    return SqlErrors.of(
        SqlState.INVALID_VALUE,
        "Column \"" + label + "\": '" + value + "' is no " + as + ". Read it with getString.",
        cause);
  }

  final SQLException outOfRange(String value, String as) {
    return SqlErrors.of(
        SqlState.OUT_OF_RANGE,
        "Column \""
            + label
            + "\": "
            + value
            + " is out of range for "
            + as
            + ". Use a wider getter, or getBigDecimal.");
  }
}
