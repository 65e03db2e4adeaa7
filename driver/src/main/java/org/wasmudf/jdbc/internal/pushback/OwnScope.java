package org.wasmudf.jdbc.internal.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.rewriter.dialect.Dialect;

/**
 * A transaction of ours where the caller has none: what an attempt makes is gone with it. Whoever
 * else uses the connection meanwhile waits until it is in autocommit again.
 */
final class OwnScope implements TargetScope {
  /** MariaDB: a table of an engine without transactions was changed, and stays so. */
  private static final int NOT_ROLLED_BACK = 1196;

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
  public boolean fail(Throwable why) {
    try {
      return restore(target, why);
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

  /**
   * Rolls back and sets autocommit; each once more where it fails, since nobody else does it.
   *
   * @return whether nothing is left
   */
  private static boolean restore(Connection target, Throwable why) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (target.isClosed() || target.getAutoCommit()) {
          return false;
        }
        boolean undone = rollback(target);
        target.setAutoCommit(true);
        return undone;
      } catch (SQLException | RuntimeException e) {
        if (e != why) {
          why.addSuppressed(e);
        }
      }
    }
    return false;
  }

  /** By text, since MariaDB's driver gives a statement's warnings only. */
  private static boolean rollback(Connection target) throws SQLException {
    String product = target.getMetaData().getDatabaseProductName();
    if (!Dialect.named(product).equals(Dialect.MYSQL)) {
      // By text DuckDB's driver would not notice.
      target.rollback();
      return true;
    }
    try (Statement statement = target.createStatement()) {
      statement.execute("ROLLBACK");
      SQLWarning warning = statement.getWarnings();
      while (warning != null) {
        if (warning.getErrorCode() == NOT_ROLLED_BACK) {
          return false;
        }
        warning = warning.getNextWarning();
      }
      return true;
    }
  }
}
