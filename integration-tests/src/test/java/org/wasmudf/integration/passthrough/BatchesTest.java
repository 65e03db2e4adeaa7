package org.wasmudf.integration.passthrough;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Batches without a function, those that fail too. */
class BatchesTest {
  @EachTarget
  void batchesOfTexts(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement()) {
            seen.step("empty", statement::executeBatch);
            statement.addBatch("INSERT INTO t VALUES (4, 4, 'four')");
            statement.addBatch("UPDATE t SET n = 5 WHERE id < 3");
            statement.addBatch("CREATE TABLE made (id INTEGER)");
            seen.step("good", statement::executeBatch);
            seen.step("count behind", statement::getUpdateCount);
            seen.step("more behind", statement::getMoreResults);
            statement.addBatch("INSERT INTO t VALUES (5, 5, 'five')");
            statement.addBatch("INSERT INTO t VALUES (1, 1, 'one again')");
            statement.addBatch("INSERT INTO t VALUES (6, 6, 'six')");
            seen.step("duplicate", statement::executeBatch);
            seen.step("stays", () -> statement.executeQuery("SELECT id, n FROM t ORDER BY id"));
            seen.command("query", () -> statement.addBatch("SELECT 1"));
            seen.step("batch with a query", statement::executeBatch);
            seen.command("null", () -> statement.addBatch(null));
            seen.command("clear", statement::clearBatch);
            seen.step("cleared", statement::executeBatch);
          }
        });
  }

  @EachTarget
  void batchesOfParameters(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (PreparedStatement statement =
              connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
            for (int i = 10; i < 15; i++) {
              add(statement, i);
            }
            seen.step("good", statement::executeBatch);
            seen.step("empty", statement::executeBatch);
            seen.command("add 20", () -> add(statement, 20));
            seen.command("add 10", () -> add(statement, 10));
            seen.command("add 21", () -> add(statement, 21));
            seen.step("duplicate", statement::executeBatch);
            seen.command("add 30", () -> add(statement, 30));
            seen.command("clear", statement::clearBatch);
            seen.step("cleared", statement::executeBatch);
            seen.command("add 31", () -> add(statement, 31));
            seen.step("after a failure", statement::executeBatch);
            seen.step("large", statement::executeLargeBatch);
          }
          try (PreparedStatement query = connection.prepareStatement("SELECT id FROM t");
              Statement statement = connection.createStatement()) {
            seen.command("query", query::addBatch);
            seen.step("batch with a query", query::executeBatch);
            seen.step("stays", () -> statement.executeQuery("SELECT id, s FROM t ORDER BY id"));
          }
        });
  }

  private static void add(PreparedStatement statement, int id) throws SQLException {
    statement.setInt(1, id);
    statement.setInt(2, id);
    statement.setString(3, "row " + id);
    statement.addBatch();
  }

  @EachTarget
  void batchesInATransaction(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO t VALUES (5, 5, 'five')");
            statement.addBatch("INSERT INTO t VALUES (1, 1, 'one again')");
            seen.step("duplicate", statement::executeBatch);
            seen.step("within", () -> statement.executeQuery("SELECT COUNT(*) FROM t"));
            seen.command("rollback", connection::rollback);
            seen.step("behind", () -> statement.executeQuery("SELECT COUNT(*) FROM t"));
            seen.command("commit", connection::commit);
          }
        });
  }
}
