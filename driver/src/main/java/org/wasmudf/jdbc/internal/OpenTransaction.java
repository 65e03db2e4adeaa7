package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.jdbc.internal.stream.column.postgresql.PostgreSqlColumns;
import org.wasmudf.rewriter.dialect.Dialect;

/** Whether the caller has a transaction open, be it begun by text while autocommit is on. */
public final class OpenTransaction {
  private OpenTransaction() {}

  /**
   * Whether what runs now runs in a transaction of the caller's.
   *
   * @throws SQLException the target's own
   */
  public static boolean isOpen(Connection target, Dialect dialect) throws SQLException {
    if (!target.getAutoCommit()) {
      return true;
    }
    if (dialect.equals(Dialect.POSTGRESQL)) {
      try (TargetColumns columns = TargetColumns.of(dialect, target)) {
        return columns instanceof PostgreSqlColumns && !columns.fetchesInTransaction();
      }
    } else if (dialect.equals(Dialect.MYSQL)) {
      return isInTransaction(target);
    } else if (dialect.equals(Dialect.DUCKDB)) {
      long before = answer(target, "SELECT txid_current()");
      return before == answer(target, "SELECT txid_current()");
    }
    return false;
  }

  /** MySQL has no such variable; there it is as if the caller had a transaction. */
  private static boolean isInTransaction(Connection target) {
    try {
      return answer(target, "SELECT @@in_transaction") != 0;
    } catch (SQLException e) {
      return true;
    }
  }

  private static long answer(Connection target, String query) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
