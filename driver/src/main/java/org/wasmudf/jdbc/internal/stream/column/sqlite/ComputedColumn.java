package org.wasmudf.jdbc.internal.stream.column.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.Column;

/** A function's results, read as values of one of SQLite's storage classes. */
final class ComputedColumn extends SqliteColumn {
  private final Column computed;
  private final Storage storage;

  ComputedColumn(Column computed, Storage storage, SqliteValues values) {
    super(computed.label(), storage.name(), values);
    this.computed = computed;
    this.storage = storage;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    return computed.read(rows, index, row);
  }

  @Override
  Storage storage(int row) {
    return computed.isNull(row) ? Storage.NULL : storage;
  }

  @Override
  long integer(int row) throws SQLException {
    return computed.getLong(row);
  }

  @Override
  double real(int row) throws SQLException {
    return computed.getDouble(row);
  }

  @Override
  String text(int row) throws SQLException {
    return computed.getString(row);
  }

  @Override
  byte[] blob(int row) throws SQLException {
    return computed.getBytes(row);
  }
}
