package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.bridge.BridgeCalls;
import org.wasmudf.jdbc.internal.bridge.Lease;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * The caller's statement over the target's. A text without anything of ours goes to the target's
 * statement as it is; any other runs elsewhere, and its results take the place of the target's
 * until the next execution.
 *
 * <p>Longer than most: every execute method of JDBC and each of its overloads is here.
 */
class ProxyStatement extends DelegatingStatement {
  final ProxyConnection connection;
  private final Preparer preparer;
  private @Nullable StatementSettings settings;
  private volatile @Nullable Warnings warnings;
  private @Nullable ProxyResultSet rows;
  private @Nullable ProxyResultSet keys;
  private @Nullable Substitute substitute;
  private @Nullable MixedBatch batch;

  /** Results that are not the delegate's; null where they are. */
  private volatile @Nullable Outcome outcome;

  /** Whether the target's driver translates JDBC's escapes. */
  private boolean escapes = true;

  private volatile boolean closed;

  /** What cancel stops besides the delegate. */
  private volatile @Nullable Execution execution;

  ProxyStatement(ProxyConnection connection, Statement delegate, Preparer preparer) {
    super(delegate);
    this.connection = connection;
    this.preparer = preparer;
  }

  /** Whether this is the caller's statement for that one of the target. */
  boolean stands(Statement target) {
    Substitute other = substitute;
    return target == delegate || (other != null && target == other.statement());
  }

  Preparer preparer() {
    return preparer;
  }

  /** Made with the first setter: most statements have none. */
  final StatementSettings settings() {
    StatementSettings known = settings;
    if (known == null) {
      known = new StatementSettings();
      settings = known;
    }
    return known;
  }

  final void warn(SQLWarning warning) {
    Warnings known = warnings;
    if (known == null) {
      known = new Warnings();
      warnings = known;
    }
    known.add(warning);
  }

  @Override
  final void settle() {
    connection.settle();
  }

  @Override
  @Nullable Connection wrap(@Nullable Connection value) {
    return value == null ? null : connection;
  }

