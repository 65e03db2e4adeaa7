package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;

/**
 * Calls of one execution over values that come one row at a time, converted and evaluated as the
 * rows of a stream are. Confined to one thread at a time, but for what cancels; owns the guests.
 */
public final class RowCalls implements AutoCloseable {
  private final GuestSession session;
  private final BufferAllocator allocator;
  private final PlanCompiler compiler;
  private final Cancellation cancellation;
  private final StatementContext context;
  private final StreamStatistics statistics = new StreamStatistics();

  /** For each call the operands that it needs, in order; its own is the last. */
  private final List<List<Operand>> operands = new ArrayList<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /** What is left of the statement's timeout, in nanoseconds; Long.MAX_VALUE for no timeout. */
  private long budget;

  private long begun;

  private RowCalls(BoundParameters parameters, StatementContext context, Guests guests) {
    this.context = context;
    this.session = guests.sessions().get();
    this.allocator = ArrowMemory.child("rows");
    this.compiler = new PlanCompiler(session, guests.modules(), parameters, allocator, statistics);
    this.cancellation = new Cancellation(session);
    long deadline = context.deadlineNanos();
    this.budget = deadline == Long.MAX_VALUE ? deadline : deadline - System.nanoTime();
  }

  /**
   * Makes calls ready; their {@link ValueExpr.Pushed} are the values of a row.
   *
   * @throws SQLException as {@link StreamExecutor#execute}
   */
  public static RowCalls open(
      List<ValueExpr.Call> calls,
      BoundParameters parameters,
      StatementContext context,
      Guests guests)
      throws SQLException {
    RowCalls made = new RowCalls(parameters, context, guests);
    try {
      made.cancellation.register(context);
      for (ValueExpr.Call call : calls) {
        List<Operand> needed = new ArrayList<>();
        made.compile(call, needed);
        made.operands.add(needed);
      }
      return made;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        made.close();
      } catch (SQLException | RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void compile(ValueExpr value, List<Operand> needed) throws SQLException {
    if (value instanceof ValueExpr.Call call) {
      for (ValueExpr argument : call.arguments()) {
        compile(argument, needed);
      }
    }
    needed.add(compiler.operand(value));
  }

  /**
   * The time of the statement's timeout runs from now to {@link #pause}.
   *
   * @throws SQLException 57014 where it is over, or the statement was cancelled
   */
  public void resume() throws SQLException {
    if (cancellation.isCancelled()) {
      throw SqlErrors.of(SqlState.STOPPED, "The statement was cancelled.");
    }
    if (budget != Long.MAX_VALUE) {
      if (budget <= 0) {
        throw SqlErrors.of(
            SqlState.STOPPED, "The statement's timeout has passed. Set a longer query timeout.");
      }
      begun = System.nanoTime();
      session.timeout(Duration.ofNanos(budget));
    }
  }

  /** The reader does something else now. */
  public void pause() {
    if (budget != Long.MAX_VALUE) {
      session.timeout(Duration.ZERO);
      budget -= System.nanoTime() - begun;
    }
  }

  /**
   * Evaluates a call, counted from 0.
   *
   * @param values one for each value of the row: null, Long, Double, String or byte[]
   * @return the result as its only row
   * @throws SQLException why an argument does not convert or the guest fails; 57014
   */
  public Column evaluate(int call, @Nullable Object[] values) throws SQLException {
    Column[] columns = new Column[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] = JavaValues.column(values[i], "");
    }
    Batch batch = new Batch(columns, 1, Batch.UNNUMBERED, false, null);
    SliceState state = new SliceState(batch, 1);
    List<Operand> needed = operands.get(call);
    Operand output = needed.get(needed.size() - 1);
    try {
      session
          .submit(
              () -> {
                for (Operand operand : needed) {
                  operand.begin(batch);
                }
                output.prepare(Rows.range(0, 1), state);
                return state;
              })
          .await();
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    }
    for (SliceState.Warned warned : state.warnings()) {
      context.warn(new SQLWarning(warned.message(), "01000", 0, warned.cause()));
    }
    SQLException failure = state.failure();
    if (failure != null) {
      throw failure;
    }
    return output.column();
  }

  /** What the calls took, for EXPLAIN ANALYZE WASM. */
  public StreamStatistics statistics() {
    return statistics;
  }

  /** Stops what runs and frees the guests. Idempotent. */
  @Override
  public void close() throws SQLException {
    if (closed.getAndSet(true)) {
      return;
    }
    StreamExecution.Closing closing = new StreamExecution.Closing();
    closing.run(session::close);
    closing.run(compiler::close);
    closing.run(allocator::close);
    closing.run(cancellation::end);
    Throwable problem = closing.problem();
    if (problem != null) {
      throw SqlErrors.of(SqlState.INTERNAL_ERROR, "Freeing the guests failed: " + problem, problem);
    }
  }
}
