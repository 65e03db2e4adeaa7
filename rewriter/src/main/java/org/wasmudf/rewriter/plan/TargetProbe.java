package org.wasmudf.rewriter.plan;

import java.sql.SQLException;
import java.util.List;

/** Asks the target what it would return; runs nothing. The driver implements it. */
@FunctionalInterface
public interface TargetProbe {
  /**
   * The columns of a query, by preparing it.
   *
   * @throws SQLException the target's own
   */
  List<TargetColumn> columns(String sql) throws SQLException;
}
