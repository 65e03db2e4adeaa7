package org.wasmudf.jdbc.internal.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.jdbc.internal.OpenTransaction;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.rewriter.dialect.Dialect;

/** Finds what undoes one statement that has written, in whatever transaction it runs. */
final class UndoingScope {
  private UndoingScope() {}

  /**
   * Begins a transaction of ours, or sets a savepoint in the caller's.
   *
   * @throws SQLException the target's own
   */
  static TargetScope begin(StatementContext context) throws SQLException {
    Dialect dialect = context.dialect();
    Connection target = context.target();
    if (dialect.equals(Dialect.SQLITE)) {
      // A savepoint outside of a transaction begins one, and its release ends it.
      return SavepointScope.begin(target, true);
    }
    if (!OpenTransaction.isOpen(target, dialect)) {
      return OwnScope.begin(context);
    }
    return dialect.equals(Dialect.DUCKDB)
        ? new AbortingScope(target)
        : SavepointScope.begin(target, !dialect.name().equals(Dialect.H2.name()));
  }

  /**
   * DuckDB has no savepoints, and ends a transaction in which a statement fails. The function's
   * failure does the same.
   */
  private record AbortingScope(Connection target) implements TargetScope {
    @Override
    public void succeed() {}

    @Override
    public boolean fail(Throwable why) {
      try (Statement statement = target.createStatement()) {
        statement.execute("SELECT error('a WASM function failed')");
        return false;
      } catch (SQLException e) {
        // That is what ends the transaction.
        return false;
      }
    }
  }
}
