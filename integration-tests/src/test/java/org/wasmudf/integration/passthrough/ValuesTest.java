package org.wasmudf.integration.passthrough;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Every setter and getter, without a function: what goes in and what comes out. */
class ValuesTest {
  private interface Setter {
    void set(PreparedStatement statement) throws Exception;
  }

  private interface Getter {
    @Nullable Object get(ResultSet rows) throws Exception;
  }

  private static ByteArrayInputStream bytes() {
    return new ByteArrayInputStream("some bytes".getBytes(StandardCharsets.US_ASCII));
  }

  private static StringReader characters() {
    return new StringReader("some text");
  }

  private static GregorianCalendar tokyo() {
    return new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
  }

  private static Map<String, Setter> setters(Connection connection) {
    Map<String, Setter> all = new LinkedHashMap<>();
    all.put("setNull", s -> s.setNull(1, Types.VARCHAR));
    all.put("setNull named", s -> s.setNull(1, Types.VARCHAR, "varchar"));
    all.put("setBoolean", s -> s.setBoolean(1, true));
    all.put("setByte", s -> s.setByte(1, (byte) 7));
    all.put("setShort", s -> s.setShort(1, (short) 7));
    all.put("setInt", s -> s.setInt(1, 7));
    all.put("setLong", s -> s.setLong(1, 7));
    all.put("setFloat", s -> s.setFloat(1, 7.5f));
    all.put("setDouble", s -> s.setDouble(1, 7.5));
    all.put("setBigDecimal", s -> s.setBigDecimal(1, new BigDecimal("7.25")));
    all.put("setString", s -> s.setString(1, "text"));
    all.put("setNString", s -> s.setNString(1, "text"));
    all.put("setBytes", s -> s.setBytes(1, new byte[] {1, 2}));
    all.put("setDate", s -> s.setDate(1, Date.valueOf("2024-02-29")));
    all.put("setDate zoned", s -> s.setDate(1, Date.valueOf("2024-02-29"), tokyo()));
    all.put("setTime", s -> s.setTime(1, Time.valueOf("23:59:58")));
    all.put("setTime zoned", s -> s.setTime(1, Time.valueOf("23:59:58"), tokyo()));
    Timestamp timestamp = Timestamp.valueOf("2024-02-29 23:59:58.123456");
    all.put("setTimestamp", s -> s.setTimestamp(1, timestamp));
    all.put("setTimestamp zoned", s -> s.setTimestamp(1, timestamp, tokyo()));
    all.put("setAsciiStream", s -> s.setAsciiStream(1, bytes()));
    all.put("setAsciiStream int", s -> s.setAsciiStream(1, bytes(), 4));
    all.put("setAsciiStream long", s -> s.setAsciiStream(1, bytes(), 4L));
    all.put("setBinaryStream", s -> s.setBinaryStream(1, bytes()));
    all.put("setBinaryStream int", s -> s.setBinaryStream(1, bytes(), 4));
    all.put("setBinaryStream long", s -> s.setBinaryStream(1, bytes(), 4L));
    all.put("setBinaryStream null", s -> s.setBinaryStream(1, null));
    all.put("setCharacterStream", s -> s.setCharacterStream(1, characters()));
    all.put("setCharacterStream int", s -> s.setCharacterStream(1, characters(), 4));
    all.put("setCharacterStream long", s -> s.setCharacterStream(1, characters(), 4L));
    all.put("setNCharacterStream", s -> s.setNCharacterStream(1, characters()));
    all.put("setBlob stream", s -> s.setBlob(1, bytes()));
    all.put("setBlob stream long", s -> s.setBlob(1, bytes(), 4L));
    all.put("setClob reader", s -> s.setClob(1, characters()));
    all.put("setClob reader long", s -> s.setClob(1, characters(), 4L));
    all.put("setNClob reader", s -> s.setNClob(1, characters()));
    all.put("setBlob", s -> s.setBlob(1, blob(connection)));
    all.put("setClob", s -> s.setClob(1, clob(connection)));
    all.put("setNClob", s -> s.setNClob(1, nclob(connection)));
    all.put("setSQLXML", s -> s.setSQLXML(1, xml(connection)));
    all.put("setArray", s -> s.setArray(1, array(connection)));
    all.put("setObject array", s -> s.setObject(1, array(connection)));
    all.put("setRef", s -> s.setRef(1, null));
    all.put("setRowId", s -> s.setRowId(1, null));
    all.put("setURL", s -> s.setURL(1, java.net.URI.create("http://example.org/").toURL()));
    Object[] objects = {
      true,
      (byte) 1,
      (short) 2,
      3,
      4L,
      5f,
      6d,
      new BigDecimal("7.5"),
      "eight",
      'c',
      new byte[] {9},
      LocalDate.of(2024, 2, 29),
      LocalTime.of(1, 2, 3),
      LocalDateTime.of(2024, 2, 29, 1, 2, 3),
      OffsetDateTime.parse("2024-02-29T01:02:03+09:00"),
      ZonedDateTime.parse("2024-02-29T01:02:03Z[UTC]"),
      Instant.parse("2024-02-29T01:02:03Z"),
      new UUID(1, 2),
      java.math.BigInteger.TEN,
      new java.util.Date(0),
      new int[] {1, 2},
      new Object()
    };
    for (Object object : objects) {
      if (object.getClass() != Object.class) {
        all.put("setObject " + object.getClass().getName(), s -> s.setObject(1, object));
      }
    }
    all.put("setObject null", s -> s.setObject(1, null));
    all.put("setObject type", s -> s.setObject(1, "7", Types.INTEGER));
    all.put("setObject scale", s -> s.setObject(1, "7.25", Types.DECIMAL, 1));
    all.put("setObject SQLType", s -> s.setObject(1, "7", JDBCType.INTEGER));
    all.put("setObject SQLType scale", s -> s.setObject(1, "7.25", JDBCType.DECIMAL, 1));
    all.put("setObject wrong", s -> s.setObject(1, "x", JDBCType.INTEGER));
    all.put("setObject other", s -> s.setObject(1, "x", Types.OTHER));
    return all;
  }

