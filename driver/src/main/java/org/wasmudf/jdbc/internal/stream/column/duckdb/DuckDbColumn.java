package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;

/**
 * A column that the caller reads with the conversions of DuckDB's driver; the values lie in a
 * column of the type that functions read. Long, since each getter has its own rules there.
 */
final class DuckDbColumn extends Column {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Kind kind;
  private final Column stored;
  private final DuckDbObjects objects;
  private final DuckDbReader reader;
  private @Nullable DuckDbRow driverRow;

  DuckDbColumn(Kind kind, Column stored, DuckDbReader reader, DuckDbObjects objects) {
    super(stored.label(), stored.type());
    this.kind = kind;
    this.stored = stored;
    this.objects = objects;
    this.reader = reader;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    return reader.read(rows, index, row);
  }

  @Override
  public boolean isNull(int row) {
    return stored.isNull(row);
  }

  @Override
  public Column argument() {
    return stored;
  }

  @Override
  public boolean holdsTargetObjects() {
    return stored.holdsTargetObjects();
  }

  @Override
  public ResultSet driverRow(int row) {
    DuckDbRow known = driverRow;
    if (known == null) {
      known = new DuckDbRow(this);
      driverRow = known;
    }
    return known.at(row);
  }

  private long integer(int row) {
    return ((IntegerColumn) stored).values()[row];
  }

  /** The value as a number, null where it is none. */
  private @Nullable Number number(int row) throws SQLException {
    return (kind.isNumber() || kind == Kind.OBJECT) && getObject(row) instanceof Number number
        ? number
        : null;
  }

  @Override
  public double ofNull() {
    return Double.NaN;
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return switch (kind) {
      case BOOLEAN -> stored.getBoolean(row);
      case TINYINT -> (byte) integer(row);
      case SMALLINT, UTINYINT -> (short) integer(row);
      case INTEGER, USMALLINT -> (int) integer(row);
      case BIGINT, UINTEGER -> integer(row);
      case UBIGINT, HUGEINT, UHUGEINT -> stored.getBigDecimal(row).toBigIntegerExact();
      case FLOAT -> stored.getFloat(row);
      case DOUBLE -> stored.getDouble(row);
      case DECIMAL -> stored.getBigDecimal(row);
      case VARCHAR, ENUM, TEXT -> stored.getString(row);
      case BLOB, GEOMETRY -> objects.blob(stored.getBytes(row));
      case UUID -> stored.getUuid(row);
      case DATE -> stored.getLocalDate(row);
      case TIME, TIME_NS -> stored.getLocalTime(row);
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> getTimestamp(row, null);
      case TIMESTAMPTZ -> getOffsetDateTime(row);
      case TIMETZ, LIST, ARRAY, STRUCT, MAP, OBJECT -> stored.getObject(row);
    };
  }

  @Override
  public String getString(int row) throws SQLException {
    if (kind.isInteger()) {
      return Long.toString(integer(row));
    } else if (kind == Kind.BLOB || kind == Kind.GEOMETRY) {
      return printed(stored.getBytes(row));
    }
    return stored instanceof ObjectColumn ? stored.getString(row) : getObject(row).toString();
  }

