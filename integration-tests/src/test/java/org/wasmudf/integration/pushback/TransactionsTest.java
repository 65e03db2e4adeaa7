package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.pushback.Sides.Scenario;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * A function anywhere in a statement leaves the caller's transaction, other statements and other
 * sessions as they were: what is committed, undone, open and visible is what it is with the
 * target's own function.
 */
final class TransactionsTest {
  private static final String GROUPS =
      "SELECT {small}(qty) AS k, COUNT(*) AS n FROM orders GROUP BY {small}(qty)";
  private static final String ADD = "INSERT INTO work (id, qty) VALUES (500, 1)";

  @EachTarget
  void callersWorkIsKeptOrUndoneByTheCallerAlone(Target target) throws SQLException {
    same(
        target,
        (connection, prefix) -> {
          connection.setAutoCommit(false);
          Natives.run(connection, ADD);
          String rows = sorted(connection, GROUPS, prefix);
          connection.rollback();
          return rows + work(connection);
        },
        (connection, prefix) -> {
          connection.setAutoCommit(false);
          Natives.run(connection, ADD);
          String rows = sorted(connection, GROUPS, prefix);
          connection.commit();
          return rows + work(connection);
        },
        (connection, prefix) -> {
          connection.setAutoCommit(false);
          Natives.run(connection, ADD, Sides.text("UPDATE work SET qty = {small}(id)", prefix));
          String inside = work(connection);
          connection.rollback();
          return inside + work(connection);
        });
  }

  @EachTarget
  void savepointsOfTheCallerStay(Target target) throws SQLException {
    assumeTrue(target != Target.DUCKDB, "DuckDB has no savepoints");
    same(
        target,
        (connection, prefix) -> {
          connection.setAutoCommit(false);
          Natives.run(connection, ADD);
          Savepoint savepoint = connection.setSavepoint("mine");
          Natives.run(
              connection,
              Sides.text("UPDATE work SET qty = {small}(id) + {small}(qty)", prefix),
              "DELETE FROM work WHERE id = 7");
          String rows = sorted(connection, GROUPS, prefix);
          connection.rollback(savepoint);
          connection.commit();
          return rows + work(connection);
        });
  }

  @EachTarget
  void statementThatFailsLeavesWhatWasDoneBefore(Target target) throws SQLException {
    same(
        target,
        (connection, prefix) -> {
          connection.setAutoCommit(false);
          Natives.run(connection, ADD);
          Result failed =
              Result.of(connection, Sides.text("UPDATE work SET qty = {part}(qty) + 1", prefix));
          if (failed.refused()) {
            return "refused";
          }
          boolean fails = failed.failure() != null;
          if (target == Target.POSTGRESQL || target == Target.DUCKDB) {
            connection.rollback(); // their transactions end with the error
          } else {
            connection.commit();
          }
          return fails + work(connection);
        });
  }

  @EachTarget
  void otherStatementsRunWhileAResultIsOpen(Target target) throws SQLException {
    same(
        target,
        (connection, prefix) -> {
          List<String> seen = new ArrayList<>();
          try (Statement first = connection.createStatement();
              Statement second = connection.createStatement();
              ResultSet open =
                  first.executeQuery(
                      Sides.text(
                          "SELECT id, {small}(qty) + 1 AS c FROM work ORDER BY {small}(qty), id",
                          prefix))) {
            for (int row = 0; open.next(); row++) {
              seen.add(open.getString(1) + "|" + open.getString(2));
              if (row == 4 && target != Target.SQLITE) {
                assertEquals(1, second.executeUpdate(ADD));
              }
              if (row == 8) {
                seen.add(sorted(connection, GROUPS, prefix));
              }
            }
          }
          return seen + work(connection);
        });
  }

  @EachTarget
  void whatIsWrittenInAutocommitIsVisibleAtOnce(Target target) throws SQLException {
    same(
        target,
        (connection, prefix) -> {
          String rows = sorted(connection, GROUPS, prefix);
          Natives.run(connection, ADD);
          return rows + work(connection);
        });
  }

