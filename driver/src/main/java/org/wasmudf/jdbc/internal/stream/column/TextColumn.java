package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Character strings; the getters parse them. */
public final class TextColumn extends Column {
  /** A String's own header and its array's, on a 64-bit JVM with compressed pointers. */
  private static final int STRING_OVERHEAD = 40;

  /** How the text of a value is read. */
  public interface TextReader {
    @Nullable String read(ResultSet rows, int index) throws SQLException;
  }

  private final @Nullable String[] values;
  private final TextReader reader;

  public TextColumn(String label, String type, int capacity) {
    this(label, type, capacity, ResultSet::getString);
  }

  /** With texts that the target's getString does not return. */
  public TextColumn(String label, String type, int capacity, TextReader reader) {
    super(label, type);
    this.values = new String[capacity];
    this.reader = reader;
  }

  /** The values, null for NULL. */
  public @Nullable String[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    String value = reader.read(rows, index);
    values[row] = value;
    return value == null ? 0 : STRING_OVERHEAD + value.length();
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  private String value(int row) {
    return Values.present(values[row]);
  }

  @Override
  public Object getObject(int row) {
    return value(row);
  }

  @Override
  public String getString(int row) {
    return value(row);
  }

  @Override
  public boolean getBoolean(int row) throws SQLException {
    String text = value(row).trim();
    switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "t", "yes", "y" -> {
        return true;
      }
      case "false", "f", "no", "n" -> {
        return false;
      }
      default -> {
        return number(row, "BOOLEAN").signum() != 0;
      }
    }
  }

  @Override
  public long getLong(int row) throws SQLException {
    return parseLong(row, "BIGINT");
  }

  /** A text that is no number of the narrow type is malformed, not out of range. */
  @Override
  long getSmall(int row, long least, long greatest, String as) throws SQLException {
    long value = parseLong(row, as);
    if (value < least || value > greatest) {
      throw malformed(value(row), as, null);
    }
    return value;
  }

  private long parseLong(int row, String as) throws SQLException {
    try {
      return Long.parseLong(value(row).trim());
    } catch (NumberFormatException e) {
      throw malformed(value(row), as, e);
    }
  }

  @Override
  public double getDouble(int row) throws SQLException {
    try {
      return Double.parseDouble(value(row).trim());
    } catch (NumberFormatException e) {
      throw malformed(value(row), "DOUBLE PRECISION", e);
    }
  }

  @Override
  public float getFloat(int row) throws SQLException {
    try {
      return Float.parseFloat(value(row).trim());
    } catch (NumberFormatException e) {
      throw malformed(value(row), "REAL", e);
    }
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    return number(row, "NUMERIC");
  }

  /** Digits only: a decimal that happens to be whole is no integer here. */
  @Override
  BigInteger getBigInteger(int row) throws SQLException {
    try {
      return new BigInteger(value(row).trim());
    } catch (NumberFormatException e) {
      throw malformed(value(row), "NUMERIC", e);
    }
  }

  private BigDecimal number(int row, String as) throws SQLException {
    try {
      return new BigDecimal(value(row).trim());
    } catch (NumberFormatException e) {
      throw malformed(value(row), as, e);
    }
  }

  @Override
  public byte[] getBytes(int row) {
    return value(row).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public LocalDate getLocalDate(int row) throws SQLException {
    return parse(row, "DATE", DateTimes::parseDate);
  }

  @Override
  public LocalTime getLocalTime(int row) throws SQLException {
    return parse(row, "TIME", DateTimes::parseTime);
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) throws SQLException {
    return parse(row, "TIMESTAMP", DateTimes::parseTimestamp);
  }

  @Override
  public OffsetDateTime getOffsetDateTime(int row) throws SQLException {
    return parse(row, "TIMESTAMP WITH TIME ZONE", DateTimes::parseOffsetDateTime);
  }

  @Override
  public OffsetTime getOffsetTime(int row) throws SQLException {
    return parse(row, "TIME WITH TIME ZONE", DateTimes::parseOffsetTime);
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.date(getLocalDate(row), zone);
  }

  @Override
  public Time getTime(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.time(getLocalTime(row), zone);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) throws SQLException {
    return DateTimes.timestamp(getLocalDateTime(row), zone);
  }

  @Override
  public UUID getUuid(int row) throws SQLException {
    try {
      return UUID.fromString(value(row).trim());
    } catch (IllegalArgumentException e) {
      throw malformed(value(row), "UUID", e);
    }
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T parse(int row, String as, Parser<T> parser) throws SQLException {
    try {
      return parser.parse(value(row).trim());
    } catch (DateTimeException e) {
      throw SqlErrors.of(
          SqlState.INVALID_DATETIME,
          "Column \""
              + label()
              + "\": '"
              + value(row)
              + "' is no "
              + as
              + ". Read it with getString.",
          e);
    }
  }
}
