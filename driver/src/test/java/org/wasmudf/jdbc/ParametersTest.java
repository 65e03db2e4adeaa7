package org.wasmudf.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every setter, through a statement with a function and through H2 alone: the rows are the same.
 */
class ParametersTest {
  private interface Setter {
    void set(Connection connection, PreparedStatement statement) throws SQLException;
  }

  private record Case(String type, Setter setter) {}

  @TempDir Path store;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = Guests.connect(store);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Guests.times("twice", 2));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reader characters(String text) {
    return new StringReader(text);
  }

  private static Calendar tokyo() {
    return new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
  }

  private static final List<Case> CASES =
      List.of(
          new Case("BOOLEAN", (c, s) -> s.setBoolean(1, true)),
          new Case("TINYINT", (c, s) -> s.setByte(1, (byte) 7)),
          new Case("SMALLINT", (c, s) -> s.setShort(1, (short) 7)),
          new Case("INTEGER", (c, s) -> s.setInt(1, 7)),
          new Case("BIGINT", (c, s) -> s.setLong(1, 7)),
          new Case("REAL", (c, s) -> s.setFloat(1, 7.5f)),
          new Case("DOUBLE PRECISION", (c, s) -> s.setDouble(1, 7.5)),
          new Case("DECIMAL(10, 2)", (c, s) -> s.setBigDecimal(1, new BigDecimal("7.25"))),
          new Case("VARCHAR", (c, s) -> s.setString(1, "text")),
          new Case("VARCHAR", (c, s) -> s.setNString(1, "text")),
          new Case("VARBINARY", (c, s) -> s.setBytes(1, new byte[] {1, 2})),
          new Case("DATE", (c, s) -> s.setDate(1, Date.valueOf("2024-02-29"))),
          new Case("DATE", (c, s) -> s.setDate(1, Date.valueOf("2024-02-29"), tokyo())),
          new Case("TIME", (c, s) -> s.setTime(1, Time.valueOf("23:59:58"))),
          new Case("TIME", (c, s) -> s.setTime(1, Time.valueOf("23:59:58"), tokyo())),
          new Case(
              "TIMESTAMP(9)",
              (c, s) -> s.setTimestamp(1, Timestamp.valueOf("2024-02-29 23:59:58.123456789"))),
          new Case(
              "TIMESTAMP(9)",
              (c, s) ->
                  s.setTimestamp(1, Timestamp.valueOf("2024-02-29 23:59:58.123456789"), tokyo())),
          new Case("VARCHAR", (c, s) -> s.setAsciiStream(1, bytes("ascii"))),
          new Case("VARCHAR", (c, s) -> s.setAsciiStream(1, bytes("ascii"), 3)),
          new Case("VARCHAR", (c, s) -> s.setAsciiStream(1, bytes("ascii"), 3L)),
          new Case("VARBINARY", (c, s) -> s.setBinaryStream(1, bytes("binary"))),
          new Case("VARBINARY", (c, s) -> s.setBinaryStream(1, bytes("binary"), 3)),
          new Case("VARBINARY", (c, s) -> s.setBinaryStream(1, bytes("binary"), 3L)),
          new Case("VARCHAR", (c, s) -> s.setCharacterStream(1, characters("characters"))),
          new Case("VARCHAR", (c, s) -> s.setCharacterStream(1, characters("characters"), 3)),
          new Case("VARCHAR", (c, s) -> s.setCharacterStream(1, characters("characters"), 3L)),
          new Case("VARCHAR", (c, s) -> s.setNCharacterStream(1, characters("characters"))),
          new Case("VARCHAR", (c, s) -> s.setNCharacterStream(1, characters("characters"), 3L)),
          new Case("BLOB", (c, s) -> s.setBlob(1, bytes("blob"))),
          new Case("BLOB", (c, s) -> s.setBlob(1, bytes("blob"), 3L)),
          new Case("BLOB", (c, s) -> s.setBlob(1, blob(c))),
          new Case("CLOB", (c, s) -> s.setClob(1, characters("clob"))),
          new Case("CLOB", (c, s) -> s.setClob(1, characters("clob"), 3L)),
          new Case("CLOB", (c, s) -> s.setClob(1, clob(c))),
          new Case("CLOB", (c, s) -> s.setNClob(1, characters("clob"))),
          new Case("CLOB", (c, s) -> s.setNClob(1, characters("clob"), 3L)),
          new Case("CLOB", (c, s) -> s.setNClob(1, nclob(c))),
          new Case("VARCHAR", (c, s) -> s.setSQLXML(1, xml(c))),
          new Case("INTEGER ARRAY", (c, s) -> s.setArray(1, array(c))),
          new Case("INTEGER ARRAY", (c, s) -> s.setObject(1, array(c))),
          new Case("INTEGER", (c, s) -> s.setNull(1, Types.INTEGER)),
          new Case("INTEGER", (c, s) -> s.setNull(1, Types.INTEGER, "INTEGER")),
          new Case("VARBINARY", (c, s) -> s.setBinaryStream(1, null)),
          new Case("VARCHAR", (c, s) -> s.setObject(1, null)),
          new Case("INTEGER", (c, s) -> s.setObject(1, "7", Types.INTEGER)),
          new Case("DECIMAL(10, 2)", (c, s) -> s.setObject(1, "7.25", Types.DECIMAL, 2)),
          new Case("INTEGER", (c, s) -> s.setObject(1, "7", JDBCType.INTEGER)),
          new Case("DECIMAL(10, 2)", (c, s) -> s.setObject(1, "7.25", JDBCType.DECIMAL, 2)));

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
    clob.setString(1, "clob");
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

  @Test
  void everySetterReachesTheTargetAsTheCallerCalledIt() throws SQLException {
    for (Case one : CASES) {
      String cast = "CAST(? AS " + one.type() + ")";
      String direct = query("SELECT " + cast + ", 2", one);
      assertEquals(direct, query("SELECT " + cast + ", twice(1)", one), one.type());
      assertEquals(
          direct, query("SELECT " + cast + ", twice(x) FROM SYSTEM_RANGE(1, 1)", one), one.type());
    }
  }

  private String query(String sql, Case one) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      one.setter().set(connection, statement);
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        return rows.getString(1) + " " + rows.getLong(2);
      }
    }
  }

  @Test
  void aStreamThatAFunctionTakesIsReadOnce() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION same(s VARCHAR) RETURNS VARCHAR LANGUAGE WASM AS WAT $$
            (module
              (memory (export "memory") 1)
              (global $top (mut i32) (i32.const 16))
              (func (export "malloc") (param i32) (result i32)
                (global.get $top)
                (global.set $top (i32.add (global.get $top) (local.get 0))))
              (func (export "free") (param i32))
              (func (export "same") (param i32 i32) (result i64)
                (i64.or
                  (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
                  (i64.extend_i32_u (local.get 1)))))
          $$""");
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT same(?)")) {
      statement.setCharacterStream(1, characters("a text"));
      assertEquals(List.of("a text"), Guests.column(statement.executeQuery()));
      assertEquals(List.of("a text"), Guests.column(statement.executeQuery()));
      statement.setAsciiStream(1, bytes("ascii text"), 5);
      assertEquals(List.of("ascii"), Guests.column(statement.executeQuery()));
      statement.setClob(1, clob(connection));
      assertEquals(List.of("clob"), Guests.column(statement.executeQuery()));
      statement.setCharacterStream(1, null);
      List<@Nullable Object> none = Guests.column(statement.executeQuery());
      assertEquals(1, none.size());
      assertNull(none.get(0));
    }
  }

  @Test
  void calendarsCountForFunctionsToo() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION days(d DATE) RETURNS INTEGER LANGUAGE WASM AS WAT $$
            (module (func (export "days") (param i32) (result i32) (local.get 0)))
          $$""");
    }
    try (PreparedStatement ours = connection.prepareStatement("SELECT days(?)");
        PreparedStatement direct =
            connection.prepareStatement(
                "SELECT DATEDIFF(DAY, DATE '1970-01-01', CAST(? AS DATE))")) {
      for (String day : List.of("2024-02-29", "1582-10-04", "1500-03-01")) {
        for (Calendar calendar : List.of(tokyo(), new GregorianCalendar())) {
          ours.setDate(1, Date.valueOf(day), calendar);
          direct.setDate(1, Date.valueOf(day), calendar);
          assertEquals(
              String.valueOf(Guests.column(direct.executeQuery())),
              String.valueOf(Guests.column(ours.executeQuery())),
              day + " " + calendar.getTimeZone().getID());
        }
      }
    }
  }

  @Test
  void modulesComeAsBytesStreamsAndBlobs() throws SQLException {
    byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0};
    try (PreparedStatement create =
        connection.prepareStatement("INSERT INTO wasmudf.modules (name, code) VALUES (?, ?)")) {
      create.setString(1, "a");
      create.setBytes(2, module);
      create.addBatch();
      create.setString(1, "b");
      create.setBinaryStream(2, new ByteArrayInputStream(module), module.length);
      create.addBatch();
      create.setString(1, "c");
      Blob blob = connection.createBlob();
      blob.setBytes(1, module);
      create.setBlob(2, blob);
      create.addBatch();
      assertArrayEquals(new int[] {1, 1, 1}, create.executeBatch());
    }
    try (Statement statement = connection.createStatement()) {
      assertEquals(
          List.of("twice", "c", "b", "a"),
          Guests.column(
                  statement.executeQuery("SELECT name FROM wasmudf.modules ORDER BY name DESC"))
              .subList(0, 4));
    }
  }
}
