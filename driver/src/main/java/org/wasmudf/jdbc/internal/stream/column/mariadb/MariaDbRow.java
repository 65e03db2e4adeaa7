package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of the row that the target's result set stands on, found once for all columns. */
final class MariaDbRow {
  private final DriverRows driver;
  private @Nullable ResultSet rows;
  private @Nullable ResultSet own;
  private boolean text;
  private byte @Nullable [] bytes;
  private int[] starts = new int[0];

  MariaDbRow(DriverRows driver) {
    this.driver = driver;
  }

  ResultSet own(ResultSet of) throws SQLException {
    ResultSet known = own;
    if (known == null || rows != of) {
      known = driver.own(of);
      own = known;
      rows = of;
      text = driver.isText(known);
    }
    return known;
  }

  /** A copy of a field, with its length before it. */
  byte[] field(ResultSet of, int index, boolean binary) throws SQLException {
    ResultSet known = own(of);
    if (!text) {
      return decoded(known, index, binary);
    }
    byte[] row = driver.row(known);
    if (row != bytes || index == 1) {
      find(row, known.getMetaData().getColumnCount());
    }
    return Arrays.copyOfRange(row, starts[index - 1], starts[index]);
  }

  private void find(byte[] row, int columns) {
    if (starts.length != columns + 1) {
      starts = new int[columns + 1];
    }
    for (int i = 0; i < columns; i++) {
      starts[i + 1] = MariaDbField.end(row, starts[i]);
    }
    bytes = row;
  }

  /** The same field as the text protocol would have it, of a prepared statement of the server's. */
  private static byte[] decoded(ResultSet own, int index, boolean binary) throws SQLException {
    if (binary) {
      byte[] value = own.getBytes(index);
      return value == null ? MariaDbField.NULL : MariaDbField.of(value);
    }
    String value = own.getString(index);
    return value == null ? MariaDbField.NULL : MariaDbField.of(value);
  }
}