  private static Blob blob(Connection connection) throws SQLException {
    Blob blob = connection.createBlob();
    blob.setBytes(1, new byte[] {1, 2, 3});
    return blob;
  }

  private static Clob clob(Connection connection) throws SQLException {
    Clob clob = connection.createClob();
    clob.setString(1, "clob");
    return clob;
  }

  private static NClob nclob(Connection connection) throws SQLException {
    NClob clob = connection.createNClob();
    clob.setString(1, "nclob");
    return clob;
  }

  private static SQLXML xml(Connection connection) throws SQLException {
    SQLXML xml = connection.createSQLXML();
    xml.setString("<a/>");
    return xml;
  }

  private static Array array(Connection connection) throws SQLException {
    return connection.createArrayOf("INTEGER", new Object[] {1, 2});
  }

  @EachTarget
  void setters(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) ->
            setters(connection)
                .forEach(
                    (name, setter) -> {
                      for (String sql : new String[] {"SELECT ?", "SELECT id FROM t WHERE s = ?"}) {
                        seen.command(
                            name,
                            () -> {
                              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                                seen.command(name + " in " + sql, () -> setter.set(statement));
                                seen.step(name + " gives", statement::executeQuery);
                              }
                            });
                      }
                    }));
  }

  private static final Map<String, Getter> GETTERS = getters();

  private static Map<String, Getter> getters() {
    Map<String, Getter> all = new LinkedHashMap<>();
    all.put("getObject", rows -> rows.getObject(1));
    all.put("getObject by name", rows -> rows.getObject("v"));
    all.put("getString", rows -> rows.getString(1));
    all.put("getNString", rows -> rows.getNString(1));
    all.put("getBoolean", rows -> rows.getBoolean(1));
    all.put("getByte", rows -> rows.getByte(1));
    all.put("getShort", rows -> rows.getShort(1));
    all.put("getInt", rows -> rows.getInt(1));
    all.put("getLong", rows -> rows.getLong(1));
    all.put("getFloat", rows -> rows.getFloat(1));
    all.put("getDouble", rows -> rows.getDouble(1));
    all.put("getBigDecimal", rows -> rows.getBigDecimal(1));
    all.put("getBytes", rows -> rows.getBytes(1));
    all.put("getDate", rows -> rows.getDate(1));
    all.put("getDate zoned", rows -> rows.getDate(1, tokyo()));
    all.put("getTime", rows -> rows.getTime(1));
    all.put("getTimestamp", rows -> rows.getTimestamp(1));
    all.put("getTimestamp zoned", rows -> rows.getTimestamp(1, tokyo()));
    all.put("getAsciiStream", rows -> rows.getAsciiStream(1));
    all.put("getBinaryStream", rows -> rows.getBinaryStream(1));
    all.put("getCharacterStream", rows -> rows.getCharacterStream(1));
    all.put("getNCharacterStream", rows -> rows.getNCharacterStream(1));
    all.put("getBlob", rows -> rows.getBlob(1));
    all.put("getClob", rows -> rows.getClob(1));
    all.put("getNClob", rows -> rows.getNClob(1));
    all.put("getSQLXML", rows -> rows.getSQLXML(1));
    all.put("getArray", rows -> rows.getArray(1));
    all.put("getRef", rows -> rows.getRef(1));
    all.put("getRowId", rows -> rows.getRowId(1) == null);
    all.put("getURL", rows -> rows.getURL(1));
    all.put("getObject map", rows -> rows.getObject(1, Map.of()));
    for (Class<?> type :
        new Class<?>[] {
          String.class, Integer.class, Long.class, BigDecimal.class, LocalDate.class,
          LocalTime.class, LocalDateTime.class, OffsetDateTime.class, UUID.class, byte[].class,
          Array.class, Blob.class, SQLXML.class, Object.class
        }) {
      all.put("getObject " + type.getSimpleName(), rows -> rows.getObject(1, type));
    }
    all.put("getObject null class", rows -> rows.getObject(1, (@Nullable Class<Object>) null));
    all.put("wasNull", ResultSet::wasNull);
    return all;
  }

  private static String[] expressions(Target target) {
    return switch (target) {
      case H2 ->
          new String[] {
            "7",
            "'7'",
            "NULL",
            "TRUE",
            "CAST(7.5 AS DECIMAL(9,2))",
            "DATE '2024-02-29'",
            "TIMESTAMP '2024-02-29 01:02:03.5'",
            "TIMESTAMP WITH TIME ZONE '2024-02-29 01:02:03+09'",
            "ARRAY[1, 2]",
            "X'0102'",
            "CAST('c' AS CLOB)",
            "CAST(X'01' AS BLOB)",
            "UUID '00000000-0000-0001-0000-000000000002'",
            "INTERVAL '1' DAY",
            "JSON '{}'",
            "ROW(1, 'a')"
          };
      case POSTGRESQL ->
          new String[] {
            "7",
            "'7'",
            "NULL",
            "TRUE",
            "7.5::numeric(9,2)",
            "DATE '2024-02-29'",
            "TIMESTAMP '2024-02-29 01:02:03.5'",
            "TIMESTAMPTZ '2024-02-29 01:02:03+09'",
            "ARRAY[1, 2]",
            "'\\x0102'::bytea",
            "'<a/>'::xml",
            "'{}'::jsonb",
            "ROW(1, 'a')",
            "'00000000-0000-0001-0000-000000000002'::uuid",
            "INTERVAL '1 day'",
            "'(1,2)'::point",
            "ARRAY[[1,2],[3,4]]",
            "ARRAY['a', NULL]"
          };
      case MARIADB ->
          new String[] {
            "7",
            "'7'",
            "NULL",
            "TRUE",
            "CAST(7.5 AS DECIMAL(9,2))",
            "DATE '2024-02-29'",
            "TIMESTAMP '2024-02-29 01:02:03.5'",
            "X'0102'",
            "CAST(7 AS UNSIGNED)",
            "b'1'",
            "CAST('00000000-0000-0001-0000-000000000002' AS UUID)",
            "TIME '01:02:03'"
          };
      case SQLITE -> new String[] {"7", "'7'", "NULL", "7.5", "X'0102'", "'2024-02-29'"};
      case DUCKDB ->
          new String[] {
            "7",
            "'7'",
            "NULL",
            "TRUE",
            "7.5::DECIMAL(9,2)",
            "DATE '2024-02-29'",
            "TIMESTAMP '2024-02-29 01:02:03.5'",
            "TIMESTAMPTZ '2024-02-29 01:02:03+09'",
            "[1, 2]",
            "'\\x01\\x02'::BLOB",
            "{'a': 1, 'b': 'x'}",
            "MAP {'a': 1}",
            "UUID '00000000-0000-0001-0000-000000000002'",
            "INTERVAL 1 DAY",
            "7::HUGEINT",
            "7::UBIGINT"
          };
    };
  }

  @EachTarget
  void getters(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          for (String expression : expressions(target)) {
            GETTERS.forEach(
                (name, getter) ->
                    seen.command(
                        name + " of " + expression,
                        () -> {
                          try (Statement statement = connection.createStatement();
                              ResultSet rows =
                                  statement.executeQuery("SELECT " + expression + " AS v")) {
                            rows.next();
                            seen.step(name + " of " + expression, () -> getter.get(rows));
                          }
                        }));
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression + " AS v")) {
              seen.step("metadata", rows::getMetaData);
            }
          }
        });
  }

  /** What came from a connection may be given to it again. */
  @EachTarget
  void objectsGivenBack(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          for (String expression : expressions(target)) {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression + " AS v");
                PreparedStatement again = connection.prepareStatement("SELECT ? AS v")) {
              rows.next();
              Object value = rows.getObject(1);
              seen.command(expression + " again", () -> again.setObject(1, value));
              seen.step(expression + " gives", again::executeQuery);
            }
          }
        });
  }
}
