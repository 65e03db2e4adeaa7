package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Leaks;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Statements that are stopped from other threads, while a guest runs or the target. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTest {
  private static final String STREAM = "SELECT endless(id) FROM t";
  private static final String FOLDED = "SELECT id FROM t WHERE n = endless(1)";

  private interface Command {
    void run() throws SQLException;
  }

  /** Runs a query in a thread of its own, and does something once a guest is at work. */
  private static SQLException stopped(Statement statement, String sql, Command command)
      throws Exception {
    FutureTask<@Nullable SQLException> outcome = query(statement, sql);
    Leaks.awaitGuest();
    command.run();
    SQLException failure = outcome.get(60, TimeUnit.SECONDS);
    assertNotNull(failure, "the query was not stopped");
    assertFalse(failure instanceof SQLTimeoutException);
    Leaks.assertNone();
    return failure;
  }

  private static FutureTask<@Nullable SQLException> query(Statement statement, String sql) {
    FutureTask<@Nullable SQLException> outcome =
        new FutureTask<>(
            () -> {
              try {
                Bench.rows(statement.executeQuery(sql));
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    new Thread(outcome, "query").start();
    return outcome;
  }

  private static void works(Connection connection) throws SQLException {
    assertEquals(
        List.of("1|2", "2|4", "3|6"),
        Bench.rows(connection, "SELECT id, twice(id) FROM t ORDER BY id"));
  }

  @EachTarget
  void cancelStopsAGuest(Target target) throws Exception {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE, Guests.endless("endless"));
      for (String sql : List.of(STREAM, FOLDED)) {
        try (Statement statement = connection.createStatement()) {
          SQLException e = stopped(statement, sql, statement::cancel);
          assertEquals("57014", e.getSQLState());
        }
        works(connection);
      }
    }
  }

  @EachTarget
  void closingTheStatementStopsAGuest(Target target) throws Exception {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE, Guests.endless("endless"));
      for (String sql : List.of(STREAM, FOLDED)) {
        Statement statement = connection.createStatement();
        stopped(statement, sql, statement::close);
        assertTrue(statement.isClosed());
        works(connection);
      }
    }
  }

  @EachTarget
  void closingOrAbortingTheConnectionStopsAGuest(Target target) throws Exception {
    try (Database database = target.database()) {
      Comparison.fill(database);
      try (Connection connection = database.connect()) {
        Guests.run(connection, Guests.TWICE, Guests.endless("endless"));
      }
      for (String sql : List.of(STREAM, FOLDED)) {
        Connection closed = database.connect();
        stopped(closed.createStatement(), sql, closed::close);
        assertTrue(closed.isClosed());
        Connection aborted = database.connect();
        stopped(aborted.createStatement(), sql, () -> abort(aborted));
        aborted.close();
      }
      try (Connection connection = database.connect()) {
        works(connection);
      }
    }
  }

  /** Not every target's driver has abort; the guests end whatever it says. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      assertNotNull(e.getMessage());
    }
  }

  @EachTarget
  void anInterruptStopsAGuestAndStays(Target target) throws Exception {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE, Guests.endless("endless"));
      for (String sql : List.of(STREAM, FOLDED)) {
        AtomicBoolean flag = new AtomicBoolean();
        try (Statement statement = connection.createStatement()) {
          FutureTask<SQLException> outcome =
              new FutureTask<>(
                  () -> {
                    try {
                      Bench.rows(statement.executeQuery(sql));
                      throw new AssertionError("the query was not stopped");
                    } catch (SQLException e) {
                      flag.set(Thread.interrupted());
                      return e;
                    }
                  });
          Thread caller = new Thread(outcome, "query");
          caller.start();
          Leaks.awaitGuest();
          caller.interrupt();
          assertEquals("57014", outcome.get(60, TimeUnit.SECONDS).getSQLState());
          assertTrue(flag.get(), "the flag");
        }
        Leaks.assertNone();
        works(connection);
      }
    }
  }

  @EachTarget
  void theTimeoutCoversGuests(Target target) throws Exception {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE, Guests.endless("endless"));
      for (String sql : List.of(STREAM, FOLDED)) {
        try (Statement statement = connection.createStatement()) {
          statement.setQueryTimeout(1);
          FutureTask<@Nullable SQLException> outcome = query(statement, sql);
          SQLException e = assertInstanceOf(SQLException.class, outcome.get(60, TimeUnit.SECONDS));
          assertEquals("57014", e.getSQLState());
          assertFalse(e instanceof SQLTimeoutException);
        }
        Leaks.assertNone();
        works(connection);
      }
    }
  }

  /** A query that keeps the target busy for a minute, with a function beside it. */
  private static String slow(Target target, boolean function) {
    String column = function ? "twice(1 + x)" : "1 + x";
    return switch (target) {
      case POSTGRESQL ->
          "SELECT " + column + " FROM (SELECT 1 AS x FROM (SELECT pg_sleep(60)) p) s";
      case MARIADB -> "SELECT " + column + " FROM (SELECT SLEEP(60) AS x) s";
      case H2 ->
          "SELECT "
              + column
              + " FROM (SELECT COUNT(*) AS x FROM SYSTEM_RANGE(1, 1000000) a"
              + " CROSS JOIN SYSTEM_RANGE(1, 1000000) b) s";
      case SQLITE ->
          "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 100000000000)"
              + " SELECT "
              + column
              + " FROM (SELECT COUNT(*) AS x FROM c) s";
      case DUCKDB ->
          "SELECT "
              + column
              + " FROM (SELECT COUNT(*) AS x FROM range(10000000) a,"
              + " range(10000000) b WHERE a.range % 7 = b.range % 11) s";
    };
  }

  @EachTarget
  void cancelAndTimeoutReachTheTargetToo(Target target) throws Exception {
    assumeFalse(target == Target.SQLITE, "SQLite does not say of which type x is before it runs");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (Statement statement = connection.createStatement()) {
        FutureTask<@Nullable SQLException> outcome = query(statement, slow(target, true));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!outcome.isDone() && System.nanoTime() < end) {
          // The target may not have begun: a cancel before that stops nothing.
          Thread.sleep(100);
          statement.cancel();
        }
        assertNotNull(outcome.get(30, TimeUnit.SECONDS));
      }
      works(connection);
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(1);
        FutureTask<@Nullable SQLException> outcome = query(statement, slow(target, true));
        assertNotNull(outcome.get(30, TimeUnit.SECONDS));
      }
      works(connection);
      Leaks.assertNone();
    }
  }

  /** One thread in a call of the target; what others do needs no lock that it holds. */
  @EachTarget
  void aBlockedCallBlocksNobodyElse(Target target) throws Exception {
    assumeTrue(
        target == Target.POSTGRESQL || target == Target.MARIADB,
        target + " runs in this JVM, and its own driver may lock its connection");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      for (boolean function : new boolean[] {false, true}) {
        try (Statement blocked = connection.createStatement()) {
          CountDownLatch started = new CountDownLatch(1);
          FutureTask<@Nullable SQLException> outcome =
              new FutureTask<>(
                  () -> {
                    started.countDown();
                    try {
                      Bench.rows(blocked.executeQuery(slow(target, function)));
                      return null;
                    } catch (SQLException e) {
                      return e;
                    }
                  });
          new Thread(outcome, "blocked").start();
          started.await();
          Thread.sleep(300);
          FutureTask<Boolean> others =
              new FutureTask<>(
                  () -> {
                    // Left open: MariaDB's driver closes no statement while another one runs.
                    Statement other = connection.createStatement();
                    other.setFetchSize(5);
                    other.setMaxRows(5);
                    return connection.getMetaData().getDriverName() != null
                        && !connection.isClosed()
                        && !other.isClosed()
                        && other.getFetchSize() == 5
                        && other.getConnection() == connection
                        && connection.prepareStatement("SELECT 1").getConnection() == connection;
                  });
          new Thread(others, "others").start();
          assertTrue(others.get(20, TimeUnit.SECONDS));
          assertFalse(outcome.isDone());
          blocked.cancel();
          assertNotNull(outcome.get(30, TimeUnit.SECONDS));
        }
        works(connection);
      }
    }
  }
}