  /** One wrapper for one result set, also where getResultSet returns it a second time. */
  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet value) {
    ProxyResultSet known = rows;
    if (known == null || known.delegate != value) {
      known = connection.wrap(value, this);
      rows = known;
    }
    return known;
  }

  final @Nullable ResultSet wrapKeys(@Nullable ResultSet value) {
    ProxyResultSet known = keys;
    if (known == null || known.delegate != value) {
      known = value == null ? null : ProxyResultSet.keys(connection, this, value);
      keys = known;
    }
    return known;
  }

  /**
   * The way of a text, with the results of the execution before it ended; null for the target's.
   */
  @Nullable Route begin(String sql) throws SQLException {
    end();
    settle();
    Route route = route(sql);
    if (route != null) {
      ensureOpen();
    }
    return route;
  }

  /** The way of a text of this statement; null for the target's. */
  final @Nullable Route route(String sql) throws SQLException {
    return connection.session().route(sql, escapes);
  }

  /** Ends what the execution before has left, where that was not the delegate's. */
  final void end() throws SQLException {
    if (warnings != null) {
      warnings = null;
    }
    Outcome before = outcome;
    if (before != null) {
      outcome = null;
      before.close();
    }
  }

  /** The target's own exception where the statement is closed. */
  final void ensureOpen() throws SQLException {
    if (delegate.isClosed()) {
      delegate.getConnection();
      throw SqlErrors.of(
          SqlState.STATEMENT_CLOSED, "The statement is closed. Create another on the connection.");
    }
  }

  /** Runs what is not the target's alone; its results are this statement's from then on. */
  final Outcome run(Route route, RecordedParameters parameters, Preparer prepare, Expected expected)
      throws SQLException {
    Execution started = start();
    Outcome result = new Runner(this, started, parameters, prepare).run(route, expected);
    outcome = result;
    if (closed) {
      // Closed by another thread while this one ran.
      end();
      ensureOpen();
    }
    return result;
  }

  /** Evaluates the call of a function; its value is the only one of the only row. */
  final ResultSet value(Route.Planned route, RecordedParameters parameters) throws SQLException {
    Execution started = start();
    Outcome result = new Runner(this, started, parameters, preparer).value(route);
    outcome = result;
    return rows(result);
  }

  /** Begins an execution: cancel reaches it from now on, and the timeout runs. */
  final Execution start() {
    Execution started = new Execution(this, settings().queryTimeout());
    execution = started;
    return started;
  }

  static void cancelQuietly(Statement target) {
    try {
      target.cancel();
    } catch (SQLException e) {
      // It is closed or has no cancel: there is nothing to stop, and nobody to tell.
    }
  }

  private Outcome run(Route route, Preparer prepare, Expected expected) throws SQLException {
    if (route.parameterCount() > 0 && route.readsParameters()) {
      throw SqlErrors.of(
          SqlState.PARAMETER_NOT_SET,
          "Parameter 1 is not set: the text has ?. Run it with prepareStatement.");
    }
    return run(route, RecordedParameters.NONE, prepare, expected);
  }

  /**
   * The prepared statement of the target that a rewritten text runs on, with the caller's settings.
   * It stays for the next execution of the same text.
   */
  final PreparedStatement substitute(String sql, Preparer prepare) throws SQLException {
    Substitute known = substitute;
    if (known == null || known.lease() != null || !known.fits(sql, prepare)) {
      closeSubstitute();
      known = new Substitute(sql, prepare, prepare.prepare(connection.delegate, sql), null);
      substitute = known;
    }
    settings().apply(known.statement());
    return known.statement();
  }

  /** The same for the text of a plan, whose functions the target may call. */
  final PreparedStatement substitute(Route.Planned route, Preparer prepare) throws SQLException {
    if (!(route.plan() instanceof StatementPlan.Bridge bridge)) {
      return substitute(Generated.sql(route), prepare);
    }
    Substitute known = substitute;
    if (known == null
        || known.lease() == null
        || !known.fits(bridge.sql(), prepare)
        || !known.lease().plan().equals(bridge)) {
      closeSubstitute();
      known = bridged(bridge, prepare);
      substitute = known;
    }
    settings().apply(known.statement());
    return known.statement();
  }

  /** A statement whose functions the target calls. */
  private Substitute bridged(StatementPlan.Bridge plan, Preparer prepare) throws SQLException {
    Lease lease = connection.session().bridge().lease(plan);
    try {
      PreparedStatement made = prepare.prepare(connection.delegate, lease.sql());
      return new Substitute(plan.sql(), prepare, made, lease);
    } catch (SQLException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** The functions of the statement that {@link #substitute} gave, ready for one execution. */
  final @Nullable BridgeCalls calls(RecordedParameters parameters, Execution of)
      throws SQLException {
    Substitute known = substitute;
    return known == null || known.lease() == null
        ? null
        : known.lease().open(parameters, of, connection.session().guests());
  }

  private void closeSubstitute() throws SQLException {
    Substitute before = substitute;
    substitute = null;
    if (before != null) {
      before.close();
    }
  }

  static ResultSet rows(Outcome outcome) throws SQLException {
    ResultSet rows = outcome.resultSet();
    if (rows == null) {
      throw SqlErrors.of(
          SqlState.NOT_A_QUERY,
          "The statement returns no rows. Use executeUpdate or execute for it.");
    }
    return rows;
  }

  static int smallCount(Outcome outcome) throws SQLException {
    return (int) Math.min(outcome.updateCount(), Integer.MAX_VALUE);
  }

  @Override
  public @Nullable ResultSet executeQuery(String sql) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? wrap(delegate.executeQuery(sql))
        : rows(run(route, preparer, Expected.ROWS));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeUpdate(sql)
        : smallCount(run(route, preparer, Expected.COUNT));
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeUpdate(sql, autoGeneratedKeys)
        : smallCount(run(route, Preparer.keys(autoGeneratedKeys), Expected.COUNT));
  }

  @Override
  public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeUpdate(sql, columnIndexes)
        : smallCount(run(route, Preparer.keys(columnIndexes), Expected.COUNT));
  }

  @Override
  public int executeUpdate(String sql, String[] columnNames) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeUpdate(sql, columnNames)
        : smallCount(run(route, Preparer.keys(columnNames), Expected.COUNT));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeLargeUpdate(sql)
        : run(route, preparer, Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeLargeUpdate(sql, autoGeneratedKeys)
        : run(route, Preparer.keys(autoGeneratedKeys), Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeLargeUpdate(sql, columnIndexes)
        : run(route, Preparer.keys(columnIndexes), Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.executeLargeUpdate(sql, columnNames)
        : run(route, Preparer.keys(columnNames), Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.execute(sql)
        : run(route, preparer, Expected.ANY).resultSet() != null;
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.execute(sql, autoGeneratedKeys)
        : run(route, Preparer.keys(autoGeneratedKeys), Expected.ANY).resultSet() != null;
  }

  @Override
  public boolean execute(String sql, int[] columnIndexes) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.execute(sql, columnIndexes)
        : run(route, Preparer.keys(columnIndexes), Expected.ANY).resultSet() != null;
  }

  @Override
  public boolean execute(String sql, String[] columnNames) throws SQLException {
    Route route = begin(sql);
    return route == null
        ? delegate.execute(sql, columnNames)
        : run(route, Preparer.keys(columnNames), Expected.ANY).resultSet() != null;
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    if (batch == null && route(sql) == null) {
      delegate.addBatch(sql);
    } else {
      ensureOpen();
      if (batch == null) {
        batch = new MixedBatch(this);
      }
      batch.add(sql);
    }
  }

  @Override
  public void clearBatch() throws SQLException {
    batch = null;
    delegate.clearBatch();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    end();
    settle();
    MixedBatch mixed = batch;
    batch = null;
    return mixed == null ? delegate.executeBatch() : MixedBatch.small(mixed.execute());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    end();
    settle();
    MixedBatch mixed = batch;
    batch = null;
    return mixed == null ? delegate.executeLargeBatch() : mixed.execute();
  }

  /** Runs one entry of a batch that is not the target's alone. */
  long executeEntry(Route route) throws SQLException {
    try {
      return run(route, preparer, Expected.COUNT).updateCount();
    } finally {
      end();
    }
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    Outcome own = outcome;
    return own == null ? super.getResultSet() : own.resultSet();
  }

  @Override
  public int getUpdateCount() throws SQLException {
    Outcome own = outcome;
    return own == null ? super.getUpdateCount() : smallCount(own);
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    Outcome own = outcome;
    return own == null ? super.getLargeUpdateCount() : own.updateCount();
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    Outcome own = outcome;
    return own == null ? super.getMoreResults() : own.moreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    Outcome own = outcome;
    return own == null ? super.getMoreResults(current) : own.moreResults(current);
  }

  @Override
  public @Nullable ResultSet getGeneratedKeys() throws SQLException {
    Outcome own = outcome;
    return own == null ? wrapKeys(delegate.getGeneratedKeys()) : own.generatedKeys();
  }

  /** The target's warnings, then ours. */
  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    Outcome own = outcome;
    SQLWarning theirs = own == null ? super.getWarnings() : own.warnings();
    Warnings ours = warnings;
    return ours == null ? theirs : ours.behind(theirs);
  }

  @Override
  public void clearWarnings() throws SQLException {
    Outcome own = outcome;
    if (own != null) {
      own.clearWarnings();
    }
    warnings = null;
    super.clearWarnings();
  }

  /** Stops the target and the guests, from any thread and without a lock. */
  @Override
  public void cancel() throws SQLException {
    Execution own = execution;
    if (own != null) {
      own.cancel();
    }
    Outcome results = outcome;
    if (results != null) {
      results.cancel();
    }
    super.cancel();
  }

  /** Stops what still runs; idempotent. */
  @Override
  public void close() throws SQLException {
    closed = true;
    Execution own = execution;
    if (own != null) {
      own.cancel();
    }
    List<AutoCloseable> parts = new ArrayList<>(3);
    parts.add(delegate);
    if (substitute != null) {
      parts.add(this::closeSubstitute);
    }
    if (outcome != null) {
      parts.add(this::end);
    }
    Closing.closeLastFirst(parts);
  }

  /** Closes the rows of an execution where they are still the current ones. */
  final void closeOutcome(Execution of) throws SQLException {
    Outcome own = outcome;
    if (own != null && execution == of) {
      own.close();
    }
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    super.closeOnCompletion();
    settings().closeOnCompletion();
  }

  /** A result set of this statement was closed; the target knows of its own ones by itself. */
  void completed() throws SQLException {
    if (outcome != null && settings().isCloseOnCompletion()) {
      close();
    }
  }

  @Override
  public void setMaxRows(int max) throws SQLException {
    super.setMaxRows(max);
    settings().maxRows(max, statement -> statement.setMaxRows(max));
  }

  @Override
  public void setLargeMaxRows(long max) throws SQLException {
    super.setLargeMaxRows(max);
    settings().maxRows(max, statement -> statement.setLargeMaxRows(max));
  }

  @Override
  public void setFetchSize(int size) throws SQLException {
    super.setFetchSize(size);
    settings().fetchSize(size);
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    super.setMaxFieldSize(max);
    settings().maxFieldSize(max);
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    super.setQueryTimeout(seconds);
    settings().queryTimeout(seconds);
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    super.setEscapeProcessing(enable);
    escapes = enable;
    settings().remember("escape", statement -> statement.setEscapeProcessing(enable));
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    super.setFetchDirection(direction);
    settings().remember("direction", statement -> statement.setFetchDirection(direction));
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    super.setCursorName(name);
    settings().remember("cursor", statement -> statement.setCursorName(name));
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    super.setPoolable(poolable);
    settings().remember("poolable", statement -> statement.setPoolable(poolable));
  }
}
