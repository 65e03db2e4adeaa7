package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.rewriter.dialect.Dialect;

/** In whose transaction an execution runs. */
enum Transaction {
  /** One of ours, since the caller has none and the target undoes all that is made in one. */
  OURS,
  /** The caller's. */
  CALLERS,
  /** Whatever the caller has: the target's temporary tables are in no transaction. */
  ANY;

  /**
   * @throws SQLException the target's own
   */
  static Transaction of(StatementContext context) throws SQLException {
    Dialect dialect = context.dialect();
    if (dialect.equals(Dialect.MYSQL)) {
      return ANY;
    }
    if (!context.target().getAutoCommit()) {
      return CALLERS;
    }
    if (dialect.equals(Dialect.POSTGRESQL)) {
      // A transaction that was begun by text is one as well, which autocommit does not tell.
      try (TargetColumns columns = TargetColumns.of(dialect, context.target())) {
        return columns.fetchesInTransaction() ? OURS : CALLERS;
      }
    }
    return OURS;
  }

  /** What stands around one attempt. */
  TargetScope begin(StatementContext context) throws SQLException {
    return switch (this) {
      case OURS -> OwnScope.begin(context);
      case CALLERS -> {
        Dialect dialect = context.dialect();
        boolean postgresql = dialect.equals(Dialect.POSTGRESQL);
        yield postgresql || isH2(dialect)
            ? SavepointScope.begin(context.target(), postgresql)
            : TargetScope.NONE;
      }
      case ANY -> TargetScope.NONE;
    };
  }

  /** H2 can be told how it folds names, which makes it another dialect. */
  static boolean isH2(Dialect dialect) {
    return dialect.name().equals(Dialect.H2.name());
  }
}
