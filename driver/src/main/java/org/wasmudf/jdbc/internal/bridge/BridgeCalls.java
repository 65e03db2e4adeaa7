package org.wasmudf.jdbc.internal.bridge;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.RowCalls;
import org.wasmudf.jdbc.internal.stream.StreamStatistics;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * What the target's calls of functions do during one execution. The target calls on the thread that
 * steps its statement and holds the connection's lock meanwhile; {@link #close} comes when it has
 * stopped stepping.
 */
public final class BridgeCalls implements AutoCloseable {
  private final List<Slot> slots;
  private final List<Body> bodies = new ArrayList<>();
  private final RowCalls calls;

  /** Why a call failed: SQLite's driver keeps only a text of it. */
  private volatile @Nullable Throwable failure;

  /** What the reader was told already; a target would start again. */
  private @Nullable SQLException told;

  private volatile boolean failed;
  private volatile boolean closed;

  BridgeCalls(StatementPlan.Bridge plan, List<Slot> slots, RowCalls calls) {
    this.slots = slots;
    this.calls = calls;
    for (int i = 0; i < slots.size(); i++) {
      StatementPlan.Bridge.Function function = plan.functions().get(i);
      Body body = new Body(i, function, function.deterministic() ? new Memo() : null);
      bodies.add(body);
      slots.get(i).bind(body);
    }
  }

  /**
   * The target is about to step.
   *
   * @throws SQLException 57014 where the statement was cancelled or its time is over; the failure
   *     of a call again
   */
  public void resume() throws SQLException {
    SQLException before = told;
    if (before != null) {
      throw before;
    }
    if (!closed) {
      calls.resume();
    }
  }

  /** The target has stepped. */
  public void pause() {
    if (!closed) {
      calls.pause();
    }
  }

  /** Whether a call has failed, so that the target's statement has an error of its own. */
  boolean hasFailed() {
    return failed;
  }

  /** What the caller gets in place of what the target threw: the failure of a call, or the same. */
  public SQLException failure(SQLException theirs) {
    Throwable own = failure;
    failure = null;
    if (own == null) {
      return theirs;
    } else if (own instanceof Error e) {
      throw e;
    }
    SQLException mine =
        own instanceof SQLException e
            ? e
            : SqlErrors.of(SqlState.INTERNAL_ERROR, "A call of a function failed: " + own, own);
    told = mine;
    return mine;
  }

  public StreamStatistics statistics() {
    return calls.statistics();
  }

  /** Frees the guests. Idempotent. */
  @Override
  public void close() throws SQLException {
    closed = true;
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).unbind(bodies.get(i));
    }
    calls.close();
  }

  /** One function of the target. */
  private final class Body implements Function<Object[], @Nullable Object> {
    private final int call;
    private final StatementPlan.Bridge.Function function;
    private final @Nullable Memo memo;

    Body(int call, StatementPlan.Bridge.Function function, @Nullable Memo memo) {
      this.call = call;
      this.function = function;
      this.memo = memo;
    }

    @Override
    public @Nullable Object apply(Object[] values) {
      Object key = memo == null ? null : Memo.key(values);
      if (memo != null && key != null) {
        Object known = memo.get(key);
        if (known != null) {
          return known == Memo.NULL ? null : known;
        }
      }
      Object result = evaluate(values);
      if (memo != null && key != null) {
        memo.put(key, result);
      }
      return result;
    }

    private @Nullable Object evaluate(Object[] values) {
      try {
        Column column = calls.evaluate(call, values);
        return SqliteResults.of(function.call().function(), column);
      } catch (SQLException | RuntimeException | Error e) {
        failure = e;
        failed = true;
        throw new CallFailure();
      }
    }
  }

  /** Ends the target's call; what it was is kept aside. */
  private static final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallFailure() {
      super("a WASM function failed", null, false, false);
    }
  }
}
