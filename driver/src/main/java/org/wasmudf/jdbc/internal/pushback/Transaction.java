package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.OpenTransaction;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.rewriter.dialect.Dialect;

/** In whose transaction an execution runs. */
enum Transaction {
  /** One of ours, since the caller has none. */
  OURS,
  /** The caller's. */
  CALLERS,
  /** Whatever the caller has: a query of MariaDB, whose temporary tables are in no transaction. */
  ANY;

  /**
   * @param query whether the statement changes nothing
   * @throws SQLException the target's own
   */
  static Transaction of(StatementContext context, boolean query) throws SQLException {
    Dialect dialect = context.dialect();
    if (dialect.equals(Dialect.MYSQL) && query) {
      return ANY;
    }
    return OpenTransaction.isOpen(context.target(), dialect) ? CALLERS : OURS;
  }

  /** What stands around one attempt. */
  TargetScope begin(StatementContext context) throws SQLException {
    return switch (this) {
      case OURS -> OwnScope.begin(context);
      case CALLERS ->
          hasSavepoint(context.dialect())
              ? SavepointScope.begin(context.target(), context.dialect().equals(Dialect.POSTGRESQL))
              : TargetScope.NONE;
      case ANY -> TargetScope.NONE;
    };
  }

  /** Where a raise would end the caller's transaction, or our tables' rows stay in it. */
  private static boolean hasSavepoint(Dialect dialect) {
    return dialect.equals(Dialect.POSTGRESQL) || isH2(dialect);
  }

  /** Whether a failed attempt's tables are gone once its scope has failed. */
  boolean undoesTables(Dialect dialect) {
    return switch (this) {
      case OURS -> !dialect.equals(Dialect.MYSQL);
      case CALLERS -> hasSavepoint(dialect);
      case ANY -> false;
    };
  }

  /** Whether tables are gone when the transaction is committed. */
  boolean endsTables(Dialect dialect) {
    return this == OURS && hasSavepoint(dialect);
  }

  /** H2 can be told how it folds names, which makes it another dialect. */
  private static boolean isH2(Dialect dialect) {
    return dialect.name().equals(Dialect.H2.name());
  }
}
