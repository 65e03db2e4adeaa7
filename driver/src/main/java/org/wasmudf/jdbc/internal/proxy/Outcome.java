package org.wasmudf.jdbc.internal.proxy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The results of an execution that did not run on the caller's own target statement. */
interface Outcome {
  /** As {@code Statement.getResultSet}. */
  @Nullable ResultSet resultSet() throws SQLException;

  /** As {@code Statement.getLargeUpdateCount}. */
  long updateCount() throws SQLException;

  /** As {@code Statement.getMoreResults(int)}. */
  boolean moreResults(int current) throws SQLException;

  /** As {@code Statement.getGeneratedKeys}. */
  @Nullable ResultSet generatedKeys() throws SQLException;

  /** The target's warnings, null for none. */
  @Nullable SQLWarning warnings() throws SQLException;

  void clearWarnings() throws SQLException;

  /** Stops what the target still does for these results. From any thread. */
  void cancel();

  /** Closes the rows; a statement on the target stays for the next execution. */
  void close() throws SQLException;
}
