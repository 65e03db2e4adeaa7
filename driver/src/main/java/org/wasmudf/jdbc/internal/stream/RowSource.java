package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a result set's rows come from, slice by slice. */
interface RowSource {
  boolean isClosed();

  /** The target's cursor, null where there is none or it is closed. */
  @Nullable ResultSet cursor();

  /**
   * The next slice; null where there is none.
   *
   * @param reached the failure that the reader has arrived at, null for none
   * @throws SQLException why there is none, the same object each time
   */
  @Nullable Slice next(@Nullable Throwable reached) throws SQLException;

  /** Frees what the rows need. Idempotent, from any thread. */
  void close() throws SQLException;
}
