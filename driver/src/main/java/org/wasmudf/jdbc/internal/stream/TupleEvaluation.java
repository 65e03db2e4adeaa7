package org.wasmudf.jdbc.internal.stream;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.store.SqlType;

/**
 * Evaluates one call for every row of a query, to the end: the next batch is fetched while the one
 * before is evaluated. Arguments convert as those of a streamed query do. A row on which the
 * function fails is a tuple with a failure, and the rest goes on.
 */
public final class TupleEvaluation implements AutoCloseable {
  /** How many rows are tried behind one that failed. */
  private static final int AFTER_FAILURE = 16;

  private static final int GROWTH = 4;

  private final ValueExpr.Call call;
  private final List<ResultMap.Argument> keys;
  private final SqlType type;
  private final StatementContext context;
  private final StreamStatistics statistics = new StreamStatistics();
  private final GuestSession session;
  private final Cancellation cancellation;
  private final BufferAllocator allocator;
  private final PlanCompiler compiler;

  private @Nullable PreparedStatement statement;
  private @Nullable ResultSet cursor;
  private @Nullable TargetColumns columns;
  private @Nullable BatchSource source;
  private @Nullable BatchEvaluator evaluator;
  private GuestSession.@Nullable Pending<BatchEvaluator.Evaluated> running;
  private int timeoutBefore = -1;
  private int most = Integer.MAX_VALUE;

  /**
   * Makes the guests ready.
   *
   * @param call whose pushed values are columns of the query
   * @param keys of each tuple: Long, String, byte[] or LocalDate by their kind, null for NULL
   */
  public TupleEvaluation(
      ValueExpr.Call call,
      List<ResultMap.Argument> keys,
      BoundParameters parameters,
      StatementContext context,
      Guests guests) {
    this.call = call;
    this.keys = keys;
    this.type = call.function().signature().returns();
    this.context = context;
    this.session = guests.sessions().get();
    this.cancellation = new Cancellation(session);
    this.allocator = ArrowMemory.child("tuples");
    this.compiler = new PlanCompiler(session, guests.modules(), parameters, allocator, statistics);
  }

  public StreamStatistics statistics() {
    return statistics;
  }

  /**
   * Runs the query and evaluates the call.
   *
   * @throws SQLException the target's own, as it came; as {@link StreamExecutor#execute} for what
   *     belongs to no row
   */
  public void run(
      String sql, List<Binding> bindings, BoundParameters parameters, Guests guests, TupleSink sink)
      throws SQLException {
    try {
      cancellation.register(context);
      Operand result = compiler.operand(call);
      open(sql, bindings, parameters, guests, result);
      evaluate(sink);
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    } catch (OutOfMemoryException e) {
      throw SqlErrors.of(
          SqlState.OUT_OF_MEMORY,
          "A batch did not fit into memory outside the heap: "
              + e.getMessage()
              + ". Set a smaller wasmudf.batch_rows.",
          e);
    }
  }

  private void open(
      String sql, List<Binding> bindings, BoundParameters parameters, Guests guests, Operand result)
      throws SQLException {
    long begin = System.nanoTime();
    PreparedStatement prepared =
        context
            .target()
            .prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement = prepared;
    ConstantEvaluator.bind(bindings, parameters, prepared, context, guests);
    boolean postgresql = context.dialect().equals(Dialect.POSTGRESQL);
    if (postgresql) {
      prepared.setFetchSize(FetchSize.FIRST_ROWS);
    } else if (context.dialect().equals(Dialect.MYSQL)) {
      // MariaDB's driver streams only where it is told how many rows to fetch at once.
      prepared.setFetchSize(context.batchRows());
    }
    long left = left();
    if (left != Long.MAX_VALUE) {
      // Some targets keep the timeout with the connection, so it is set back at the end.
      timeoutBefore = prepared.getQueryTimeout();
      long seconds = (left + 999_999_999) / 1_000_000_000;
      prepared.setQueryTimeout((int) Math.min(seconds, Integer.MAX_VALUE));
    }
    cancellation.target(prepared);
    ResultSet rows = prepared.executeQuery();
    cursor = rows;
    TargetColumns target = TargetColumns.of(context.dialect(), context.target());
    columns = target;
    read(rows, target, result, postgresql);
    statistics.targetNanos += System.nanoTime() - begin;
  }

  private void read(ResultSet rows, TargetColumns target, Operand result, boolean portions)
      throws SQLException {
    ResultSetMetaData description = rows.getMetaData();
    List<IntFunction<Column>> makers = new ArrayList<>();
    for (int i = 1; i <= description.getColumnCount(); i++) {
      makers.add(target.maker(description, i, true));
    }
    FetchCancel fetching = portions ? new FetchCancel(target::cancelQuery) : null;
    if (fetching != null) {
      cancellation.fetching(fetching);
    }
    source =
        new BatchSource(
            rows,
            makers,
            context.batchRows(),
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            statistics,
            null,
            fetching,
            portions ? new FetchSize(context.batchRows()) : null);
    List<Operand> outputs = new ArrayList<>();
    List<UnaryOperator<Column>> views = new ArrayList<>();
    for (ResultMap.Argument key : keys) {
      outputs.add(compiler.operand(new ValueExpr.Pushed(key.key())));
      views.add(Column::argument);
    }
    outputs.add(result);
    views.add(UnaryOperator.identity());
    evaluator =
        new BatchEvaluator(
            compiler.operands(), List.of(), outputs, views, 0, Long.MAX_VALUE, statistics);
  }

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

