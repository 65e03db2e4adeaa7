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
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ExplainRows;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.stream.LocalRows;
import org.wasmudf.jdbc.internal.stream.StreamExecutor;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * A prepared statement of ours, or with registered functions in it. Parameters are remembered and
 * set on whatever runs in its place; the target's statement below holds only the settings.
 */
final class PlannedPreparedStatement extends RecordingPreparedStatement {
  private final String sql;
  private Route route;
  private @Nullable List<RecordedParameters> entries;

  PlannedPreparedStatement(
      ProxyConnection connection, Statement delegate, Preparer preparer, String sql, Route route) {
    super(connection, delegate, preparer, route.parameterCount());
    this.sql = sql;
    this.route = route;
  }

  /** The plan, made again where functions were registered or dropped since. */
  private Route current() throws SQLException {
    ensureOpen();
    if (route instanceof Route.Planned planned) {
      route = connection.session().renewed(planned);
    }
    return route;
  }

  private Outcome run(Expected expected) throws SQLException {
    end();
    return run(current(), parameters, preparer(), expected);
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rows(run(Expected.ROWS));
  }

  @Override
  public int executeUpdate() throws SQLException {
    return smallCount(run(Expected.COUNT));
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return run(Expected.LARGE_COUNT).updateCount();
  }

  @Override
  public boolean execute() throws SQLException {
    return run(Expected.ANY).resultSet() != null;
  }

  @Override
  public void clearParameters() throws SQLException {
    ensureOpen();
    parameters.clear();
  }

  @Override
  public void addBatch() throws SQLException {
    ensureOpen();
    if (entries == null) {
      entries = new ArrayList<>();
    }
    entries.add(parameters.copy());
  }

  @Override
  public void clearBatch() throws SQLException {
    super.clearBatch();
    entries = null;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return MixedBatch.small(executeEntries(PlannedPreparedStatement::smallBatch));
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
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
    Route now = current();
    if (batch.isEmpty()) {
      return new long[0];
    }
    if (now instanceof Route.Planned planned && !(planned.plan() instanceof StatementPlan.Stream)) {
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
    PreparedStatement target = substitute(Generated.sql(planned), preparer());
    Execution execution = start();
    target.clearBatch();
    try (Execution.Stop stop = execution.whileRunning(() -> cancelQuietly(target))) {
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
      return batchRun.run(target);
    }
  }

  private static BatchUpdateException failed(SQLException e, long[] counts) {
    return new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e);
  }

  /** As the target describes what would run; null for statements without rows. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    Route now = current();
    if (now instanceof Route.Own own) {
      return own.isQuery() ? describe(own) : null;
    }
    Route.Planned planned = (Route.Planned) now;
    PreparedStatement target = substitute(Generated.sql(planned), preparer());
    ResultSetMetaData metaData = target.getMetaData();
    return planned.plan() instanceof StatementPlan.Stream stream && metaData != null
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
    Route now = current();
    if (now instanceof Route.Planned planned) {
      PreparedStatement target = substitute(Generated.sql(planned), preparer());
      return PlannedParameters.of(Generated.parameters(planned), target);
    }
    return PlannedParameters.untyped(parameters.count());
  }

  @Override
  @Nullable Route begin(String text) throws SQLException {
    throw SqlErrors.of(
        SqlState.WRONG_STATE,
        "A PreparedStatement runs the text that it was prepared with. Use the methods without a text, or createStatement.");
  }

  @Override
  public void addBatch(String text) throws SQLException {
    begin(text);
  }

  /** The text: there is no one statement of the target whose words it could have. */
  @Override
  public String toString() {
    return sql;
  }
}
