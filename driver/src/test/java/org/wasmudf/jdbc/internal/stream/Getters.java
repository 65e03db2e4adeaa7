package org.wasmudf.jdbc.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
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
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every getter of ResultSet by name, with results in a form that two result sets share. */
final class Getters {
  /** A call by column number. */
  interface Getter {
    @Nullable Object get(ResultSet rows, int column) throws SQLException, IOException;
  }

  private Getters() {}

  @SuppressWarnings("deprecation")
  static Map<String, Getter> all() {
    Map<String, Getter> all = new LinkedHashMap<>();
    all.put("getString", ResultSet::getString);
    all.put("getNString", ResultSet::getNString);
    all.put("getBoolean", ResultSet::getBoolean);
    all.put("getByte", ResultSet::getByte);
    all.put("getShort", ResultSet::getShort);
    all.put("getInt", ResultSet::getInt);
    all.put("getLong", ResultSet::getLong);
    all.put("getFloat", ResultSet::getFloat);
    all.put("getDouble", ResultSet::getDouble);
    all.put("getBigDecimal", ResultSet::getBigDecimal);
    all.put("getBigDecimal(scale)", (rows, i) -> rows.getBigDecimal(i, 2));
    all.put("getBytes", ResultSet::getBytes);
    all.put("getDate", ResultSet::getDate);
    all.put("getTime", ResultSet::getTime);
    all.put("getTimestamp", ResultSet::getTimestamp);
    for (String zone : new String[] {"UTC", "Asia/Kolkata", "America/New_York"}) {
      Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
      all.put("getDate(" + zone + ")", (rows, i) -> rows.getDate(i, calendar));
      all.put("getTime(" + zone + ")", (rows, i) -> rows.getTime(i, calendar));
      all.put("getTimestamp(" + zone + ")", (rows, i) -> rows.getTimestamp(i, calendar));
    }
    all.put("getObject", ResultSet::getObject);
    for (Class<?> type :
        new Class<?>[] {
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
          Character.class,
          byte[].class,
          UUID.class,
          java.sql.Date.class,
          java.sql.Time.class,
          java.sql.Timestamp.class,
          java.util.Date.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          Instant.class,
          Period.class,
          Duration.class,
          Blob.class,
          Clob.class,
          Array.class,
          Integer[].class,
          String[].class,
          Calendar.class
        }) {
      all.put("getObject(" + type.getTypeName() + ")", (rows, i) -> rows.getObject(i, type));
    }
    all.put("getBlob", ResultSet::getBlob);
    all.put("getClob", ResultSet::getClob);
    all.put("getNClob", ResultSet::getNClob);
    all.put("getArray", ResultSet::getArray);
    all.put("getSQLXML", ResultSet::getSQLXML);
    all.put("getAsciiStream", ResultSet::getAsciiStream);
    all.put("getBinaryStream", ResultSet::getBinaryStream);
    all.put("getCharacterStream", ResultSet::getCharacterStream);
    all.put("getNCharacterStream", ResultSet::getNCharacterStream);
    all.put("getUnicodeStream", ResultSet::getUnicodeStream);
    all.put("getRef", ResultSet::getRef);
    all.put("getRowId", ResultSet::getRowId);
    all.put("getURL", ResultSet::getURL);
    return all;
  }

  /** The value, its class and wasNull; or how the getter failed. */
  static String outcome(Getter getter, ResultSet rows, int column) {
    try {
      Object value = getter.get(rows, column);
      boolean wasNull = rows.wasNull();
      return text(value) + (wasNull ? " wasNull" : "");
    } catch (SQLException e) {
      return "fails " + e.getSQLState();
    } catch (IOException | RuntimeException e) {
      return "fails " + e.getClass().getSimpleName();
    }
  }

  // The legacy classes are what is compared.
  @SuppressWarnings("JavaUtilDate")
  private static String text(@Nullable Object value) throws SQLException, IOException {
    if (value == null) {
      return "null";
    } else if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    } else if (value instanceof InputStream stream) {
      return "stream " + HexFormat.of().formatHex(stream.readAllBytes());
    } else if (value instanceof Reader reader) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return "reader " + text;
    } else if (value instanceof Blob blob) {
      return "blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    } else if (value instanceof Clob clob) {
      return "clob " + clob.getSubString(1, (int) clob.length());
    } else if (value instanceof SQLXML xml) {
      return "xml " + xml.getString();
    } else if (value instanceof Array array) {
      return "array " + array.getBaseTypeName() + text(array.getArray());
    } else if (value instanceof Object[] array) {
      List<String> elements = new ArrayList<>();
      for (Object element : array) {
        elements.add(text(element));
      }
      return array.getClass().getSimpleName() + elements;
    } else if (value instanceof ResultSet row) {
      return "row " + Streams.rows(row);
    } else if (value instanceof java.sql.Timestamp timestamp) {
      return "Timestamp " + timestamp.getTime() + " " + timestamp.getNanos();
    } else if (value instanceof java.util.Date date) {
      return date.getClass().getSimpleName() + " " + date.getTime();
    } else if (value instanceof Calendar calendar) {
      return "calendar " + calendar.getTimeInMillis() + " " + calendar.getTimeZone().getID();
    } else if (value instanceof String text) {
      return "String "
          + new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE);
    }
    return value.getClass().getSimpleName() + " " + value;
  }
}
