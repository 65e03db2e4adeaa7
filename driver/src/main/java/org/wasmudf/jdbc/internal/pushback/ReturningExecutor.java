package org.wasmudf.jdbc.internal.pushback;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.Guests;
import org.wasmudf.jdbc.internal.stream.StreamExecutor;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * Runs a statement that writes and returns rows with functions over them. Where a function fails,
 * the statement has not written, as a failing function of the target's own would have it.
 */
public final class ReturningExecutor {
  private ReturningExecutor() {}

  /**
   * Runs it.
   *
   * @throws SQLException as {@link StreamExecutor#execute}, and what any row fails with
   */
  public static ResultSet execute(
      StatementPlan.Returning plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests)
      throws SQLException {
    context.settle();
    TargetScope scope = UndoingScope.begin(context);
    ResultSet rows;
    try {
      rows = StreamExecutor.executeFully(plan.rows(), parameters, context, guests);
    } catch (SQLException | RuntimeException | Error e) {
      scope.fail(e);
      throw e;
    }
    scope.succeed();
    return rows;
  }
}
