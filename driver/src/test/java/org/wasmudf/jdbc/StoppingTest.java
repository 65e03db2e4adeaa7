package org.wasmudf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another thread can do to a guest that never ends by itself. */
class StoppingTest {
  private static final String STREAM = "SELECT endless(x) FROM SYSTEM_RANGE(1, 3)";
  private static final String FOLDED = "SELECT x FROM SYSTEM_RANGE(1, 3) WHERE x = endless(1)";

  @TempDir Path store;
  private Connection connection;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void open() throws SQLException {
    connection = Guests.connect(store);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Guests.endless("endless"));
      statement.execute(Guests.times("twice", 2));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    threads.shutdownNow();
  }

  private interface Stop {
    void run() throws SQLException;
  }

  /** Repeats a stop until the work fails: before it has begun, there is nothing to stop. */
  private SQLException stopped(Callable<?> work, Stop stop) throws Exception {
    Future<?> running = threads.submit(work);
    while (true) {
      try {
        stop.run();
        running.get(50, TimeUnit.MILLISECONDS);
        throw new AssertionError("an endless function has ended");
      } catch (ExecutionException e) {
        return assertInstanceOf(SQLException.class, e.getCause());
      } catch (TimeoutException e) {
        assertFalse(running.isDone());
      }
    }
  }

  private void works() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertEquals(List.of(2L), Guests.column(statement.executeQuery("SELECT twice(1)")));
    }
  }

  @Test
  void cancelStopsAStreamAndTheStatementStaysUsable() throws Exception {
    try (Statement statement = connection.createStatement()) {
      SQLException e =
          stopped(() -> Guests.column(statement.executeQuery(STREAM)), statement::cancel);
      assertEquals("57014", e.getSQLState());
      assertEquals(List.of(6L), Guests.column(statement.executeQuery("SELECT twice(3)")));
    }
    works();
  }

  @Test
  void cancelStopsAFoldedCall() throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(FOLDED)) {
      SQLException e = stopped(statement::executeQuery, statement::cancel);
      assertEquals("57014", e.getSQLState());
    }
    works();
  }

  @Test
  void cancelStopsABatchBeforeTheTargetRunsAnyOfIt() throws Exception {
    try (Statement setup = connection.createStatement()) {
      setup.execute("CREATE TABLE t(v BIGINT)");
    }
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO t VALUES (endless(?))")) {
      statement.setLong(1, 1);
      statement.addBatch();
      SQLException e = stopped(statement::executeBatch, statement::cancel);
      assertInstanceOf(BatchUpdateException.class, e);
      assertEquals("57014", e.getSQLState());
    }
    try (Statement statement = connection.createStatement()) {
      assertEquals(List.of(0L), Guests.column(statement.executeQuery("SELECT COUNT(*) FROM t")));
    }
    works();
  }

  @Test
  void closingTheStatementStopsIt() throws Exception {
    Statement statement = connection.createStatement();
    stopped(() -> Guests.column(statement.executeQuery(STREAM)), statement::close);
    assertTrue(statement.isClosed());
    Statement folded = connection.createStatement();
    stopped(() -> Guests.column(folded.executeQuery(FOLDED)), folded::close);
    works();
  }

  @Test
  void closingTheConnectionStopsEverything() throws Exception {
    Statement statement = connection.createStatement();
    stopped(() -> Guests.column(statement.executeQuery(STREAM)), connection::close);
    assertTrue(connection.isClosed());
    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT twice(1)"));
  }

  @Test
  void abortStopsGuestsWhateverTheTargetDoes() throws Exception {
    Statement statement = connection.createStatement();
    stopped(() -> Guests.column(statement.executeQuery(STREAM)), () -> connection.abort(threads));
  }

  @Test
  void anInterruptStopsAndStays() throws Exception {
    Thread[] runner = new Thread[1];
    boolean[] flag = new boolean[1];
    try (Statement statement = connection.createStatement()) {
      SQLException e =
          stopped(
              () -> {
                runner[0] = Thread.currentThread();
                try {
                  return Guests.column(statement.executeQuery(STREAM));
                } finally {
                  flag[0] = Thread.interrupted();
                }
              },
              () -> {
                if (runner[0] != null) {
                  runner[0].interrupt();
                }
              });
      assertEquals("57014", e.getSQLState());
      assertTrue(flag[0]);
    }
    works();
  }

  @Test
  void anOpenStreamEndsWithItsStatementAndItsConnection() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("SELECT twice(x) FROM SYSTEM_RANGE(1, 100000)");
    assertTrue(rows.next());
    statement.close();
    assertTrue(rows.isClosed());
    Statement other = connection.createStatement();
    ResultSet more = other.executeQuery("SELECT twice(x) FROM SYSTEM_RANGE(1, 100000)");
    assertTrue(more.next());
    connection.close();
    assertTrue(more.isClosed());
    assertThrows(SQLException.class, more::next);
  }

  @Test
  void anotherExecutionEndsTheRowsBefore() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet streamed = statement.executeQuery("SELECT twice(x) FROM SYSTEM_RANGE(1, 100000)");
      assertTrue(streamed.next());
      ResultSet folded =
          statement.executeQuery("SELECT x FROM SYSTEM_RANGE(1, 9) WHERE x > twice(1)");
      assertTrue(streamed.isClosed());
      assertTrue(folded.next());
      ResultSet plain = statement.executeQuery("SELECT 1");
      assertTrue(folded.isClosed());
      assertTrue(plain.next());
      assertFalse(statement.execute("CREATE TABLE made(x INT)"));
      assertTrue(plain.isClosed());
    }
  }
}
