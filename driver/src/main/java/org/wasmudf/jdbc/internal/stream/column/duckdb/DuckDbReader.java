package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes a value of the driver's current row into its column. */
interface DuckDbReader {
  /**
   * @return about how many bytes of heap it takes beyond the column's own arrays
   */
  int read(ResultSet rows, int index, int row) throws SQLException;
}
