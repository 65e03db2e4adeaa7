package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Leaks;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** How statements over results run on each target, and what they leave there: nothing. */
class PushBackExecutionTest {
  private static final String FUNCTIONS =
      """
      CREATE FUNCTION wf_twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "wf_twice") (param i64) (result i64)
          (i64.shl (local.get 0) (i64.const 1))))
      $$""";

  private static final String POSITIVE =
      """
      CREATE FUNCTION wf_positive(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "wf_positive") (param i64) (result i64)
          (if (i64.lt_s (local.get 0) (i64.const 0)) (then unreachable))
          (local.get 0)))
      $$""";

  /** A database with a table, and a connection with functions. */
  private record Session(Database database, Connection connection) implements AutoCloseable {
    static Session open(Target target) throws SQLException {
      Assumptions.assumeFalse(
          target == Target.SQLITE, "SQLite runs functions itself: nothing is pushed back there");
      Database database = target.database();
      database.run(
          "CREATE TABLE t (id INTEGER PRIMARY KEY, x BIGINT, y BIGINT)",
          "INSERT INTO t (id, x) VALUES (1, 10), (2, 20), (3, NULL), (4, 10), (5, -1)");
      Connection connection = database.connect();
      Session session = new Session(database, connection);
      session.run(FUNCTIONS, POSITIVE);
      return session;
    }

