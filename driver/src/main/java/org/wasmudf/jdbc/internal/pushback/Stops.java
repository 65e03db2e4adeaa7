package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;

/**
 * What stops an execution between and during its own statements on the target: cancel from any
 * thread, the statement's timeout, an interrupt. Cancelling takes no lock.
 */
final class Stops implements AutoCloseable {
  private final StatementContext context;
  private final AutoCloseable registration;
  private volatile boolean cancelled;
  private volatile @Nullable Statement running;

  Stops(StatementContext context) {
    this.context = context;
    this.registration = context.onCancel(this::cancel);
  }

  private void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It is closed or has no cancel: there is nothing to stop, and nobody to tell.
      }
    }
  }

  /**
   * Before a step.
   *
   * @throws SQLException 57014 where the statement is to stop
   */
  void check() throws SQLException {
    if (cancelled) {
      throw SqlErrors.of(SqlState.STOPPED, "The statement was cancelled.");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw SqlErrors.of(
          SqlState.STOPPED, "The statement was interrupted; the interrupt stays set.");
    }
    left();
  }

  /** What is left of the timeout in nanoseconds; Long.MAX_VALUE for none. */
  private long left() throws SQLException {
    long deadline = context.deadlineNanos();
    if (deadline == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw SqlErrors.of(
          SqlState.STOPPED, "The statement's timeout has passed. Set a longer query timeout.");
    }
    return left;
  }

  /** A step of one statement. */
  interface Step {
    void run() throws SQLException;
  }

  /** Runs a step on a statement, which cancel and timeout stop. */
  void run(Statement statement, Step step) throws SQLException {
    check();
    long left = left();
    int before = -1;
    if (left != Long.MAX_VALUE) {
      before = statement.getQueryTimeout();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(left + TimeUnit.SECONDS.toNanos(1) - 1);
      statement.setQueryTimeout((int) Math.min(seconds, Integer.MAX_VALUE));
    }
    running = statement;
    try {
      if (cancelled) {
        throw SqlErrors.of(SqlState.STOPPED, "The statement was cancelled.");
      }
      step.run();
    } finally {
      running = null;
      if (before >= 0) {
        // Some targets keep the timeout with the connection.
        statement.setQueryTimeout(before);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      registration.close();
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "The execution could not be forgotten: " + e + ".", e);
    }
  }
}
