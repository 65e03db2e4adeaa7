package org.wasmudf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcArray;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcResultSet;
import org.h2.jdbc.JdbcStatement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way between the objects leads back to the caller's own. */
class IdentityTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:wasmudf:h2:mem:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t(id INT GENERATED ALWAYS AS IDENTITY, v INT)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void statementsLeadToTheirConnection() throws SQLException {
    try (Statement plain = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        CallableStatement call = connection.prepareCall("CALL 1")) {
      assertSame(connection, plain.getConnection());
      assertSame(connection, prepared.getConnection());
      assertSame(connection, call.getConnection());
    }
  }

  @Test
  void resultSetsLeadToTheirStatement() throws SQLException {
    try (Statement plain = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      assertSame(plain, plain.executeQuery("SELECT 1").getStatement());
      assertTrue(plain.execute("SELECT 1"));
      ResultSet rows = plain.getResultSet();
      assertSame(rows, plain.getResultSet());
      assertSame(plain, rows.getStatement());
      assertSame(connection, rows.getStatement().getConnection());
      assertSame(prepared, prepared.executeQuery().getStatement());
    }
  }

  @Test
  void generatedKeysLeadToTheirStatement() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO t(v) VALUES (1)", Statement.RETURN_GENERATED_KEYS);
      assertSame(statement, statement.getGeneratedKeys().getStatement());
    }
  }

  @Test
  void metaDataLeadsToTheConnectionAndIsOneObjectForOneOfTheTargets() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertSame(connection, metaData.getConnection());
    Connection target = connection.unwrap(JdbcConnection.class);
    DatabaseMetaData once = target.getMetaData();
    DatabaseMetaData again = target.getMetaData();
    DatabaseMetaData ours = connection.getMetaData();
    assertEquals(once == again, metaData == ours);
  }

  @Test
  void noStatementStaysNoStatement() throws SQLException {
    try (ResultSet tables = connection.getMetaData().getTables(null, null, null, null)) {
      assertNull(
          connection
              .unwrap(JdbcConnection.class)
              .getMetaData()
              .getTables(null, null, null, null)
              .getStatement());
      assertNull(tables.getStatement());
    }
  }

  @Test
  void arraysAreOursOnTheWayOutAndTheTargetsOnTheWayIn() throws SQLException {
    Array array = connection.createArrayOf("INTEGER", new Object[] {1, 2});
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT CAST(? AS INT ARRAY), CAST(? AS INT ARRAY)")) {
      prepared.setArray(1, array);
      prepared.setObject(2, array);
      try (ResultSet rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        for (int column = 1; column <= 2; column++) {
          Array byGetter = rows.getArray(column);
          Array byObject = assertInstanceOf(Array.class, rows.getObject(column));
          Array byType = rows.getObject(column, Array.class);
          for (Array found : new Array[] {byGetter, byObject, byType}) {
            assertFalse(found instanceof JdbcArray, "not the target's own");
            assertEquals(2, ((Object[]) found.getArray()).length);
            ResultSet elements = found.getResultSet();
            assertFalse(elements instanceof JdbcResultSet, "not the target's own");
            assertNull(elements.getStatement());
            assertInstanceOf(JdbcArray.class, ((Wrapper) found).unwrap(JdbcArray.class));
          }
        }
      }
    }
    Array nested = connection.createArrayOf("INTEGER ARRAY", new Object[] {array, array});
    assertEquals(2, ((Object[]) nested.getArray()).length);
  }

  @Test
  void unwrapIsSelfThenTargetThenTheTargetsUnwrap() throws SQLException {
    assertSame(connection, connection.unwrap(Connection.class));
    assertTrue(connection.isWrapperFor(Connection.class));
    assertInstanceOf(JdbcConnection.class, connection.unwrap(JdbcConnection.class));
    assertTrue(connection.isWrapperFor(JdbcConnection.class));
    assertFalse(connection.isWrapperFor(DataSource.class));
    assertThrows(SQLException.class, () -> connection.unwrap(DataSource.class));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertSame(statement, statement.unwrap(Statement.class));
      assertInstanceOf(JdbcStatement.class, statement.unwrap(JdbcStatement.class));
      assertSame(rows, rows.unwrap(ResultSet.class));
      assertInstanceOf(JdbcResultSet.class, rows.unwrap(JdbcResultSet.class));
    }
    JdbcDataSource target = new JdbcDataSource();
    target.setURL("jdbc:h2:mem:");
    WasmUdfDataSource ours = new WasmUdfDataSource(target);
    assertSame(ours, ours.unwrap(DataSource.class));
    assertSame(target, ours.unwrap(JdbcDataSource.class));
    WasmUdfDataSource twice = new WasmUdfDataSource(ours);
    assertSame(target, twice.unwrap(JdbcDataSource.class));
    assertTrue(twice.isWrapperFor(JdbcDataSource.class));
  }

  @Test
  void equalityIsIdentityAndPreparedStatementsPrintAsTheTargets() throws SQLException {
    try (PreparedStatement first = connection.prepareStatement("SELECT 1");
        PreparedStatement second = connection.prepareStatement("SELECT 1")) {
      assertEquals(first, first);
      assertNotSame(first, second);
      assertFalse(first.equals(second));
      assertEquals(
          first.unwrap(org.h2.jdbc.JdbcPreparedStatement.class).toString(), first.toString());
    }
    assertNotNull(connection.toString());
    assertTrue(connection.toString().startsWith("ProxyConnection wrapping "));
  }
}