    void run(String... texts) throws SQLException {
      for (String sql : texts) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(sql);
        }
      }
    }

    int update(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    }

    List<String> rows(String sql) throws SQLException {
      return Bench.rows(connection, sql);
    }

    SQLException refused(String sql) {
      return assertThrows(SQLException.class, () -> rows(sql));
    }

    /** What another session of the database sees. */
    List<String> committed(String sql) throws SQLException {
      try (Connection other = database.connectDirect()) {
        return Bench.rows(other, sql);
      }
    }

    /** Temporary tables of this session with rows in them. */
    void assertNothingLeft() throws SQLException {
      Leaks.assertNone();
      String names =
          switch (database.target()) {
            case H2 ->
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE TABLE_NAME LIKE 'WASMUDF%'";
            case POSTGRESQL -> "SELECT relname FROM pg_class WHERE relname LIKE 'wasmudf%'";
            case MARIADB ->
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                    + " WHERE TABLE_NAME LIKE 'wasmudf%'";
            case DUCKDB ->
                "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'wasmudf%'";
            case SQLITE -> "SELECT name FROM sqlite_temp_master WHERE name LIKE 'wasmudf%'";
          };
      assertEquals(List.of(), rows(names), "tables left");
    }

    @Override
    public void close() throws SQLException {
      try (database) {
        if (connection.getAutoCommit()) {
          assertNothingLeft();
        }
        connection.close();
      }
    }
  }

  @EachTarget
  void targetSortsByResults(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      assertEquals(
          List.of("2|40", "1|20", "4|20", "5|-2"),
          session.rows(
              "SELECT id, wf_twice(x) FROM t WHERE x IS NOT NULL ORDER BY wf_twice(x) DESC, id"));
    }
  }

  @EachTarget
  void targetGroupsByResults(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      assertEquals(
          List.of("-2|1", "20|2", "40|1"),
          session.rows(
              "SELECT wf_twice(x) AS v, COUNT(*) FROM t WHERE x IS NOT NULL"
                  + " GROUP BY wf_twice(x) ORDER BY v"));
    }
  }

  @EachTarget
  void updateIsOneStatementInAutocommit(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      assertEquals(4, session.update("UPDATE t SET y = wf_twice(x) WHERE id <= 4"));
      assertEquals(
          List.of("1|20", "2|40", "3|null", "4|20", "5|null"),
          session.rows("SELECT id, y FROM t ORDER BY id"));
      assertTrue(session.connection().getAutoCommit());
      assertEquals(1, session.update("DELETE FROM t WHERE wf_twice(x) = 40"));
      assertEquals(
          1,
          session.update(
              "INSERT INTO t (id, x) SELECT id + 10, wf_twice(x) FROM t WHERE wf_twice(x) < 0"));
      assertEquals(List.of("-2"), session.rows("SELECT x FROM t WHERE id = 15"));
    }
  }

  @EachTarget
  void callersTransactionIsNeitherCommittedNorRolledBack(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      session.connection().setAutoCommit(false);
      session.run("INSERT INTO t (id, x) VALUES (6, 60)");
      assertEquals(6, session.update("UPDATE t SET y = wf_twice(x)"));
      assertEquals(
          List.of("120", "40", "20", "20", "-2"),
          session.rows("SELECT y FROM t WHERE x IS NOT NULL ORDER BY wf_twice(x) DESC, y"));
      if (target != Target.DUCKDB) {
        assertEquals(List.of("5|null"), session.committed("SELECT COUNT(*), MAX(y) FROM t"));
      }
      assertEquals(List.of("120"), session.rows("SELECT y FROM t WHERE id = 6"));
      session.connection().rollback();
      assertEquals(List.of("5|null"), session.rows("SELECT COUNT(*), MAX(y) FROM t"));
      assertEquals(5, session.update("UPDATE t SET y = wf_twice(x)"));
      session.connection().commit();
      session.connection().setAutoCommit(true);
      session.assertNothingLeft();
      assertEquals(List.of("5|40"), session.committed("SELECT COUNT(*), MAX(y) FROM t"));
    }
  }

  @EachTarget
  void failingRowFailsTheStatementWhereItIsRead(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      String query = "SELECT id, wf_positive(x) FROM t WHERE id <= %d ORDER BY wf_positive(x), id";
      assertEquals(
          3, session.rows(query.formatted(4)).stream().filter(r -> !r.endsWith("null")).count());
      SQLException trapped = session.refused(query.formatted(5));
      assertEquals("38W01", trapped.getSQLState(), trapped::getMessage);
      String message = String.valueOf(trapped.getMessage());
      assertTrue(message.contains("wf_positive(BIGINT)") && message.contains("-1"), message);
      assertFalse(message.contains("wasmudf:"), message);
      assertEquals(
          "38W01",
          assertThrows(SQLException.class, () -> session.update("UPDATE t SET y = wf_positive(x)"))
              .getSQLState());
      assertEquals(List.of("null"), session.rows("SELECT MAX(y) FROM t"));
    }
  }

  @EachTarget
  void failureInTheCallersTransactionLeavesItAsItWas(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      session.connection().setAutoCommit(false);
      session.run("INSERT INTO t (id, x) VALUES (6, 60)");
      assertEquals(
          "38W01",
          assertThrows(SQLException.class, () -> session.update("UPDATE t SET y = wf_positive(x)"))
              .getSQLState());
      if (target != Target.DUCKDB) {
        // Any error ends a transaction of DuckDB.
        assertEquals(List.of("6|null"), session.rows("SELECT COUNT(*), MAX(y) FROM t"));
        session.connection().commit();
        assertEquals(List.of("6"), session.committed("SELECT COUNT(*) FROM t"));
      }
      session.connection().rollback();
      session.connection().setAutoCommit(true);
    }
  }

  @EachTarget
  void preparedStatementRunsAgainWithOtherParameters(Target target) throws SQLException {
    try (Session session = Session.open(target);
        PreparedStatement query =
            session
                .connection()
                .prepareStatement(
                    "SELECT id FROM t WHERE x IS NOT NULL AND id <= ? ORDER BY wf_twice(x), id")) {
      assertEquals(1, query.getParameterMetaData().getParameterCount());
      assertEquals(1, query.getMetaData().getColumnCount());
      for (int last : new int[] {5, 2, 4}) {
        query.setInt(1, last);
        try (ResultSet rows = query.executeQuery()) {
          List<String> expected =
              last == 5
                  ? List.of("5", "1", "4", "2")
                  : last == 2 ? List.of("1", "2") : List.of("1", "4", "2");
          assertEquals(expected, Bench.rows(rows));
        }
      }
    }
  }

  @EachTarget
  void batchRunsEntryByEntry(Target target) throws SQLException {
    try (Session session = Session.open(target);
        PreparedStatement update =
            session.connection().prepareStatement("UPDATE t SET y = wf_positive(x) WHERE id = ?")) {
      for (int id : new int[] {1, 2, 9}) {
        update.setInt(1, id);
        update.addBatch();
      }
      assertEquals(List.of(1, 1, 0), Arrays.stream(update.executeBatch()).boxed().toList());
      for (int id : new int[] {4, 5, 2}) {
        update.setInt(1, id);
        update.addBatch();
      }
      BatchUpdateException failed = assertThrows(BatchUpdateException.class, update::executeBatch);
      assertEquals("38W01", failed.getSQLState());
      assertEquals(1, failed.getUpdateCounts().length);
      assertEquals(
          List.of("1|10", "2|20", "3|null", "4|10", "5|null"),
          session.rows("SELECT id, y FROM t ORDER BY id"));
    }
  }

  @EachTarget
  void maxRowsLimitsTheRows(Target target) throws SQLException {
    Assumptions.assumeFalse(target == Target.DUCKDB, "its driver takes no limit of rows");
    try (Session session = Session.open(target);
        Statement statement = session.connection().createStatement()) {
      statement.setMaxRows(2);
      statement.setFetchSize(1);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM t WHERE x IS NOT NULL ORDER BY wf_twice(x) DESC, id")) {
        assertEquals(List.of("2", "1"), Bench.rows(rows));
      }
    }
  }

  @EachTarget
  void anotherStatementRunsWhileRowsAreRead(Target target) throws SQLException {
    try (Session session = Session.open(target);
        Statement statement = session.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id FROM t WHERE x IS NOT NULL ORDER BY wf_twice(x) DESC, id")) {
      assertTrue(rows.next());
      session.run("INSERT INTO t (id, x) VALUES (7, 70)");
      assertEquals(List.of("6"), session.committed("SELECT COUNT(*) FROM t"));
      assertEquals(List.of("1", "4", "5"), Bench.rows(rows));
    }
  }

  @EachTarget
  void generatedKeysAreTheTargets(Target target) throws SQLException {
    Assumptions.assumeFalse(target == Target.DUCKDB, "its driver gives no generated keys");
    try (Session session = Session.open(target)) {
      String identity =
          target == Target.MARIADB
              ? "INTEGER AUTO_INCREMENT PRIMARY KEY"
              : "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
      session.run("CREATE TABLE u (id " + identity + ", v BIGINT)");
      try (PreparedStatement insert =
          session
              .connection()
              .prepareStatement(
                  "INSERT INTO u (v) SELECT wf_twice(x) FROM t WHERE id <= 2 ORDER BY wf_twice(x)",
                  Statement.RETURN_GENERATED_KEYS)) {
        assertEquals(2, insert.executeUpdate());
        try (ResultSet keys = insert.getGeneratedKeys()) {
          assertTrue(keys.next());
          assertEquals(1, keys.getInt(1));
        }
      }
      assertEquals(List.of("20", "40"), session.rows("SELECT v FROM u ORDER BY id"));
    }
  }

  @EachTarget
  void explainSaysWhatRunsWhere(Target target) throws SQLException {
    try (Session session = Session.open(target);
        Statement statement = session.connection().createStatement()) {
      String query = "SELECT id FROM t WHERE id < 5 ORDER BY wf_twice(x), id";
      List<String> places = new ArrayList<>();
      try (ResultSet steps = statement.executeQuery("EXPLAIN WASM " + query)) {
        while (steps.next()) {
          places.add(steps.getString("way") + " " + steps.getString("place"));
          assertFalse(steps.getString("reason").isBlank());
        }
      }
      assertEquals(
          List.of("push-back target", "push-back client", "push-back target", "push-back target"),
          places);
      List<String> measured = new ArrayList<>();
      try (ResultSet steps = statement.executeQuery("EXPLAIN ANALYZE WASM " + query)) {
        while (steps.next()) {
          measured.add(steps.getString("rows") + "|" + steps.getString("distinct_tuples"));
        }
      }
      assertEquals(List.of("3|null", "null|2", "2|null", "4|null"), measured);
    }
  }

  private static final String ENDLESS =
      """
      CREATE FUNCTION wf_endless(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "wf_endless") (param i64) (result i64)
          (loop $again (br $again)) (local.get 0)))
      $$""";

  @EachTarget
  void timeoutStopsTheFunctions(Target target) throws SQLException {
    try (Session session = Session.open(target);
        Statement statement = session.connection().createStatement()) {
      session.run(ENDLESS);
      statement.setQueryTimeout(1);
      SQLException stopped =
          assertThrows(
              SQLException.class,
              () -> statement.executeQuery("SELECT id FROM t ORDER BY wf_endless(x)"));
      assertEquals("57014", stopped.getSQLState(), stopped::getMessage);
      assertEquals(List.of("5"), session.rows("SELECT COUNT(*) FROM t"));
      session.assertNothingLeft();
    }
  }

  @EachTarget
  void cancelStopsTheFunctions(Target target) throws Exception {
    try (Session session = Session.open(target);
        Statement statement = session.connection().createStatement()) {
      session.run(ENDLESS);
      session.connection().setAutoCommit(false);
      session.run("INSERT INTO t (id, x) VALUES (6, 60)");
      FutureTask<SQLException> running =
          new FutureTask<>(
              () ->
                  assertThrows(
                      SQLException.class,
                      () -> statement.executeUpdate("UPDATE t SET y = wf_endless(x)")));
      Thread thread = new Thread(running, "update");
      thread.start();
      Leaks.awaitGuest();
      statement.cancel();
      assertEquals("57014", running.get(20, TimeUnit.SECONDS).getSQLState());
      assertEquals(List.of("6"), session.rows("SELECT COUNT(*) FROM t"), "the transaction");
      session.connection().commit();
      session.connection().setAutoCommit(true);
      assertEquals(List.of("6"), session.committed("SELECT COUNT(*) FROM t"));
    }
  }

  @EachTarget
  void transactionBegunByTextIsTheCallers(Target target) throws SQLException {
    Assumptions.assumeFalse(target == Target.H2, "it has no BEGIN that leaves autocommit on");
    try (Session session = Session.open(target)) {
      session.run(target == Target.DUCKDB ? "BEGIN TRANSACTION" : "START TRANSACTION");
      session.run("INSERT INTO t (id, x) VALUES (6, 60)");
      assertEquals(6, session.update("UPDATE t SET y = wf_twice(x)"));
      assertEquals(List.of("120"), session.rows("SELECT MAX(y) FROM t WHERE wf_twice(x) = 120"));
      session.run("ROLLBACK");
      assertEquals(List.of("5|null"), session.rows("SELECT COUNT(*), MAX(y) FROM t"));
    }
  }

  @EachTarget
  void updateSeesRowsThatAreNewerThanItsTransactionsSnapshot(Target target) throws SQLException {
    Assumptions.assumeTrue(target == Target.MARIADB, "others read and change one snapshot");
    try (Session session = Session.open(target)) {
      session.connection().setAutoCommit(false);
      assertEquals(List.of("5"), session.rows("SELECT COUNT(*) FROM t"));
      session.database().run("INSERT INTO t (id, x) VALUES (6, 60)");
      assertEquals(6, session.update("UPDATE t SET y = wf_twice(x)"));
      session.connection().commit();
      session.connection().setAutoCommit(true);
      assertEquals(List.of("120"), session.rows("SELECT y FROM t WHERE id = 6"));
    }
  }

  @EachTarget
  void manyArgumentsGoUpAtOnce(Target target) throws SQLException {
    try (Session session = Session.open(target)) {
      session.connection().setAutoCommit(false);
      try (PreparedStatement insert =
          session.connection().prepareStatement("INSERT INTO t (id, x) VALUES (?, ?)")) {
        for (int i = 100; i < 1600; i++) {
          insert.setInt(1, i);
          insert.setLong(2, 3L * i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      session.connection().commit();
      for (boolean autocommit : new boolean[] {false, true}) {
        session.connection().setAutoCommit(autocommit);
        assertEquals(
            List.of("1599|9594", "1598|9588"),
            session
                .rows("SELECT id, wf_twice(x) FROM t WHERE x > 0 ORDER BY wf_twice(x) DESC")
                .subList(0, 2));
        assertEquals(1500, session.update("UPDATE t SET y = wf_twice(x) WHERE id >= 100"));
      }
      assertEquals(List.of("9594"), session.rows("SELECT MAX(y) FROM t"));
    }
  }
}
