package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Limits, timeouts, cancel, and transactions around a streamed query. */
class ControlsTest {
  @EachTarget
  void maxRowsAndFetchSize(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement()) {
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery("SELECT twice(qty) FROM item ORDER BY id")) {
        assertEquals(List.of("20", "26"), Bench.rows(rows));
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM item WHERE twice(qty) > 20 OR twice(qty) < 15 ORDER BY id")) {
        assertEquals(List.of("2", "3"), Bench.rows(rows));
      }
      statement.setMaxRows(0);
      statement.setFetchSize(2);
      try (ResultSet rows = statement.executeQuery("SELECT twice(qty) FROM item ORDER BY id")) {
        assertEquals(List.of("20", "26", "14", "null", "80"), Bench.rows(rows));
      }
    }
  }

  @EachTarget
  void timeoutStopsAGuest(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement()) {
      statement.setQueryTimeout(1);
      SQLException stopped =
          assertThrows(
              SQLException.class,
              () -> {
                try (ResultSet rows = statement.executeQuery("SELECT endless(qty) FROM item")) {
                  rows.next();
                }
              });
      assertEquals("57014", stopped.getSQLState(), stopped.getMessage());
      statement.setQueryTimeout(0);
      assertEquals(List.of("20"), shop.rows("SELECT twice(qty) FROM item WHERE id = 1"));
    }
  }

  @EachTarget
  void cancelFromAnotherThreadStopsAGuest(Target target) throws Exception {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement()) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      Thread canceller =
          new Thread(
              () -> {
                try {
                  begun.await();
                  // The guest may not have been reached yet, so it is asked more than once.
                  while (!done.await(50, TimeUnit.MILLISECONDS)) {
                    statement.cancel();
                  }
                } catch (InterruptedException | SQLException e) {
                  throw new AssertionError(e);
                }
              });
      canceller.start();
      SQLException stopped =
          assertThrows(
              SQLException.class,
              () -> {
                try (ResultSet rows = statement.executeQuery("SELECT endless(qty) FROM item")) {
                  begun.countDown();
                  rows.next();
                }
              });
      begun.countDown();
      done.countDown();
      canceller.join();
      assertEquals("57014", stopped.getSQLState(), stopped.getMessage());
      assertFalse(shop.connection.isClosed());
      assertEquals(List.of("20"), shop.rows("SELECT twice(qty) FROM item WHERE id = 1"));
    }
  }

  @EachTarget
  void transactionsAreTheCallers(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Connection other = shop.database.connect()) {
      shop.connection.setAutoCommit(false);
      shop.run("INSERT INTO item (id, name, qty) VALUES (7, 'nut', twice(4))");
      assertEquals(List.of("16"), shop.rows("SELECT twice(qty) FROM item WHERE id = 7"));
      shop.connection.rollback();
      assertEquals(List.of(), shop.rows("SELECT twice(qty) FROM item WHERE id = 7"));
      shop.connection.commit();
      shop.run("INSERT INTO item (id, name, qty) VALUES (8, 'nut', twice(4))");
      SQLException trapped =
          assertThrows(
              SQLException.class, () -> shop.rows("SELECT trap13(qty) FROM item ORDER BY id"));
      assertEquals("38W01", trapped.getSQLState());
      assertEquals(List.of("16"), shop.rows("SELECT twice(qty) FROM item WHERE id = 8"));
      shop.connection.commit();
      assertEquals(List.of("16"), Bench.rows(other, "SELECT twice(qty) FROM item WHERE id = 8"));
    }
  }

  @EachTarget
  void savepointsWhereTheTargetHasThem(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      shop.connection.setAutoCommit(false);
      if (!shop.connection.getMetaData().supportsSavepoints()) {
        return;
      }
      Savepoint before = shop.connection.setSavepoint();
      shop.run("INSERT INTO item (id, qty) VALUES (9, twice(8))");
      shop.connection.rollback(before);
      assertEquals(List.of("5"), shop.rows("SELECT COUNT(*) FROM item"));
      shop.connection.commit();
    }
  }

  @EachTarget
  void secondStatementWhileAStreamIsOpen(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement first = shop.connection.createStatement();
        ResultSet rows = first.executeQuery("SELECT id, twice(qty) FROM item ORDER BY id")) {
      assertTrue(rows.next());
      assertEquals(List.of("5"), shop.rows("SELECT COUNT(*) FROM item"));
      assertEquals(List.of("20"), shop.rows("SELECT twice(qty) FROM item WHERE id = 1"));
      int seen = 1;
      while (rows.next()) {
        seen++;
      }
      assertEquals(5, seen);
    }
  }
}
