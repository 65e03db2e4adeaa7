package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Positions and lengths of large objects on the heap. */
final class Lobs {
  private Lobs() {}

  /** From a position that counts from 1. */
  static int offset(long position, int size) throws SQLException {
    if (position < 1 || position > size + 1L) {
      throw SqlErrors.of(
          SqlState.OUT_OF_RANGE,
          "Position " + position + " is outside 1 to " + (size + 1L) + " of the value.");
    }
    return (int) (position - 1);
  }

  /** As much of a length as there is. */
  static int length(long length, int rest) throws SQLException {
    if (length < 0) {
      throw SqlErrors.of(
          SqlState.OUT_OF_RANGE, "Length " + length + " is negative. Ask for 0 or more.");
    }
    return (int) Math.min(length, rest);
  }

  static SQLException readOnly() {
    return SqlErrors.of(
        SqlState.WRONG_STATE,
        "The value is read-only. Make one with Connection.createBlob or createClob.");
  }
}
