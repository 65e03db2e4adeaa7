package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Statements that ask for a cursor which rows with functions do not have. */
class CursorWarningsTest {
  private static final String QUERY = "SELECT id, twice(n) FROM t ORDER BY id";

  @EachTarget
  void rowsAreForwardOnlyAndReadOnlyWithAWarning(Target target) throws SQLException {
    assumeFalse(
        target == Target.SQLITE || target == Target.DUCKDB,
        target + " has no statement with another cursor");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (Statement statement =
              connection.createStatement(
                  ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
          ResultSet rows = statement.executeQuery(QUERY)) {
        check(statement, rows);
      }
      try (PreparedStatement statement =
              connection.prepareStatement(
                  QUERY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
          ResultSet rows = statement.executeQuery()) {
        check(statement, rows);
      }
    }
  }

  private static void check(Statement statement, ResultSet rows) throws SQLException {
    assertEquals(ResultSet.TYPE_FORWARD_ONLY, rows.getType());
    assertEquals(ResultSet.CONCUR_READ_ONLY, rows.getConcurrency());
    SQLWarning warning = statement.getWarnings();
    assertNotNull(warning);
    assertEquals("01S02", warning.getSQLState());
    assertTrue(rows.next());
    assertEquals(20, rows.getLong(2));
    SQLException e = assertThrows(SQLException.class, rows::first);
    assertEquals("24000", e.getSQLState());
    assertEquals(
        "24000", assertThrows(SQLException.class, () -> rows.updateInt(1, 1)).getSQLState());
    assertTrue(rows.next());
  }

  @EachTarget
  void anOrdinaryStatementHasNoWarning(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (Statement statement =
              connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
          ResultSet rows = statement.executeQuery(QUERY)) {
        assertTrue(rows.next());
        assertNull(statement.getWarnings());
      }
    }
  }
}
