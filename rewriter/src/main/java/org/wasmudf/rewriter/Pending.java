package org.wasmudf.rewriter;

import java.sql.SQLException;
import org.wasmudf.rewriter.plan.Predicate;

/** A condition that is complete once the pushed query's columns have types. */
@FunctionalInterface
interface Pending {
  /**
   * The condition.
   *
   * @throws RefusedException where a call has no overload or a comparison is not certain
   */
  Predicate finish(Calls calls, Comparisons comparisons) throws RefusedException, SQLException;
}
