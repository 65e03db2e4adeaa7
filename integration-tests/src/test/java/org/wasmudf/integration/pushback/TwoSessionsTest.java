package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Target;

/**
 * A statement that changes rows by a function while another session changes them too gives what it
 * gives with the target's own function: on the rows as they are when their lock is free.
 */
final class TwoSessionsTest {
  private static final long PATIENCE_SECONDS = 60;

  /** What the other session does before, and commits as soon as the statement waits for it. */
  private static final List<String> WRITERS =
      List.of(
          "UPDATE work SET qty = qty + 1000 WHERE id IN (3, 5, 8)",
          "UPDATE work SET qty = 2 WHERE id <= 6",
          "UPDATE work SET qty = NULL, note = 'another' WHERE id = 4",
          "DELETE FROM work WHERE id IN (3, 4)");

  private static final List<String> STATEMENTS =
      List.of(
          "UPDATE work SET cust = {small}(qty) WHERE id < 12",
          "UPDATE work SET cust = {bytes}(note) + 1 WHERE {small}(qty) > 6",
          "UPDATE work SET cust = -1 WHERE {small}(qty) > 6",
          "UPDATE work SET qty = {small}(qty) * 2, note = {tag}(note)",
          "DELETE FROM work WHERE {small}(qty) > 6",
          "DELETE FROM work WHERE {bytes}(note) > 1100 AND {odd}(qty)");

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void concurrentWriterChangesWhatTheFunctionReads(Target target) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int level :
        new int[] {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ}) {
      try (Orders orders = new Orders(target);
          Connection writer = orders.database.connectDirect();
          Connection watcher = orders.database.connectDirect()) {
        writer.setAutoCommit(false);
        for (String written : WRITERS) {
          for (String sql : STATEMENTS) {
            for (boolean transaction : new boolean[] {false, true}) {
              Race race = new Race(target, writer, watcher, written, sql, level, transaction);
              String difference = Sides.difference(orders, race::run);
              if (!difference.isEmpty() && !race.outOfSight(difference)) {
                wrong.add(race + ": " + difference);
              }
            }
          }
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
  }

  /** A statement and a writer that it waits for. */
  private record Race(
      Target target,
      Connection writer,
      Connection watcher,
      String written,
      String sql,
      int level,
      boolean transaction) {
    String run(Connection connection, String prefix) throws SQLException {
      connection.setTransactionIsolation(level);
      if (transaction) {
        connection.setAutoCommit(false);
        // The snapshot of REPEATABLE READ is taken here.
        assertEquals(List.of("30"), Bench.rows(connection, "SELECT COUNT(*) FROM work"));
      }
      Natives.run(writer, written);
      CompletableFuture<Result> statement =
          CompletableFuture.supplyAsync(() -> Result.of(connection, Sides.text(sql, prefix)));
      try {
        awaitLock(statement);
      } finally {
        writer.commit();
      }
      Result result = await(statement);
      if (result.refused()) {
        return "refused";
      }
      if (transaction) {
        if (result.failure() == null) {
          connection.commit();
        } else {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
      return (result.failure() == null
              ? result.updates() + " updated"
              : "failed with " + result.failure().getSQLState())
          + Bench.rows(watcher, "SELECT id, cust, qty, note FROM work ORDER BY id");
    }

    /**
     * Whether it failed by itself because it would have to read values that are newer than its
     * transaction's snapshot. MariaDB's UPDATE does see them, and no query of ours can; nothing is
     * changed then.
     */
    boolean outOfSight(String difference) {
      return target == Target.MARIADB
          && transaction
          && level == Connection.TRANSACTION_REPEATABLE_READ
          && difference.contains("found    failed with 40001");
    }

    /** Until the statement stands at the writer's lock, or has ended without. */
    private void awaitLock(CompletableFuture<Result> statement) throws SQLException {
      long start = System.nanoTime();
      while (!statement.isDone() && !waiting()) {
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw new AssertionError("neither done nor waiting: " + this);
        }
        // InnoDB gathers its list anew only where nobody has asked for a tenth of a second.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(target == Target.MARIADB ? 105 : 2));
      }
    }

    private boolean waiting() throws SQLException {
      return !Bench.rows(
              watcher,
              target == Target.POSTGRESQL
                  ? "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND"
                      + " wait_event_type = 'Lock'"
                  : "SELECT trx_id FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK"
                      + " WAIT'")
          .isEmpty();
    }

    private static Result await(CompletableFuture<Result> statement) {
      try {
        return statement.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new AssertionError("the statement does not end", e);
      }
    }

    @Override
    public String toString() {
      return sql
          + " against "
          + written
          + (level == Connection.TRANSACTION_READ_COMMITTED
              ? ", READ COMMITTED"
              : ", REPEATABLE READ")
          + (transaction ? ", in a transaction" : ", in autocommit");
    }
  }
}
