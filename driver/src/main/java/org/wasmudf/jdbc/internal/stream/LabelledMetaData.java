package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Metadata that finds columns by their labels. */
interface LabelledMetaData extends ResultSetMetaData {
  /**
   * The number of a column, from 1.
   *
   * @throws SQLException 42703 where there is none
   */
  int find(String label) throws SQLException;
}
