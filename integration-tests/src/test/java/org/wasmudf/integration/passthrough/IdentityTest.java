package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Every way between the objects leads back to the caller's own, with functions and without. */
class IdentityTest {
  private static final List<String> QUERIES =
      List.of(
          "SELECT id FROM t ORDER BY id",
          "SELECT twice(id) FROM t ORDER BY id",
          "SELECT id FROM t WHERE n = twice(5)",
          "SELECT name FROM wasmudf.functions");

  @EachTarget
  void rowsLeadToStatementAndConnection(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      for (String sql : QUERIES) {
        try (Statement statement = connection.createStatement()) {
          ResultSet rows = statement.executeQuery(sql);
          assertSame(statement, rows.getStatement(), sql);
          assertSame(connection, rows.getStatement().getConnection(), sql);
          assertTrue(rows.isWrapperFor(ResultSet.class));
          assertSame(rows, rows.unwrap(ResultSet.class));
          assertTrue(statement.execute(sql));
          ResultSet again = statement.getResultSet();
          assertSame(statement, again.getStatement(), sql);
          assertTrue(again.next(), sql);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          ResultSet rows = statement.executeQuery();
          assertSame(statement, rows.getStatement(), sql);
          assertSame(connection, statement.getConnection(), sql);
          assertSame(statement, statement.unwrap(PreparedStatement.class), sql);
          assertTrue(statement.execute());
          ResultSet again = statement.getResultSet();
          assertSame(statement, again.getStatement(), sql);
          assertTrue(again.next(), sql);
        }
      }
    }
  }

  @EachTarget
  void metaDataLeadsToTheConnection(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Connection direct = database.connectDirect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      DatabaseMetaData metaData = connection.getMetaData();
      assertSame(connection, metaData.getConnection());
      assertSame(metaData, metaData.unwrap(DatabaseMetaData.class));
      assertTrue(metaData.isWrapperFor(direct.getMetaData().getClass()));
      try (ResultSet ours = metaData.getTables(null, null, "t", null);
          ResultSet theirs = direct.getMetaData().getTables(null, null, "t", null)) {
        if (theirs.getStatement() == null) {
          assertNull(ours.getStatement());
        } else {
          Statement statement = ours.getStatement();
          assertNotNull(statement);
          assertSame(statement, ours.getStatement());
          assertSame(connection, statement.getConnection());
        }
      }
      assertEquals(
          direct.getMetaData().getDatabaseProductName(), metaData.getDatabaseProductName());
      assertEquals(
          direct.getMetaData().getDatabaseProductVersion(), metaData.getDatabaseProductVersion());
      assertEquals(direct.getMetaData().getURL(), metaData.getURL());
      assertEquals(direct.getMetaData().getSQLKeywords(), metaData.getSQLKeywords());
      assertEquals("wasmudf JDBC driver", metaData.getDriverName());
    }
  }

  @EachTarget
  void generatedKeysLeadToTheirStatement(Target target) throws SQLException {
    assumeTrue(target != Target.DUCKDB, "DuckDB's driver gives no generated keys");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      database.run(
          switch (target) {
            case MARIADB -> "CREATE TABLE k (id INTEGER AUTO_INCREMENT PRIMARY KEY, v BIGINT)";
            case SQLITE -> "CREATE TABLE k (id INTEGER PRIMARY KEY, v BIGINT)";
            default ->
                "CREATE TABLE k (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v BIGINT)";
          });
      Guests.run(connection, Guests.TWICE);
      for (String sql :
          List.of("INSERT INTO k (v) VALUES (4)", "INSERT INTO k (v) VALUES (twice(2))")) {
        try (Statement statement = connection.createStatement()) {
          assertEquals(1, statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS));
          try (ResultSet keys = statement.getGeneratedKeys()) {
            leadsTo(statement, keys, target);
            assertTrue(keys.next(), sql);
            assertTrue(keys.getInt(1) > 0);
          }
        }
        try (PreparedStatement statement =
            connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
          assertEquals(1, statement.executeUpdate());
          try (ResultSet keys = statement.getGeneratedKeys()) {
            leadsTo(statement, keys, target);
            assertTrue(keys.next(), sql);
          }
        }
      }
    }
  }

  /** MariaDB's keys have no statement. */
  private static void leadsTo(Statement statement, ResultSet keys, Target target)
      throws SQLException {
    if (target == Target.MARIADB) {
      assertNull(keys.getStatement());
    } else {
      assertSame(statement, keys.getStatement());
    }
  }

  @EachTarget
  void arraysLeadBackAndAreTakenBack(Target target) throws SQLException {
    assumeTrue(
        target == Target.H2 || target == Target.POSTGRESQL || target == Target.DUCKDB,
        target + " has no arrays");
    String array =
        target == Target.DUCKDB ? "INTEGER[]" : target == Target.H2 ? "INTEGER ARRAY" : "INTEGER[]";
    try (Database database = target.database();
        Connection connection = database.connect()) {
      database.run(
          "CREATE TABLE arrays (id INTEGER, a " + array + ")",
          "INSERT INTO arrays VALUES (1, ARRAY[1, 2])");
      Guests.run(connection, Guests.TWICE);
      for (String sql : List.of("SELECT a FROM arrays", "SELECT a, twice(id) FROM arrays")) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(sql);
            PreparedStatement insert =
                connection.prepareStatement("INSERT INTO arrays VALUES (twice(1), ?)")) {
          assertTrue(rows.next());
          Array found = rows.getArray(1);
          if (target != Target.DUCKDB) {
            // DuckDB's arrays give no rows.
            try (ResultSet elements = found.getResultSet()) {
              Statement owner = elements.getStatement();
              if (owner != null) {
                assertSame(connection, owner.getConnection());
              }
            }
          }
          insert.setArray(1, found);
          assertEquals(1, insert.executeUpdate());
        }
      }
    }
  }

  @EachTarget
  void unwrapReachesTheTargetsOwnObjects(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Connection direct = database.connectDirect();
        Statement theirs = direct.createStatement();
        PreparedStatement theirPrepared = direct.prepareStatement("SELECT 1");
        Statement ours = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      assertTrue(connection.isWrapperFor(direct.getClass()));
      assertEquals(direct.getClass(), connection.unwrap(direct.getClass()).getClass());
      assertTrue(ours.isWrapperFor(theirs.getClass()));
      assertEquals(theirs.getClass(), ours.unwrap(theirs.getClass()).getClass());
      assertTrue(prepared.isWrapperFor(theirPrepared.getClass()));
      assertEquals(named(theirPrepared), named(prepared));
    }
  }

  private static String named(PreparedStatement prepared) {
    return prepared.toString().replaceAll("@[0-9a-f]+|prep[0-9]+|stat[0-9]+", "");
  }
}