  @EachTarget
  void batchesOfUpdatesCountAsTheTargetCounts(Target target) throws SQLException {
    String argument =
        target == Target.MARIADB || target == Target.SQLITE ? "?" : "CAST(? AS INTEGER)";
    same(
        target,
        (connection, prefix) -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  Sides.text(
                      "UPDATE work SET qty = {small}(" + argument + ") WHERE id < ?", prefix))) {
            for (int i = 1; i < 6; i++) {
              update.setInt(1, i * 3);
              update.setInt(2, 20 - i);
              update.addBatch();
            }
            return Arrays.toString(update.executeBatch()) + work(connection);
          }
        },
        (connection, prefix) -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  Sides.text(
                      "UPDATE work SET qty = {small}(qty) + {small}("
                          + argument
                          + ") WHERE {small}(id) > ?",
                      prefix))) {
            for (int i = 1; i < 4; i++) {
              update.setInt(1, i);
              update.setInt(2, i * 2);
              update.addBatch();
            }
            return Arrays.toString(update.executeBatch()) + work(connection);
          }
        },
        (connection, prefix) -> {
          try (Statement batch = connection.createStatement()) {
            batch.addBatch(Sides.text("UPDATE work SET qty = {small}(qty)", prefix));
            batch.addBatch("DELETE FROM work WHERE id > 25");
            batch.addBatch(Sides.text("DELETE FROM work WHERE {small}(qty) > 9", prefix));
            return Arrays.toString(batch.executeBatch()) + work(connection);
          }
        });
  }

  @EachTarget
  void readOnlyTransactionsCanBeAsked(Target target) throws SQLException {
    assumeTrue(target != Target.SQLITE, "SQLite is read-only for a whole connection or not at all");
    same(
        target,
        (connection, prefix) -> {
          connection.setReadOnly(target != Target.DUCKDB);
          connection.setAutoCommit(false);
          try {
            return sorted(connection, GROUPS, prefix)
                + sorted(
                    connection,
                    "SELECT o.id FROM orders o JOIN customers c ON {small}(o.qty) = c.cust",
                    prefix);
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
          }
        });
  }

  @Test
  void openResultOfSqliteDoesNotLockOut() throws SQLException {
    same(
        Target.SQLITE,
        (connection, prefix) -> {
          try (Statement first = connection.createStatement();
              ResultSet open = first.executeQuery("SELECT id FROM orders ORDER BY id")) {
            assertTrue(open.next());
            String rows = sorted(connection, GROUPS, prefix);
            Natives.run(connection, Sides.text("UPDATE work SET qty = {small}(qty)", prefix));
            assertTrue(open.next());
            return rows + open.getInt(1) + work(connection);
          }
        });
  }

  @Test
  void insertIgnoreOfMariaDbStoresNoNullForAMiss() throws SQLException {
    same(
        Target.MARIADB,
        change(
            "INSERT IGNORE INTO work (id, cust, qty, note) SELECT id, cust, {small}(qty),"
                + " {tag}(note) FROM orders"),
        change(
            "INSERT IGNORE INTO work (id, qty) SELECT id + 10, {small}(qty) + 1 FROM orders WHERE"
                + " {small}(qty) > 3"),
        change("UPDATE IGNORE work SET id = {small}(id), qty = {small}(qty) WHERE id < 9"),
        change("REPLACE INTO work (id, qty) SELECT id, {small}(qty) + 1 FROM orders"));
  }

  @Test
  void tablesWithoutTransactionsAreChangedOnce() throws SQLException {
    for (String engine : List.of("MyISAM", "Aria")) {
      same(
          Target.MARIADB,
          on(engine, "UPDATE work SET qty = {small}(qty) + 1"),
          on(engine, "UPDATE work SET qty = qty + 1 WHERE {small}(qty) > 4"),
          on(engine, "DELETE FROM work WHERE {small}(qty) > 4"),
          on(engine, "INSERT INTO work (id, qty) SELECT id + 100, {small}(qty) + 1 FROM orders"));
    }
  }

  private static Scenario on(String engine, String sql) {
    return (connection, prefix) -> {
      Natives.run(connection, "ALTER TABLE work ENGINE = " + engine);
      return change(sql).run(connection, prefix);
    };
  }

  private static Scenario change(String sql) {
    return (connection, prefix) -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(Sides.text(sql, prefix)) + " updated" + work(connection);
      }
    };
  }

  private static void same(Target target, Scenario... scenarios) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Orders orders = new Orders(target)) {
      List<String> before = Leftovers.of(target, orders.ours);
      for (int i = 0; i < scenarios.length; i++) {
        String difference = Sides.difference(orders, scenarios[i]);
        if (!difference.isEmpty()) {
          wrong.add("scenario " + (i + 1) + ": " + difference);
        }
        assertEquals(before, Leftovers.of(target, orders.ours), "left behind");
      }
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static String sorted(Connection connection, String template, String prefix)
      throws SQLException {
    return Bench.rows(connection, Sides.text(template, prefix)).stream().sorted().toList() + "; ";
  }

  private static String work(Connection connection) throws SQLException {
    return Bench.rows(connection, "SELECT id, cust, qty, note FROM work ORDER BY id").toString();
  }
}
