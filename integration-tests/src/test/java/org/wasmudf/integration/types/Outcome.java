package org.wasmudf.integration.types;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What reading a value gave, as a text that is equal where values are equal by content.
 *
 * @param value null where it failed
 * @param sqlState of the failure, null where it has none or is no SQLException
 * @param failure what the failure says, null where there is none
 */
record Outcome(@Nullable String value, @Nullable String sqlState, @Nullable String failure) {
  interface Read {
    @Nullable Object run() throws SQLException, IOException;
  }

  static Outcome of(Getter getter, ResultSet rows, int column) {
    return of(
        () -> {
          Object value = getter.call().of(rows, column);
          boolean wasNull = rows.wasNull();
          return content(value) + (wasNull ? ", wasNull" : "");
        });
  }

  // Whatever a driver throws is its answer.
  static Outcome of(Read read) {
    try {
      return new Outcome(String.valueOf(read.run()), null, null);
    } catch (SQLException e) {
      return new Outcome(null, e.getSQLState(), String.valueOf(e));
    } catch (IOException | RuntimeException | LinkageError e) {
      return new Outcome(null, null, String.valueOf(e));
    }
  }

  /** Whether this, through wasmudf, is as good as the target's own. */
  boolean matches(Outcome own) {
    if (own.value != null) {
      return own.value.equals(value);
    }
    return value == null && (own.sqlState == null || own.sqlState.equals(sqlState));
  }

  // java.util.Date is what java.sql's classes have in common.
  @SuppressWarnings("JavaUtilDate")
  private static String content(@Nullable Object value) throws SQLException, IOException {
    if (value == null) {
      return "null";
    } else if (value instanceof byte[] bytes) {
      return "byte[] " + HexFormat.of().formatHex(bytes);
    } else if (value instanceof InputStream stream) {
      try (stream) {
        return "InputStream " + HexFormat.of().formatHex(stream.readAllBytes());
      }
    } else if (value instanceof Reader reader) {
      try (reader) {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return "Reader " + text;
      }
    } else if (value instanceof Blob blob) {
      return "Blob " + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    } else if (value instanceof Clob clob) {
      return "Clob " + clob.getSubString(1, (int) clob.length());
    } else if (value instanceof SQLXML xml) {
      return "SQLXML " + xml.getString();
    } else if (value instanceof Array array) {
      return "Array " + array.getBaseTypeName() + array.getBaseType() + content(array.getArray());
    } else if (value instanceof ResultSet rows) {
      StringBuilder text = new StringBuilder("ResultSet");
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(' ').append(content(rows.getObject(i)));
        }
      }
      return text.toString();
    } else if (value instanceof Struct struct) {
      return "Struct " + struct.getSQLTypeName() + content(struct.getAttributes());
    } else if (value instanceof Calendar calendar) {
      return "Calendar " + calendar.getTimeInMillis() + calendar.getTimeZone().getID();
    } else if (value instanceof Timestamp time) {
      return "Timestamp " + time.getTime() + "ms " + time.getNanos() + "ns";
    } else if (value instanceof java.util.Date date) {
      return value.getClass().getSimpleName() + " " + date.getTime() + "ms";
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sorted.put(content(entry.getKey()), content(entry.getValue()));
      }
      return "Map " + sorted;
    } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
      StringBuilder text = new StringBuilder(value.getClass().getSimpleName());
      for (Object item : items) {
        text.append(' ').append(content(item));
      }
      return text.toString();
    } else if (value.getClass().isArray()) {
      int length = java.lang.reflect.Array.getLength(value);
      String[] parts = new String[length];
      for (int i = 0; i < length; i++) {
        parts[i] = content(java.lang.reflect.Array.get(value, i));
      }
      return value.getClass().getSimpleName() + Arrays.toString(parts);
    }
    return value.getClass().getName() + " " + value;
  }

  @Override
  public String toString() {
    return value != null ? value : "fails with " + sqlState + ": " + failure;
  }
}