  private void evaluate(TupleSink sink) throws SQLException, GuestException {
    Batch batch = read();
    while (true) {
      Batch next = null;
      boolean fetched = batch.last();
      int from = 0;
      do {
        submit(batch, from);
        if (!fetched) {
          next = read();
          fetched = true;
        }
        from = take(batch, from, await(), sink);
      } while (from < batch.rows());
      if (batch.failure() instanceof SQLException e) {
        throw e;
      } else if (batch.failure() instanceof RuntimeException e) {
        throw e;
      }
      if (next == null) {
        return;
      }
      batch = next;
    }
  }

  private Batch read() throws SQLException {
    BatchSource rows = source();
    rows.budget(left());
    return rows.read().unnumbered();
  }

  private BatchSource source() {
    BatchSource rows = source;
    if (rows == null) {
      throw new IllegalStateException("the query is not open");
    }
    return rows;
  }

  private BatchEvaluator evaluator() {
    BatchEvaluator known = evaluator;
    if (known == null) {
      throw new IllegalStateException("the query is not open");
    }
    return known;
  }

  private void submit(Batch batch, int from) throws SQLException {
    int to = (int) Math.min(batch.rows(), (long) from + most);
    BatchEvaluator own = evaluator();
    long left = left();
    if (left != Long.MAX_VALUE) {
      session.timeout(Duration.ofNanos(left));
    }
    running = session.submit(() -> own.evaluate(batch, from, to));
  }

  private BatchEvaluator.Evaluated await() throws GuestException {
    GuestSession.Pending<BatchEvaluator.Evaluated> pending = running;
    if (pending == null) {
      throw new IllegalStateException("no batch is in evaluation");
    }
    long start = System.nanoTime();
    BatchEvaluator.Evaluated evaluated = pending.await();
    running = null;
    statistics.waitNanos += System.nanoTime() - start;
    return evaluated;
  }

  /**
   * Hands a slice over.
   *
   * @return the first row that is not evaluated yet
   */
  private int take(Batch batch, int from, BatchEvaluator.Evaluated evaluated, TupleSink sink)
      throws SQLException {
    Slice slice = evaluated.slice();
    for (Slice.RowWarning warning : slice.warnings()) {
      sink.warning(warning.message(), warning.cause());
    }
    int count = slice.rows().count();
    for (int i = 0; i < count; i++) {
      int row = slice.rows().index()[i];
      int last = keys.size();
      Object result =
          ConstantEvaluator.FoldedValue.of(
              type, slice.columns()[last], slice.constant()[last] ? 0 : row);
      sink.tuple(keys(slice, row), result, null);
    }
    int failed = from + count;
    if (failed < evaluated.next() && slice.failure() instanceof SQLException failure) {
      sink.tuple(keys(batch, failed), null, failure);
      most = AFTER_FAILURE;
      return failed + 1;
    }
    most = (int) Math.min((long) most * GROWTH, Integer.MAX_VALUE);
    return evaluated.next();
  }

  private List<@Nullable Object> keys(Slice slice, int row) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      values.add(value(slice.columns()[i], row, keys.get(i).form().kind()));
    }
    return values;
  }

  private List<@Nullable Object> keys(Batch batch, int row) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(keys.size());
    for (ResultMap.Argument key : keys) {
      values.add(value(batch.columns()[key.key()].argument(), row, key.form().kind()));
    }
    return values;
  }

  private static @Nullable Object value(Column column, int row, KeyForm.Kind kind)
      throws SQLException {
    if (column.isNull(row)) {
      return null;
    }
    return switch (kind) {
      case LONG -> column.getLong(row);
      case TEXT -> column.getString(row);
      case BYTES -> column.getBytes(row);
      case DATE -> column.getLocalDate(row);
    };
  }

  /**
   * Stops what still runs and frees everything. Idempotent where it succeeds.
   *
   * @throws SQLException the target's own, once all is freed
   */
  @Override
  public void close() throws SQLException {
    StreamExecution.Closing closing = new StreamExecution.Closing();
    BatchEvaluator own = evaluator;
    if (own == null) {
      closing.run(compiler::close);
      closing.run(session::close);
    } else {
      closing.run(() -> GuestStop.close(session, running, own));
    }
    closing.run(allocator::close);
    closing.run(cancellation::end);
    ResultSet rows = cursor;
    if (rows != null) {
      closing.run(rows::close);
    }
    PreparedStatement prepared = statement;
    if (prepared != null) {
      if (timeoutBefore >= 0) {
        closing.run(() -> prepared.setQueryTimeout(timeoutBefore));
      }
      closing.run(prepared::close);
    }
    TargetColumns converting = columns;
    if (converting != null) {
      closing.run(converting::close);
    }
    Throwable problem = closing.problem();
    if (problem instanceof SQLException e) {
      throw e;
    } else if (problem != null) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "The query could not be ended: " + problem + ".", problem);
    }
  }
}
