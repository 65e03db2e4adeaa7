package org.wasmudf.jdbc.internal.bridge;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.Guests;
import org.wasmudf.jdbc.internal.stream.RowCalls;
import org.wasmudf.rewriter.plan.StatementPlan;

/** The names of one prepared statement's functions. */
public final class Lease implements AutoCloseable {
  private final StatementPlan.Bridge plan;
  private final List<Slot> slots;
  private volatile @Nullable BridgeCalls last;
  private boolean closed;

  Lease(StatementPlan.Bridge plan, List<Slot> slots) {
    this.plan = plan;
    this.slots = List.copyOf(slots);
  }

  /** The plan that it was made for. */
  public StatementPlan.Bridge plan() {
    return plan;
  }

  /** The text that the target prepares. */
  public String sql() {
    return plan.sql(slots.stream().map(Slot::name).toList());
  }

  /**
   * Lets the functions answer for one execution, with guests of its own.
   *
   * @throws SQLException where a function cannot be made ready or a parameter does not convert
   */
  public BridgeCalls open(BoundParameters parameters, StatementContext context, Guests guests)
      throws SQLException {
    RowCalls calls =
        RowCalls.open(
            plan.functions().stream().map(StatementPlan.Bridge.Function::call).toList(),
            parameters,
            context,
            guests);
    BridgeCalls opened = new BridgeCalls(plan, slots, calls);
    last = opened;
    return opened;
  }

  /**
   * Whether a call of the last execution failed. SQLite's driver says so once more when the
   * statement is closed by another thread.
   */
  public boolean hasFailed() {
    BridgeCalls known = last;
    return known != null && known.hasFailed();
  }

  /** Gives the names back. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      slots.forEach(Slot::free);
    }
  }
}
