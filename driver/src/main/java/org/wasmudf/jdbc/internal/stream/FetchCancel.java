package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the target's query while a portion of its rows is fetched, which {@code Statement.cancel}
 * does not reach where the driver takes the query for done. A cancel that comes between two
 * portions must not hit what the connection runs next, so the reader waits for one that is under
 * way. Takes no lock.
 */
final class FetchCancel {
  private static final int IDLE = 0;
  private static final int FETCHING = 1;
  private static final int CANCELLING = 2;

  private static final long WAIT_NANOS = 100_000;

  /** Sends the cancel and returns when the target has got it. */
  interface Sender {
    void cancel() throws SQLException;
  }

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final Sender sender;
  private @Nullable Future<?> timeout;

  FetchCancel(Sender sender) {
    this.sender = sender;
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "wasmudf-fetch-timeout");
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    // No thread may outlive its use: a redeployed application's would keep its classes.
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /**
   * A fetch begins.
   *
   * @param budget nanoseconds after which it is cancelled; Long.MAX_VALUE for never
   */
  void begin(long budget) {
    state.set(FETCHING);
    if (budget != Long.MAX_VALUE) {
      timeout = TIMER.schedule(this::cancelQuietly, budget, TimeUnit.NANOSECONDS);
    }
  }

  private void cancelQuietly() {
    try {
      cancel();
    } catch (SQLException e) {
      System.getLogger(FetchCancel.class.getName())
          .log(System.Logger.Level.DEBUG, "a fetch that is out of time cannot be cancelled", e);
    }
  }

  /** A fetch has ended. */
  void end() {
    Future<?> running = timeout;
    if (running != null) {
      timeout = null;
      running.cancel(false);
    }
    while (!state.compareAndSet(FETCHING, IDLE)) {
      // Until the target has the request, which takes a round trip.
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /** From any thread; does nothing where no fetch is under way. */
  void cancel() throws SQLException {
    if (state.compareAndSet(FETCHING, CANCELLING)) {
      try {
        sender.cancel();
      } finally {
        state.set(FETCHING);
      }
    }
  }
}
