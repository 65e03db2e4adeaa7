package org.wasmudf.jdbc.internal.stream;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;

/**
 * A transaction around a cursor, where the caller has none and the target hands out rows in
 * portions only within one (PostgreSQL: without it the driver keeps the whole result in memory).
 * The caller's own transaction is never touched, and whatever else the caller runs on the
 * connection finds it in autocommit again.
 */
final class OwnTransaction {
  private final Connection target;
  private final TargetColumns columns;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AutoCloseable registration;
  private final FetchCancel fetching;

  private OwnTransaction(
      Connection target,
      TargetColumns columns,
      StatementContext.Settling settling,
      StatementContext context)
      throws SQLException {
    this.target = target;
    this.columns = columns;
    this.fetching = new FetchCancel(columns::cancelQuery);
    target.setAutoCommit(false);
    this.registration = context.borrow(settling);
  }

  /**
   * Begins one, before the query runs.
   *
   * @param settling reads what is left of the rows and ends the transaction, before anything else
   *     runs on the connection
   * @return null where none is of use, or the caller has one
   * @throws SQLException the target's own
   */
  static @Nullable OwnTransaction begin(
      StatementContext context, TargetColumns columns, StatementContext.Settling settling)
      throws SQLException {
    return columns.fetchesInTransaction()
        ? new OwnTransaction(context.target(), columns, settling, context)
        : null;
  }

  /** Begins again with nothing, after the query could not be started. */
  void restart() throws SQLException {
    target.rollback();
  }

  /** What stops the fetch of a portion. */
  FetchCancel fetching() {
    return fetching;
  }

  /**
   * Ends it, if it is open, as autocommit would have.
   *
   * @throws SQLException the target's own; the connection is in autocommit even then
   */
  void end() throws SQLException {
    if (!open.compareAndSet(true, false)) {
      return;
    }
    try (AutoCloseable forgotten = registration) {
      if (target.isClosed()) {
        return;
      }
      if (columns.transactionFailed()) {
        target.rollback();
      }
      try {
        target.setAutoCommit(true);
      } catch (SQLException e) {
        restore(e);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw SqlErrors.of(SqlState.INTERNAL_ERROR, "The transaction could not be ended: " + e, e);
    }
  }

  private void restore(SQLException why) {
    try {
      target.rollback();
      target.setAutoCommit(true);
    } catch (SQLException second) {
      why.addSuppressed(second);
    }
  }
}
