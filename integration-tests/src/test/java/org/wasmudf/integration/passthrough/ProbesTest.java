package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** What tools ask of a statement with functions before they read a row. */
class ProbesTest {
  private static final String QUERY = "SELECT id, twice(n) AS doubled, s FROM t";

  /** The same query without a function: the target's own expression of the same type. */
  private static String plain(Target target) {
    return "SELECT id, CAST(n AS "
        + (target == Target.MARIADB ? "SIGNED" : "BIGINT")
        + ") AS doubled, s FROM t";
  }

  private static void check(Target target, Connection direct, ResultSetMetaData found)
      throws SQLException {
    try (PreparedStatement plain = direct.prepareStatement(plain(target))) {
      ResultSetMetaData expected = plain.getMetaData();
      assertNotNull(expected);
      assertEquals(expected.getColumnCount(), found.getColumnCount());
      for (int i = 1; i <= 3; i++) {
        assertEquals(expected.getColumnLabel(i), found.getColumnLabel(i));
        if (i == 2) {
          // SQLite knows of no expression's type before a row is there.
          int type = target == Target.SQLITE ? expected.getColumnType(i) : Types.BIGINT;
          assertEquals(type, found.getColumnType(i));
          assertTrue(found.isSigned(i));
        } else {
          assertEquals(expected.isNullable(i), found.isNullable(i));
          assertEquals(expected.getColumnName(i), found.getColumnName(i));
          assertEquals(expected.getColumnType(i), found.getColumnType(i));
          assertEquals(expected.getColumnTypeName(i), found.getColumnTypeName(i));
          assertEquals(expected.getPrecision(i), found.getPrecision(i));
          assertEquals(expected.getScale(i), found.getScale(i));
          assertEquals(expected.getTableName(i), found.getTableName(i));
          assertEquals(expected.isSigned(i), found.isSigned(i));
        }
      }
    }
  }

  /** Spark asks for the schema of {@code (query)} with WHERE 1=0, and reads with a fetch size. */
  @EachTarget
  void sparkReadsASchemaFromNoRows(Target target) throws SQLException {
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (PreparedStatement probe = connection.prepareStatement(QUERY + " WHERE 1=0");
          ResultSet none = probe.executeQuery()) {
        check(target, direct, none.getMetaData());
        assertFalse(none.next());
      }
      connection.setAutoCommit(false);
      try (PreparedStatement read =
          connection.prepareStatement(
              QUERY, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
        read.setFetchSize(1);
        read.setQueryTimeout(30);
        assertEquals(3, Bench.rows(read.executeQuery()).size());
      }
      connection.commit();
    }
  }

  @EachTarget
  void metaDataIsThereBeforeExecution(Target target) throws SQLException {
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      for (String sql :
          List.of(QUERY, QUERY + " WHERE n > ?", QUERY + " WHERE twice(n) > ? AND s = ?")) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          ResultSetMetaData found = statement.getMetaData();
          assertNotNull(found, sql);
          check(target, direct, found);
          int parameters = (int) sql.chars().filter(c -> c == '?').count();
          assertEquals(parameters, statement.getParameterMetaData().getParameterCount(), sql);
        }
      }
    }
  }

  /** Metabase compares the count of parameters with its own, and binds java.time values. */
  @EachTarget
  void metabaseCountsParameters(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      database.run(
          "CREATE TABLE d (made DATE, n INTEGER)", "INSERT INTO d VALUES ('2024-02-29', 4)");
      Guests.run(connection, Guests.TWICE);
      assertTrue(
          connection
                  .getMetaData()
                  .supportsTransactionIsolationLevel(connection.getTransactionIsolation())
              || target == Target.DUCKDB);
      connection.setAutoCommit(true);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT twice(n) FROM d WHERE made = ? AND twice(n) > ?",
              ResultSet.TYPE_FORWARD_ONLY,
              ResultSet.CONCUR_READ_ONLY)) {
        statement.setFetchSize(500);
        ParameterMetaData parameters = statement.getParameterMetaData();
        assertEquals(2, parameters.getParameterCount());
        assertEquals(Types.BIGINT, parameters.getParameterType(2));
        if (target == Target.SQLITE) {
          statement.setString(1, "2024-02-29");
        } else {
          statement.setObject(1, LocalDate.of(2024, 2, 29));
        }
        statement.setObject(2, 7L, Types.BIGINT);
        assertEquals(List.of("8"), Bench.rows(statement.executeQuery()));
      }
    }
  }

  @EachTarget
  void foldedStatementsAreDescribedToo(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (PreparedStatement query =
              connection.prepareStatement("SELECT id, s FROM t WHERE n = twice(?) AND s = ?");
          PreparedStatement update =
              connection.prepareStatement("UPDATE t SET n = twice(?) WHERE id = ?");
          Statement plain = connection.createStatement()) {
        ResultSetMetaData columns = query.getMetaData();
        assertNotNull(columns);
        assertEquals(2, columns.getColumnCount());
        assertEquals(2, query.getParameterMetaData().getParameterCount());
        assertEquals(Types.BIGINT, query.getParameterMetaData().getParameterType(1));
        assertEquals(2, update.getParameterMetaData().getParameterCount());
        update.setLong(1, 8);
        update.setInt(2, 1);
        assertEquals(1, update.executeUpdate());
        query.setInt(1, 8);
        query.setString(2, "one");
        assertEquals(List.of("1|one"), Bench.rows(query.executeQuery()));
        plain.setMaxRows(1);
        assertEquals(1, Bench.rows(plain.executeQuery(QUERY + " ORDER BY id")).size());
      }
    }
  }
}
