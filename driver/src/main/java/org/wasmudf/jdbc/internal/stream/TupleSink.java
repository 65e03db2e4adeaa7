package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the results of a call, tuple by tuple, in the order of the target's rows. */
public interface TupleSink {
  /**
   * One tuple.
   *
   * @param keys of the columns that were asked for, as {@link TupleEvaluation} has them
   * @param result as {@link ConstantEvaluator.FoldedValue#value}; null where there is a failure
   * @param failure why there is no result: the caller's error where the target reads this tuple
   * @throws SQLException where it cannot be kept
   */
  void tuple(List<@Nullable Object> keys, @Nullable Object result, @Nullable SQLException failure)
      throws SQLException;

  /** A tuple's failure that TRY turned into NULL. */
  void warning(String message, Throwable cause);
}
