package org.wasmudf.jdbc.internal.proxy;

import java.sql.BatchUpdateException;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ExplainRows;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.bridge.BridgeCalls;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.stream.LocalRows;
import org.wasmudf.jdbc.internal.stream.StreamExecutor;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.store.Catalog;

/**
 * The caller's prepared statement. A text that is the target's alone runs on the target's
 * statement, which every setter reaches at once. For any other the parameters are remembered, and
 * set on whatever runs in its place.
 *
 * <p>Functions may be registered after a text was prepared: each execution begins with a look at
 * the catalog. A statement of the target whose text has become ours remembers its parameters beside
 * setting them, and runs as planned once it knows all of them.
 */
class ProxyPreparedStatement extends DelegatingPreparedStatement {
  /** The caller's text, null for a statement that the target made for itself. */
  private final @Nullable String sql;

  /** The way of the text, null while it is the target's alone. */
  private @Nullable Route route;

  /** What the setters gave, null while the text is the target's alone. */
  private @Nullable RecordedParameters parameters;

  /** The catalog that the way was found with, where the target's statement may still run. */
  private @Nullable Catalog known;

  /** Whether the target's statement is the one that runs. */
  private boolean passing;

  /** Whether the target's statement holds entries of a batch. */
  private boolean batching;

  /** Whether a setter was called since the last execution. */
  private boolean binding;

  private @Nullable List<RecordedParameters> entries;

  /** A statement that the target made for itself. */
  ProxyPreparedStatement(ProxyConnection connection, PreparedStatement target) {
    this(connection, target, Preparer.PLAIN, null, null);
  }

  /**
   * A text that is the target's alone.
   *
   * @param known the catalog that says so
   */
  ProxyPreparedStatement(
      ProxyConnection connection,
      PreparedStatement target,
      Preparer preparer,
      @Nullable String sql,
      @Nullable Catalog known) {
    super(connection, target, preparer, target);
    this.sql = sql;
    this.known = known;
    this.passing = true;
  }

  /**
   * A text of ours, or with registered functions in it.
   *
   * @param delegate holds the settings
   */
  @SuppressWarnings("NullAway") // there is no prepared statement of the target
  ProxyPreparedStatement(
      ProxyConnection connection,
      Statement delegate,
      Preparer preparer,
      String sql,
      Route route,
      RecordedParameters parameters) {
    super(connection, delegate, preparer, null);
    this.sql = sql;
    this.route = route;
    this.parameters = parameters;
  }

  @Override
  final @Nullable RecordedParameters recorded() throws SQLException {
    if (passing && !binding) {
      binding = true;
      look();
    }
    return parameters;
  }

  /** Finds the way of the target's text again where the catalog is another one. */
  private void look() throws SQLException {
    String text = sql;
    if (text == null) {
      return;
    }
    Catalog now = connection.session().latest();
    if (now == known) {
      return;
    }
    known = now;
    Route found = connection.session().route(text);
    if (found == null) {
      route = null;
      parameters = null;
    } else {
      if (parameters == null || parameters.count() != found.parameterCount()) {
        parameters = new RecordedParameters(found.parameterCount());
      }
      route = found;
    }
  }

  /** The way of what the caller asks now; null where it is the target's statement. */
  private @Nullable Route current() throws SQLException {
    if (passing) {
      look();
      RecordedParameters recorded = parameters;
      binding = false;
      if (route == null || recorded == null || batching || !recorded.complete()) {
        return null;
      }
      passing = false;
    }
    return planned();
  }

  /** The plan, made again where functions were registered or dropped since. */
  final Route planned() throws SQLException {
    ensureOpen();
    settle();
    Route found = Objects.requireNonNull(route);
    if (found instanceof Route.Planned plan) {
      found = connection.session().renewed(plan);
      route = found;
    }
    return found;
  }

  /** The way of a description, which needs no parameters; null for the target's. */
  private @Nullable Route described() throws SQLException {
    if (passing) {
      look();
    }
    return route == null ? null : planned();
  }

  final RecordedParameters values() {
    return Objects.requireNonNull(parameters);
  }

  private Outcome run(Route way, Expected expected) throws SQLException {
    return run(way, values(), preparer(), expected);
  }

  private @Nullable Route begin() throws SQLException {
    end();
    return current();
  }

  @Override
  public @Nullable ResultSet executeQuery() throws SQLException {
    Route way = begin();
    return way == null ? super.executeQuery() : rows(run(way, Expected.ROWS));
  }

