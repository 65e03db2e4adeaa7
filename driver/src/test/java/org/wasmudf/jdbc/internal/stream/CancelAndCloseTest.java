package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.jdbc.internal.stream.Streams.call;
import static org.wasmudf.jdbc.internal.stream.Streams.column;
import static org.wasmudf.jdbc.internal.stream.Streams.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/** An execution ends from any thread and in any state, and leaves nothing. */
@Timeout(60)
final class CancelAndCloseTest {
  private static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final String ROWS = "SELECT X FROM SYSTEM_RANGE(1, 1000)";

  private final CountDownLatch inside = new CountDownLatch(1);
  private Streams streams;
  private FunctionDefinition same;
  private FunctionDefinition endless;

  @BeforeEach
  void open() throws SQLException {
    streams = Streams.h2();
    streams.batchRows = 100;
    same = streams.guests.function("same", JavaGuests::first, BIGINT, BIGINT);
    endless =
        streams.guests.function(
            "endless",
            a -> {
              if (a[0] instanceof Long value && value == 500) {
                inside.countDown();
                blocker().block();
              }
              return a[0];
            },
            BIGINT,
            BIGINT);
  }

  private JavaFunction blocker() {
    return streams.guests.java(endless);
  }

  @AfterEach
  void close() throws SQLException {
    streams.close();
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Runs the action in another thread once the guest is in its endless row. */
  private AtomicReference<Exception> onceInside(Action action) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread other =
        new Thread(
            () -> {
              try {
                inside.await();
                action.run();
              } catch (Exception e) {
                failure.set(e);
              }
            });
    other.start();
    return failure;
  }

  private static void readAll(ResultSet rows) throws SQLException {
    while (rows.next()) {
      rows.getLong(1);
    }
  }

  @Test
  void cancelFromAnotherThreadStopsTheGuest() throws SQLException {
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(endless, column(0))))) {
      AtomicReference<Exception> failure = onceInside(() -> streams.cancels.forEach(Runnable::run));
      SQLException e = assertThrows(SQLException.class, () -> readAll(rows));
      assertEquals("57014", e.getSQLState());
      assertEquals(null, failure.get());
    }
  }

  @Test
  void closeFromAnotherThreadStopsTheGuest() throws SQLException {
    ResultSet rows = streams.query(plan(ROWS).select("V", call(endless, column(0))));
    AtomicReference<Exception> failure = onceInside(rows::close);
    SQLException e = assertThrows(SQLException.class, () -> readAll(rows));
    assertEquals("24000", e.getSQLState());
    assertTrue(rows.isClosed());
    assertEquals(null, failure.get());
  }

  @Test
  void anInterruptStopsTheGuestAndStaysSet() throws SQLException {
    Thread reader = Thread.currentThread();
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(endless, column(0))))) {
      onceInside(reader::interrupt);
      SQLException e = assertThrows(SQLException.class, () -> readAll(rows));
      assertEquals("57014", e.getSQLState());
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
  }

  @Test
  void aCloseWhileTheNextBatchRunsStopsIt() throws Exception {
    streams.batchRows = 64;
    ResultSet rows = streams.query(plan(ROWS).select("V", call(endless, column(0))));
    // The eighth batch, with row 500, is in evaluation as soon as the seventh is handed out.
    for (int i = 0; i < 7 * 64; i++) {
      assertTrue(rows.next());
    }
    inside.await();
    rows.close();
    streams.assertNothingLeft();
  }

  @Test
  void aStatementThatWasCancelledBeforeDoesNotStart() throws SQLException {
    streams.cancelAtOnce = true;
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> readAll(streams.query(plan(ROWS).select("V", call(same, column(0))))));
    assertEquals("57014", e.getSQLState());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 164, 500, 999, 1000})
  void aCloseAfterAnyNumberOfRowsLeavesNothing(int read) throws SQLException {
    ResultSet rows = streams.query(plan(ROWS).select("V", call(same, column(0))));
    for (int i = 0; i < read; i++) {
      assertTrue(rows.next());
    }
    rows.close();
    rows.close();
    streams.assertNothingLeft();
    assertEquals(1, streams.closedResults);
    assertTrue(rows.isClosed());
    for (Action action :
        new Action[] {
          rows::next,
          () -> rows.getLong(1),
          () -> rows.findColumn("V"),
          rows::getMetaData,
          rows::getStatement,
          rows::wasNull,
          rows::getWarnings,
          rows::getRow,
          rows::isLast,
          rows::beforeFirst,
          () -> rows.updateLong(1, 1)
        }) {
      assertEquals("24000", assertThrows(SQLException.class, action::run).getSQLState());
    }
  }

  @Test
  void theGuestsAreFreedAtTheLastRowAlready() throws SQLException {
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(same, column(0))))) {
      readAll(rows);
      streams.assertNothingLeft();
      assertFalse(rows.next());
      assertFalse(rows.isClosed());
      assertEquals("V", rows.getMetaData().getColumnLabel(1));
    }
  }

  @Test
  void theQueryTimeoutStopsTheTarget() throws SQLException {
    streams.deadline = System.nanoTime() - 1;
    SQLException e =
        assertThrows(
            SQLException.class, () -> streams.query(plan(ROWS).select("V", call(same, column(0)))));
    assertEquals("57014", e.getSQLState());
  }

  @Test
  void theTimeoutOfTheConnectionIsAsBefore() throws SQLException {
    streams.deadline = System.nanoTime() + 100_000_000_000L;
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(same, column(0))))) {
      readAll(rows);
    }
    // H2 keeps the timeout with the connection.
    assertEquals(0, streams.statement().getQueryTimeout());
  }
}
