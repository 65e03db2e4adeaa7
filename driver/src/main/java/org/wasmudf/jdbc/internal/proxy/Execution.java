package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.wasmudf.jdbc.internal.Session;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.rewriter.dialect.Dialect;

/**
 * One execution of a statement that is not the target's alone: its limits, fixed when it starts,
 * and what stops it. Cancelling takes no lock.
 */
final class Execution implements StatementContext, Session.Running {
  private final ProxyStatement statement;
  private final long deadlineNanos;
  private final Set<Stop> stops = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /** One thing to stop; compared by identity, so that the same Runnable may be there twice. */
  final class Stop implements AutoCloseable {
    private final Runnable action;

    Stop(Runnable action) {
      this.action = action;
    }

    /** Runs once, whoever comes first. */
    void run() {
      if (stops.remove(this)) {
        action.run();
      }
    }

    @Override
    public void close() {
      stops.remove(this);
      if (stops.isEmpty()) {
        statement.connection.session().ended(Execution.this);
      }
    }
  }

  /**
   * @param timeoutSeconds the statement's query timeout; 0 for none
   */
  Execution(ProxyStatement statement, int timeoutSeconds) {
    this.statement = statement;
    this.deadlineNanos =
        timeoutSeconds == 0
            ? Long.MAX_VALUE
            : System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
  }

  @Override
  public Connection target() {
    return statement.connection.delegate;
  }

  @Override
  public Dialect dialect() throws SQLException {
    return statement.connection.session().dialect();
  }

  @Override
  public Statement statement() {
    return statement;
  }

  @Override
  public long maxRows() {
    return statement.settings().maxRows();
  }

  @Override
  public int fetchSize() {
    return statement.settings().fetchSize();
  }

  @Override
  public int maxFieldSize() {
    return statement.settings().maxFieldSize();
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public int batchRows() {
    return session().options().batchRows();
  }

  private Session session() {
    return statement.connection.session();
  }

  @Override
  public AutoCloseable onCancel(Runnable action) {
    session().started(this);
    return whileRunning(action);
  }

  /** As {@link #onCancel}, for what ends with the target's connection by itself. */
  Stop whileRunning(Runnable action) {
    Stop stop = new Stop(action);
    stops.add(stop);
    if (cancelled) {
      stop.run();
    }
    return stop;
  }

  @Override
  public Object wrapped(Object value) {
    return Objects.requireNonNull(statement.connection.wrapValue(value));
  }

  @Override
  public void settle() {
    session().settle();
  }

  @Override
  public AutoCloseable borrow(Settling open) {
    return session().borrow(open);
  }

  @Override
  public AutoCloseable reads(Settling open) {
    return session().reads(open);
  }

  @Override
  public void warn(SQLWarning warning) {
    statement.warn(warning);
  }

  @Override
  public void resultClosed(ResultSet rows) throws SQLException {
    statement.completed();
  }

  /** Stops what runs, and whatever is still to be registered. From any thread. */
  @Override
  public void cancel() {
    cancelled = true;
    stops.forEach(Stop::run);
  }

  /**
   * Where the target is about to run.
   *
   * @throws SQLException 57014 where a cancel has come already
   */
  void check() throws SQLException {
    if (cancelled) {
      throw SqlErrors.of(SqlState.STOPPED, "The statement was cancelled.");
    }
  }

  @Override
  public void close() throws SQLException {
    cancel();
    statement.closeOutcome(this);
  }
}
