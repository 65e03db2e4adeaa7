package org.wasmudf.integration.passthrough;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Statements without a function: settings, counts, results, warnings, failures. */
class StatementsTest {
  @EachTarget
  void largeCounts(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement();
              PreparedStatement prepared =
                  connection.prepareStatement("UPDATE t SET n = ? WHERE id = 1")) {
            String update = "UPDATE t SET n = 1 WHERE id < 3";
            seen.step("executeLargeUpdate", () -> statement.executeLargeUpdate(update));
            seen.step("getLargeUpdateCount", statement::getLargeUpdateCount);
            seen.step("getUpdateCount", statement::getUpdateCount);
            seen.step(
                "with keys",
                () -> statement.executeLargeUpdate(update, Statement.RETURN_GENERATED_KEYS));
            seen.step("with indexes", () -> statement.executeLargeUpdate(update, new int[] {1}));
            seen.step(
                "with names", () -> statement.executeLargeUpdate(update, new String[] {"id"}));
            seen.command("setLargeMaxRows", () -> statement.setLargeMaxRows(2));
            seen.step("getLargeMaxRows", statement::getLargeMaxRows);
            seen.step("getMaxRows", statement::getMaxRows);
            seen.step("rows", () -> statement.executeQuery("SELECT id FROM t ORDER BY id"));
            seen.command("setInt", () -> prepared.setInt(1, 7));
            seen.step("prepared", prepared::executeLargeUpdate);
            seen.step("prepared count", prepared::getLargeUpdateCount);
            seen.command("addBatch", prepared::addBatch);
            seen.step("executeLargeBatch", prepared::executeLargeBatch);
            seen.command("addBatch", () -> statement.addBatch(update));
            seen.step("executeLargeBatch", statement::executeLargeBatch);
          }
        });
  }

  @EachTarget
  void settings(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement()) {
            settings(statement, seen);
            seen.step("rows", () -> statement.executeQuery("SELECT id, s FROM t ORDER BY id"));
          }
          try (PreparedStatement statement =
              connection.prepareStatement("SELECT id, s FROM t ORDER BY id")) {
            settings(statement, seen);
            seen.step("rows", statement::executeQuery);
          }
        });
  }

  private static void settings(Statement statement, Transcript seen) {
    seen.step("default fetch size", statement::getFetchSize);
    seen.step("default max rows", statement::getMaxRows);
    seen.step("default timeout", statement::getQueryTimeout);
    seen.step("default field size", statement::getMaxFieldSize);
    seen.step("default direction", statement::getFetchDirection);
    seen.step("type", statement::getResultSetType);
    seen.step("concurrency", statement::getResultSetConcurrency);
    seen.step("holdability", statement::getResultSetHoldability);
    seen.step("poolable", statement::isPoolable);
    seen.command("setFetchSize", () -> statement.setFetchSize(2));
    seen.command("setFetchSize -1", () -> statement.setFetchSize(-1));
    seen.command("setMaxRows", () -> statement.setMaxRows(2));
    seen.command("setMaxRows -1", () -> statement.setMaxRows(-1));
    seen.command("setQueryTimeout", () -> statement.setQueryTimeout(30));
    seen.command("setQueryTimeout -1", () -> statement.setQueryTimeout(-1));
    seen.command("setMaxFieldSize", () -> statement.setMaxFieldSize(2));
    seen.command("setFetchDirection", () -> statement.setFetchDirection(ResultSet.FETCH_REVERSE));
    seen.command("setFetchDirection 7", () -> statement.setFetchDirection(7));
    seen.command("setPoolable", () -> statement.setPoolable(true));
    seen.command("setEscapeProcessing", () -> statement.setEscapeProcessing(true));
    seen.command("setCursorName", () -> statement.setCursorName("c"));
    seen.step("fetch size", statement::getFetchSize);
    seen.step("max rows", statement::getMaxRows);
    seen.step("timeout", statement::getQueryTimeout);
    seen.step("field size", statement::getMaxFieldSize);
    seen.step("direction", statement::getFetchDirection);
    seen.step("poolable", statement::isPoolable);
    seen.command("cancel without an execution", statement::cancel);
  }

  @EachTarget
  void results(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement()) {
            seen.step("before", statement::getResultSet);
            seen.step("count before", statement::getUpdateCount);
            results(statement, seen, "SELECT id FROM t ORDER BY id");
            results(statement, seen, "UPDATE t SET n = 2 WHERE id = 1");
            results(statement, seen, "CREATE TABLE made (id INTEGER)");
            results(
                statement, seen, "SELECT id FROM t WHERE id = 1; SELECT id FROM t WHERE id = 2");
            results(
                statement, seen, "UPDATE t SET n = 3 WHERE id = 1; SELECT n FROM t WHERE id = 1");
            results(statement, seen, "");
            results(statement, seen, "-- nothing");
            results(statement, seen, ";");
            seen.step(
                "executeQuery of an update", () -> statement.executeQuery("DELETE FROM made"));
            seen.step("executeUpdate of a query", () -> statement.executeUpdate("SELECT 1"));
            seen.step("null", () -> statement.execute(null));
            seen.step("syntax", () -> statement.executeQuery("SELEC 1"));
            seen.step("no table", () -> statement.executeQuery("SELECT * FROM nowhere"));
            seen.step("no function", () -> statement.executeQuery("SELECT nofunction(1)"));
            seen.step("division", () -> statement.executeQuery("SELECT 1 / (id - id) FROM t"));
            seen.step(
                "duplicate", () -> statement.executeUpdate("INSERT INTO t VALUES (1, 1, 'x')"));
            seen.step(
                "rows after all", () -> statement.executeQuery("SELECT n FROM t WHERE id = 1"));
          }
        });
  }

  private static void results(Statement statement, Transcript seen, String sql) {
    seen.step("execute " + sql, () -> statement.execute(sql));
    for (int i = 0; i < 4; i++) {
      seen.step("result", statement::getResultSet);
      seen.step("count", statement::getUpdateCount);
      seen.step("more", statement::getMoreResults);
    }
    seen.step("again", () -> statement.execute(sql));
    seen.step("keep", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
    seen.step("close all", () -> statement.getMoreResults(Statement.CLOSE_ALL_RESULTS));
  }

  @EachTarget
  void warnings(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement()) {
            seen.step("none", statement::getWarnings);
            for (String sql :
                new String[] {
                  "DO $$ BEGIN RAISE WARNING 'look'; END $$",
                  "SELECT CAST('1x' AS SIGNED)",
                  "DROP TABLE IF EXISTS nowhere",
                  "SELECT 1"
                }) {
              seen.step(sql, () -> statement.execute(sql));
              seen.step("warnings", statement::getWarnings);
            }
            seen.command("clear", statement::clearWarnings);
            seen.step("cleared", statement::getWarnings);
          }
          seen.step("of the connection", connection::getWarnings);
          seen.command("clear the connection's", connection::clearWarnings);
        });
  }

  @EachTarget
  void closing(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT id FROM t");
          seen.step("next", rows::next);
          seen.command("close", statement::close);
          seen.command("close again", statement::close);
          seen.step("isClosed", statement::isClosed);
          seen.step("rows isClosed", rows::isClosed);
          seen.step("rows next", rows::next);
          seen.step("rows get", () -> rows.getInt(1));
          seen.step("execute", () -> statement.executeQuery("SELECT 1"));
          seen.step("getConnection", () -> statement.getConnection() == connection);
          seen.step("getMaxRows", statement::getMaxRows);
          seen.command("cancel", statement::cancel);
          Statement completing = connection.createStatement();
          seen.command("closeOnCompletion", completing::closeOnCompletion);
          seen.step("isCloseOnCompletion", completing::isCloseOnCompletion);
          seen.command(
              "read",
              () -> {
                try (ResultSet all = completing.executeQuery("SELECT id FROM t")) {
                  all.next();
                }
              });
          seen.step("completed", completing::isClosed);
          PreparedStatement prepared = connection.prepareStatement("SELECT id FROM t");
          prepared.close();
          seen.step("prepared", prepared::executeQuery);
          seen.command("setInt", () -> prepared.setInt(1, 1));
          connection.close();
          seen.step("connection", connection::createStatement);
          seen.step("prepare", () -> connection.prepareStatement("SELECT 1"));
          seen.step("call", () -> connection.prepareCall("SELECT 1"));
          seen.step("isClosed", connection::isClosed);
          seen.step("isValid", () -> connection.isValid(1));
          seen.command("close again", connection::close);
          seen.step("autocommit", connection::getAutoCommit);
          seen.step("metadata", () -> connection.getMetaData() == null);
        });
  }

  @EachTarget
  void preparedStatements(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (PreparedStatement prepared =
              connection.prepareStatement("SELECT id, s FROM t WHERE id > ? AND id <= ?")) {
            seen.step("toString", () -> named(prepared));
            seen.step("metadata", prepared::getMetaData);
            seen.step("parameters", prepared::getParameterMetaData);
            seen.step("not set", prepared::executeQuery);
            seen.command("set", () -> prepared.setInt(1, 0));
            seen.command("set", () -> prepared.setLong(2, 2));
            seen.step("rows", prepared::executeQuery);
            seen.step("execute", prepared::execute);
            seen.step("result", prepared::getResultSet);
            seen.step("executeUpdate", prepared::executeUpdate);
            seen.command("out of range", () -> prepared.setInt(3, 0));
            seen.command("zero", () -> prepared.setInt(0, 0));
            seen.command("clear", prepared::clearParameters);
            seen.step("cleared", prepared::executeQuery);
            seen.step("with a text", () -> prepared.executeQuery("SELECT 1"));
            seen.command("addBatch of a text", () -> prepared.addBatch("SELECT 1"));
          }
          if (target != Target.SQLITE) {
            // SQLite's connection cannot be closed any more after that.
            seen.step("prepare nothing", () -> prepared(connection, ""));
          }
          seen.step("prepare nonsense", () -> prepared(connection, "SELEC 1"));
          seen.step("prepare null", () -> prepared(connection, null));
        });
  }

  /** Only with what all drivers print alike from one run to the next. */
  private static String named(PreparedStatement prepared) {
    return prepared.toString().replaceAll("@[0-9a-f]+|prep[0-9]+|stat[0-9]+", "");
  }

  private static String prepared(
      Connection connection, @org.jspecify.annotations.Nullable String sql) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      return "prepared";
    }
  }
}
