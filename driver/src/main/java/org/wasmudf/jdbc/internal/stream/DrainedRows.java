package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** The rows of an execution, all evaluated before the caller has the first one. */
final class DrainedRows implements RowSource {
  private final RowSource execution;
  private final Deque<Slice> slices = new ArrayDeque<>();

  private DrainedRows(RowSource execution) {
    this.execution = execution;
  }

  /**
   * Reads an execution to its end.
   *
   * @throws SQLException what any row fails with; the execution is closed then
   */
  static DrainedRows of(RowSource execution) throws SQLException {
    DrainedRows rows = new DrainedRows(execution);
    try {
      Slice slice = execution.next(null);
      while (slice != null) {
        rows.slices.add(slice);
        Throwable failure = slice.failure();
        slice = slice.end() && failure == null ? null : execution.next(failure);
      }
      return rows;
    } catch (SQLException | RuntimeException e) {
      try {
        execution.close();
      } catch (SQLException second) {
        if (second != e) {
          e.addSuppressed(second);
        }
      }
      throw e;
    }
  }

  @Override
  public boolean isClosed() {
    return execution.isClosed();
  }

  @Override
  public @Nullable ResultSet cursor() {
    return execution.cursor();
  }

  @Override
  public @Nullable Slice next(@Nullable Throwable reached) throws SQLException {
    if (execution.isClosed()) {
      throw SqlErrors.of(
          SqlState.WRONG_STATE, "The result set is closed. Run the statement again.");
    }
    return slices.poll();
  }

  @Override
  public void close() throws SQLException {
    execution.close();
  }
}
