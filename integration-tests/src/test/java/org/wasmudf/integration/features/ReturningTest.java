package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Functions in RETURNING see what was written; where one fails, nothing is. */
class ReturningTest {
  private static final String PART =
      """
      CREATE TEMPORARY FUNCTION part(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "part") (param i64) (result i64)
          (i64.div_s (i64.const 100) (local.get 0))))
      $$""";

  private static Connection open(Database database) throws SQLException {
    assumeTrue(database.target() != Target.H2, "H2 has no RETURNING");
    database.run("CREATE TABLE work (id BIGINT PRIMARY KEY, qty BIGINT)");
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute(PART);
    }
    return connection;
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getLong(1) + "|" + rows.getString(2));
      }
      return found;
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM work")) {
      row.next();
      return row.getLong(1);
    }
  }

  @EachTarget
  void resultsComeBackWithTheRows(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = open(database)) {
      assertEquals(
          List.of("1|20", "2|null"),
          rows(
              connection,
              "INSERT INTO work VALUES (1, 5), (2, NULL) RETURNING id, part(qty) AS p"));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO work VALUES (?, ?) RETURNING part(qty) AS p, id, qty")) {
        insert.setLong(1, 3);
        insert.setLong(2, 10);
        if (target != Target.MARIADB) {
          // Its driver describes no INSERT before it has run.
          assertEquals("p", insert.getMetaData().getColumnLabel(1));
        }
        try (ResultSet row = insert.executeQuery()) {
          assertTrue(row.next());
          assertEquals(10, row.getLong(1));
          assertEquals(3, row.getLong(2));
          assertEquals(10, row.getLong(3));
        }
      }
      assertEquals(3, count(connection));
      assertTrue(connection.getAutoCommit());
      if (target != Target.DUCKDB) {
        // DuckDB's file is open here already, with other settings than a plain connection has.
        try (Connection other = database.connectDirect()) {
          assertEquals(3, count(other));
        }
      }
    }
  }

  @EachTarget
  void failingFunctionUndoesTheStatement(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = open(database)) {
      String insert = "INSERT INTO work VALUES (1, 5), (2, 0) RETURNING id, part(qty) AS p";
      SQLException failure = assertThrows(SQLException.class, () -> rows(connection, insert));
      assertEquals("38W01", failure.getSQLState());
      assertEquals(0, count(connection));
      assertTrue(connection.getAutoCommit());
    }
  }

  @EachTarget
  void failingFunctionLeavesTheCallersTransaction(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = open(database)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("INSERT INTO work VALUES (9, 9)");
      }
      String insert = "INSERT INTO work VALUES (1, 5), (2, 0) RETURNING id, part(qty) AS p";
      SQLException failure = assertThrows(SQLException.class, () -> rows(connection, insert));
      assertEquals("38W01", failure.getSQLState());
      if (target == Target.DUCKDB) {
        // A statement that fails ends its transaction, whosever function it was.
        connection.rollback();
        assertEquals(0, count(connection));
      } else {
        assertEquals(1, count(connection));
        connection.commit();
        assertEquals(1, count(connection));
      }
    }
  }
}
