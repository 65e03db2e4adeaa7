package org.wasmudf.integration.types;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One way to read a column.
 *
 * @param name of the method, with the class for {@code getObject(int, Class)}
 */
record Getter(String name, Call call) {
  interface Call {
    @Nullable Object of(ResultSet rows, int column) throws SQLException;
  }

  /** The classes that getObject(int, Class) is asked for. */
  private static final List<Class<?>> CLASSES =
      List.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          byte[].class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          Instant.class,
          Duration.class,
          Period.class,
          java.sql.Date.class,
          java.sql.Time.class,
          java.sql.Timestamp.class,
          java.util.Date.class,
          Calendar.class,
          Blob.class,
          Clob.class,
          NClob.class,
          Array.class,
          SQLXML.class,
          InputStream.class,
          Reader.class,
          Object.class);

  static final List<Getter> ALL = all();

  // Old getters are compared as well, and java.sql's types have no other clock.
  @SuppressWarnings("deprecation")
  private static List<Getter> all() {
    List<Getter> all = new ArrayList<>();
    all.add(new Getter("getObject", ResultSet::getObject));
    all.add(new Getter("getObject(Map)", (rows, c) -> rows.getObject(c, Map.of())));
    all.add(new Getter("getString", ResultSet::getString));
    all.add(new Getter("getNString", ResultSet::getNString));
    all.add(new Getter("getBoolean", ResultSet::getBoolean));
    all.add(new Getter("getByte", ResultSet::getByte));
    all.add(new Getter("getShort", ResultSet::getShort));
    all.add(new Getter("getInt", ResultSet::getInt));
    all.add(new Getter("getLong", ResultSet::getLong));
    all.add(new Getter("getFloat", ResultSet::getFloat));
    all.add(new Getter("getDouble", ResultSet::getDouble));
    all.add(new Getter("getBigDecimal", ResultSet::getBigDecimal));
    all.add(new Getter("getBigDecimal(scale)", (rows, c) -> rows.getBigDecimal(c, 2)));
    all.add(new Getter("getBytes", ResultSet::getBytes));
    all.add(new Getter("getDate", ResultSet::getDate));
    all.add(new Getter("getTime", ResultSet::getTime));
    all.add(new Getter("getTimestamp", ResultSet::getTimestamp));
    all.add(new Getter("getDate(Calendar)", (rows, c) -> rows.getDate(c, calendar())));
    all.add(new Getter("getTime(Calendar)", (rows, c) -> rows.getTime(c, calendar())));
    all.add(new Getter("getTimestamp(Calendar)", (rows, c) -> rows.getTimestamp(c, calendar())));
    all.add(new Getter("getBinaryStream", ResultSet::getBinaryStream));
    all.add(new Getter("getAsciiStream", ResultSet::getAsciiStream));
    all.add(new Getter("getCharacterStream", ResultSet::getCharacterStream));
    all.add(new Getter("getNCharacterStream", ResultSet::getNCharacterStream));
    all.add(new Getter("getArray", ResultSet::getArray));
    all.add(new Getter("getBlob", ResultSet::getBlob));
    all.add(new Getter("getClob", ResultSet::getClob));
    all.add(new Getter("getNClob", ResultSet::getNClob));
    all.add(new Getter("getSQLXML", ResultSet::getSQLXML));
    all.add(new Getter("getURL", ResultSet::getURL));
    all.add(new Getter("getRowId", ResultSet::getRowId));
    all.add(new Getter("getRef", ResultSet::getRef));
    for (Class<?> type : CLASSES) {
      all.add(
          new Getter(
              "getObject("
                  + type.getSimpleName()
                  + (type.getName().startsWith("java.sql") ? " of java.sql)" : ")"),
              (rows, c) -> rows.getObject(c, type)));
    }
    return List.copyOf(all);
  }

  /** Of a zone that the tests' JVM is never in. */
  private static Calendar calendar() {
    return Calendar.getInstance(TimeZone.getTimeZone("America/St_Johns"));
  }

  @Override
  public String toString() {
    return name;
  }
}
