package org.wasmudf.jdbc.internal;

import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.store.Catalog;

/** The way that a text takes where it is not the target's alone. */
public sealed interface Route {
  /** How many {@code ?} the user's text has. */
  int parameterCount();

  /** Whether it needs values for its parameters: EXPLAIN WASM without ANALYZE runs nothing. */
  default boolean readsParameters() {
    return !(this instanceof Own own
        && own.statement() instanceof DdlStatement.Explain explain
        && !explain.analyze());
  }

  /** A statement of ours, which the target never sees. */
  record Own(DdlStatement statement, int parameterCount) implements Route {
    /** Whether it gives rows, not a count. */
    public boolean isQuery() {
      return statement instanceof DdlStatement.ReadRelation
          || statement instanceof DdlStatement.ShowCreateFunction
          || statement instanceof DdlStatement.Explain;
    }
  }

  /**
   * A statement with calls of registered functions.
   *
   * @param sql the user's text
   * @param catalog what it was planned over
   */
  record Planned(String sql, StatementPlan plan, Catalog catalog, int parameterCount)
      implements Route {}
}
