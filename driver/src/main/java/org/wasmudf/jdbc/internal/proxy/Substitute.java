package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.bridge.Lease;

/**
 * The target's statement for a rewritten text, in place of the caller's own.
 *
 * @param sql as planned
 * @param lease the names of the functions that the target calls, null where it calls none
 */
record Substitute(
    String sql, Preparer preparer, PreparedStatement statement, @Nullable Lease lease) {
  /** Whether it was prepared for this. */
  boolean fits(String other, Preparer otherPreparer) {
    return sql.equals(other) && preparer == otherPreparer;
  }

  /** The names are free once no statement has them. */
  void close() throws SQLException {
    if (lease == null) {
      statement.close();
      return;
    }
    try (lease) {
      statement.close();
    } catch (SQLException e) {
      if (!lease.hasFailed()) {
        throw e;
      }
    }
  }
}