  /** As DuckDB prints bytes: what is no plain ASCII, a quote or a backslash is hexadecimal. */
  private static String printed(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      boolean plain = b >= ' ' && b <= '~' && b != '\\' && b != '\'' && b != '"';
      if (plain) {
        text.append((char) b);
      } else {
        text.append("\\x").append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }

  @Override
  public boolean getBoolean(int row) throws SQLException {
    if (kind == Kind.BOOLEAN) {
      return stored.getBoolean(row);
    }
    Number number = number(row);
    return number == null
        ? Boolean.parseBoolean(getObject(row).toString())
        : number.byteValue() == 1;
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T parse(int row, String as, Parser<T> parser) throws SQLException {
    String text = getObject(row).toString();
    try {
      return parser.parse(text);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw malformed(text, as, e);
    }
  }

  @Override
  public byte getByte(int row) throws SQLException {
    Number number = number(row);
    return number == null ? parse(row, "TINYINT", Byte::parseByte) : number.byteValue();
  }

  @Override
  public short getShort(int row) throws SQLException {
    Number number = number(row);
    return number == null ? parse(row, "SMALLINT", Short::parseShort) : number.shortValue();
  }

  @Override
  public int getInt(int row) throws SQLException {
    if (kind.isInteger()) {
      return (int) integer(row);
    }
    Number number = number(row);
    return number == null ? parse(row, "INTEGER", Integer::parseInt) : number.intValue();
  }

  @Override
  public long getLong(int row) throws SQLException {
    if (kind.isInteger()) {
      return integer(row);
    } else if (kind == Kind.TIMESTAMP) {
      LocalDateTime local = Objects.requireNonNull(((TimestampColumn) stored).values()[row]);
      return micros(local.toInstant(ZoneOffset.UTC));
    } else if (kind == Kind.TIMESTAMPTZ) {
      return micros(instant(row));
    }
    Number number = number(row);
    return number == null ? parse(row, "BIGINT", Long::parseLong) : number.longValue();
  }

  /** Of what was made from a long: the sum fits where its parts do not. */
  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }

  private Instant instant(int row) {
    return Objects.requireNonNull(((OffsetDateTimeColumn) stored).values()[row]).toInstant();
  }

  @Override
  public float getFloat(int row) throws SQLException {
    Number number = number(row);
    return number == null ? parse(row, "REAL", Float::parseFloat) : number.floatValue();
  }

  @Override
  public double getDouble(int row) throws SQLException {
    if (kind.isInteger()) {
      return integer(row);
    }
    Number number = number(row);
    return number == null
        ? parse(row, "DOUBLE PRECISION", Double::parseDouble)
        : number.doubleValue();
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    return kind == Kind.DECIMAL || kind.isWideInteger()
        ? stored.getBigDecimal(row)
        : parse(row, "NUMERIC", BigDecimal::new);
  }

  @Override
  public byte[] getBytes(int row) throws SQLException {
    if (kind != Kind.BLOB && kind != Kind.GEOMETRY) {
      throw noConversion("VARBINARY");
    }
    return stored.getBytes(row);
  }

  /** The local time that the driver makes a timestamp of. */
  private LocalDateTime local(int row, @Nullable TimeZone zone) {
    ZoneId asked = zone == null ? null : zone.toZoneId();
    ZoneId own = ZoneId.systemDefault();
    if (kind == Kind.TIMESTAMPTZ) {
      return LocalDateTime.ofInstant(instant(row), asked == null ? own : asked);
    }
    LocalDateTime local = Objects.requireNonNull(((TimestampColumn) stored).values()[row]);
    if (asked == null) {
      return local;
    }
    Instant instant = local.toInstant(ZoneOffset.UTC);
    int seconds =
        own.getRules().getOffset(instant).getTotalSeconds()
            - asked.getRules().getOffset(instant).getTotalSeconds();
    return local.plusSeconds(seconds);
  }

  @Override
  public Date getDate(int row, @Nullable TimeZone zone) throws SQLException {
    if (kind == Kind.DATE) {
      return Date.valueOf(stored.getLocalDate(row));
    } else if (kind.isTimestamp()) {
      LocalDateTime midnight = local(row, null).truncatedTo(ChronoUnit.DAYS);
      return new Date(Timestamp.valueOf(midnight).getTime());
    }
    return parseText(row, "DATE", Date::valueOf);
  }

  @Override
  public Time getTime(int row, @Nullable TimeZone zone) throws SQLException {
    if (kind == Kind.TIME || kind == Kind.TIME_NS) {
      return Time.valueOf(stored.getLocalTime(row));
    } else if (kind == Kind.TIMETZ) {
      return Time.valueOf(((OffsetTime) stored.getObject(row)).toLocalTime());
    } else if (kind.isTimestamp()) {
      return new Time(getTimestamp(row, zone).getTime());
    }
    return parseText(row, "TIME", Time::valueOf);
  }

  @Override
  public Timestamp getTimestamp(int row, @Nullable TimeZone zone) throws SQLException {
    if (kind == Kind.DATE) {
      return Timestamp.valueOf(stored.getLocalDate(row).atStartOfDay());
    } else if (kind.isTimestamp()) {
      return Timestamp.valueOf(local(row, zone));
    }
    return parseText(row, "TIMESTAMP", Timestamp::valueOf);
  }

  /** Only what the driver has as a text is parsed. */
  private <T> T parseText(int row, String as, Parser<T> parser) throws SQLException {
    if (kind != Kind.VARCHAR && kind != Kind.ENUM && kind != Kind.TEXT && kind != Kind.OBJECT) {
      throw noConversion(as);
    }
    return parse(row, as, parser);
  }

  @Override
  public LocalDate getLocalDate(int row) throws SQLException {
    if (kind != Kind.DATE) {
      throw noConversion("DATE");
    }
    return Date.valueOf(stored.getLocalDate(row)).toLocalDate();
  }

  @Override
  public LocalTime getLocalTime(int row) throws SQLException {
    if (kind == Kind.TIME || kind == Kind.TIME_NS) {
      return stored.getLocalTime(row);
    } else if (kind.isTimestamp()) {
      return local(row, null).toLocalTime();
    }
    throw noConversion("TIME");
  }

  @Override
  public LocalDateTime getLocalDateTime(int row) throws SQLException {
    if (kind == Kind.DATE) {
      return stored.getLocalDate(row).atStartOfDay();
    } else if (kind.isTimestamp()) {
      return local(row, null);
    }
    throw noConversion("TIMESTAMP");
  }

  /** With the offset that the zone has at the local time taken for UTC, as the driver has it. */
  @Override
  public OffsetDateTime getOffsetDateTime(int row) throws SQLException {
    if (kind != Kind.TIMESTAMPTZ) {
      throw noConversion("TIMESTAMP WITH TIME ZONE");
    }
    LocalDateTime local = local(row, null);
    Instant taken = local.toInstant(ZoneOffset.UTC);
    return local.atOffset(ZoneId.systemDefault().getRules().getOffset(taken));
  }

  @Override
  public OffsetTime getOffsetTime(int row) throws SQLException {
    if (kind == Kind.TIME || kind == Kind.TIME_NS) {
      return stored.getLocalTime(row).atOffset(ZoneOffset.UTC);
    } else if (kind == Kind.TIMETZ) {
      return (OffsetTime) stored.getObject(row);
    }
    throw noConversion("TIME WITH TIME ZONE");
  }

  @Override
  public UUID getUuid(int row) throws SQLException {
    return kind == Kind.UUID ? stored.getUuid(row) : parse(row, "UUID", UUID::fromString);
  }

  BigInteger integerOfAnySize(int row) throws SQLException {
    return kind.isInteger()
        ? BigInteger.valueOf(integer(row))
        : stored.getBigDecimal(row).toBigIntegerExact();
  }

  SQLException refused(String as) {
    return noConversion(as);
  }
}