  @Override
  public int executeUpdate() throws SQLException {
    Route way = begin();
    return way == null ? super.executeUpdate() : smallCount(run(way, Expected.COUNT));
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    Route way = begin();
    return way == null ? super.executeLargeUpdate() : run(way, Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public boolean execute() throws SQLException {
    Route way = begin();
    return way == null ? super.execute() : run(way, Expected.ANY).resultSet() != null;
  }

  @Override
  public void clearParameters() throws SQLException {
    binding = false;
    if (passing) {
      super.clearParameters();
    } else {
      ensureOpen();
    }
    if (parameters != null) {
      parameters.clear();
    }
  }

  @Override
  public void addBatch() throws SQLException {
    if (current() == null) {
      batching = true;
      super.addBatch();
      return;
    }
    if (entries == null) {
      entries = new ArrayList<>();
    }
    entries.add(values().copy());
  }

  @Override
  public void clearBatch() throws SQLException {
    super.clearBatch();
    batching = false;
    entries = null;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    if (passing) {
      end();
      batching = false;
      return super.executeBatch();
    }
    return MixedBatch.small(executeEntries(ProxyPreparedStatement::smallBatch));
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    if (passing) {
      end();
      batching = false;
      return super.executeLargeBatch();
    }
    return executeEntries(PreparedStatement::executeLargeBatch);
  }

  private interface BatchRun {
    long[] run(PreparedStatement target) throws SQLException;
  }

  private static long[] smallBatch(PreparedStatement target) throws SQLException {
    return Arrays.stream(target.executeBatch()).asLongStream().toArray();
  }

  private long[] executeEntries(BatchRun batchRun) throws SQLException {
    end();
    List<RecordedParameters> batch = entries == null ? List.of() : entries;
    entries = null;
    Route now = planned();
    if (batch.isEmpty()) {
      return new long[0];
    }
    if (now instanceof Route.Planned planned && Generated.takesBatches(planned)) {
      return onTarget(planned, batch, batchRun);
    }
    long[] counts = new long[0];
    for (RecordedParameters entry : batch) {
      try {
        long count = run(now, entry, preparer(), Expected.COUNT).updateCount();
        counts = Arrays.copyOf(counts, counts.length + 1);
        counts[counts.length - 1] = count;
      } catch (SQLException e) {
        throw failed(e, counts);
      } finally {
        end();
      }
    }
    return counts;
  }

  /** All functions are evaluated before the target runs the first entry. */
  private long[] onTarget(Route.Planned planned, List<RecordedParameters> batch, BatchRun batchRun)
      throws SQLException {
    PreparedStatement target = substitute(planned, preparer());
    Execution execution = start();
    target.clearBatch();
    BridgeCalls calls = calls(batch.get(0), execution);
    try (Execution.Stop stop = execution.whileRunning(() -> cancelQuietly(target));
        calls) {
      try {
        for (RecordedParameters entry : batch) {
          new Runner(this, execution, entry, preparer()).bind(planned, target);
          target.addBatch();
        }
        execution.check();
      } catch (SQLException e) {
        target.clearBatch();
        throw failed(e, new long[0]);
      }
      if (calls == null) {
        return batchRun.run(target);
      }
      calls.resume();
      return batchRun.run(target);
    } catch (SQLException e) {
      SQLException own = calls == null ? e : calls.failure(e);
      if (own == e) {
        throw e;
      }
      // SQLite's driver does not tell what ran before.
      throw failed(own, new long[0]);
    }
  }

  private static BatchUpdateException failed(SQLException e, long[] counts) {
    return new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e);
  }

  /** As the target describes what would run; null for statements without rows. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    Route now = described();
    if (now == null) {
      return super.getMetaData();
    }
    if (now instanceof Route.Own own) {
      return own.isQuery() ? describe(own) : null;
    }
    Route.Planned planned = (Route.Planned) now;
    PreparedStatement target = substitute(planned, preparer());
    ResultSetMetaData metaData = target.getMetaData();
    StatementPlan plan =
        planned.plan() instanceof StatementPlan.Returning returning
            ? returning.rows()
            : planned.plan();
    return plan instanceof StatementPlan.Stream stream && metaData != null
        ? StreamExecutor.describe(stream, metaData, connection.delegate)
        : metaData;
  }

  /** Our relations are small: the columns are those of all rows. */
  private ResultSetMetaData describe(Route.Own own) throws SQLException {
    Execution execution = start();
    DdlResult.Rows described;
    if (own.statement() instanceof DdlStatement.Explain explain) {
      described = ExplainRows.columns(explain.analyze());
    } else {
      DdlStatement all = own.statement();
      if (all instanceof DdlStatement.ReadRelation read) {
        all = new DdlStatement.ReadRelation(read.relation(), read.columns(), null, List.of());
      }
      described = (DdlResult.Rows) connection.session().ddl().execute(all, RecordedParameters.NONE);
    }
    try (ResultSet rows = LocalRows.of(described, execution)) {
      return rows.getMetaData();
    }
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    Route now = described();
    if (now == null) {
      return super.getParameterMetaData();
    }
    if (now instanceof Route.Planned planned) {
      PreparedStatement target = substitute(planned, preparer());
      return PlannedParameters.of(Generated.parameters(planned), target, Generated.echo(planned));
    }
    return PlannedParameters.untyped(values().count());
  }

  @Override
  @Nullable Route begin(String text) throws SQLException {
    if (passing) {
      return super.begin(text);
    }
    throw SqlErrors.of(
        SqlState.WRONG_STATE,
        "A PreparedStatement runs the text that it was prepared with. Use the methods without a text, or createStatement.");
  }

  @Override
  public void addBatch(String text) throws SQLException {
    if (passing) {
      super.addBatch(text);
    } else {
      begin(text);
    }
  }

  /**
   * The target's, which logs and tests read the SQL from; the text where there is no one statement
   * of the target whose words it could have.
   */
  @Override
  public String toString() {
    return passing ? delegate.toString() : String.valueOf(sql);
  }
}
