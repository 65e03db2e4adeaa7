package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many rows the target sends at a time: few at first, then as many as make up a batch or take
 * {@link #PORTION_BYTES}.
 */
final class FetchSize {
  /** Results up to this are read whole when the query is executed. */
  static final int FIRST_ROWS = 256;

  private static final long PORTION_BYTES = 4L << 20;

  /** What a row takes at least: the driver's own objects. */
  private static final long LEAST_ROW_BYTES = 64;

  private final int greatest;
  private int current = FIRST_ROWS;

  FetchSize(int greatest) {
    this.greatest = greatest;
  }

  /** Sets the size of the next portions by the rows so far. */
  void adapt(ResultSet cursor, long rows, long bytes) throws SQLException {
    if (rows == 0) {
      return;
    }
    long fitting = PORTION_BYTES / Math.max(LEAST_ROW_BYTES, bytes / rows);
    int next = (int) Math.max(1, Math.min(fitting, greatest));
    if (next != current) {
      current = next;
      cursor.setFetchSize(next);
    }
  }
}
