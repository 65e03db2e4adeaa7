package org.wasmudf.jdbc.internal.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;

/**
 * A transaction of ours where the caller has none: what an attempt makes is gone with it. Whoever
 * else uses the connection meanwhile waits until it is in autocommit again.
 */
final class OwnScope implements TargetScope {
  private final Connection target;
  private final AutoCloseable registration;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);

  private OwnScope(Connection target, StatementContext context) {
    this.target = target;
    this.registration = context.borrow(this::settle);
  }

  static OwnScope begin(StatementContext context) throws SQLException {
    Connection target = context.target();
    try {
      target.setAutoCommit(false);
    } catch (SQLException | RuntimeException e) {
      restore(target, e);
      throw e;
    }
    return new OwnScope(target, context);
  }

  /** Waits for the attempt's end; the attempt itself does not wait. */
  private void settle() {
    boolean interrupted = false;
    while (Thread.currentThread() != owner && ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void succeed() throws SQLException {
    try {
      target.setAutoCommit(true);
    } catch (SQLException | RuntimeException e) {
      restore(target, e);
      throw e;
    } finally {
      forget();
    }
  }

  @Override
  public void fail(Throwable why) {
    try {
      restore(target, why);
    } finally {
      try {
        forget();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
  }

  private void forget() throws SQLException {
    try {
      registration.close();
    } catch (Exception e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "The transaction could not be forgotten: " + e + ".", e);
    } finally {
      ended.countDown();
    }
  }

  /** Rolls back and sets autocommit; each once more where it fails, since nobody else does it. */
  private static void restore(Connection target, Throwable why) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (target.isClosed() || target.getAutoCommit()) {
          return;
        }
        target.rollback();
        target.setAutoCommit(true);
        return;
      } catch (SQLException | RuntimeException e) {
        if (e != why) {
          why.addSuppressed(e);
        }
      }
    }
  }
}
