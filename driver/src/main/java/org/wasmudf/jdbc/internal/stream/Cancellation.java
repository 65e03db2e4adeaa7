package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.runtime.GuestSession;

/** Stops an execution from any thread: the guests first, then the target. Takes no lock. */
final class Cancellation implements Runnable {
  private final GuestSession session;
  private volatile @Nullable Statement statement;
  private volatile @Nullable Statement echo;
  private volatile @Nullable FetchCancel fetching;
  private volatile boolean cancelled;
  private @Nullable AutoCloseable registration;

  Cancellation(GuestSession session) {
    this.session = session;
  }

  /** Lets the statement's cancel, abort and close reach this. */
  void register(StatementContext context) {
    registration = context.onCancel(this);
  }

  /** The target's statement, stopped at once where the cancel came before it. */
  void target(Statement target) throws SQLException {
    statement = target;
    if (cancelled) {
      target.cancel();
    }
  }

  /** What the target runs for batches of rows, likewise. */
  void echo(Statement target) throws SQLException {
    echo = target;
    if (cancelled) {
      target.cancel();
    }
  }

  /** Portions of rows that are fetched after the execution. */
  void fetching(FetchCancel fetch) {
    fetching = fetch;
  }

  @Override
  public void run() {
    cancelled = true;
    session.cancel();
    stop(echo);
    Statement target = statement;
    if (target != null) {
      try {
        target.cancel();
        FetchCancel fetch = fetching;
        if (fetch != null) {
          fetch.cancel();
        }
      } catch (SQLException e) {
        // It is closed or has no cancel: there is nothing to stop, and nobody to tell.
      }
    }
  }

  private static void stop(@Nullable Statement running) {
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        // It is closed or has no cancel, as below.
      }
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  void end() throws Exception {
    statement = null;
    echo = null;
    if (registration != null) {
      registration.close();
    }
  }
}
