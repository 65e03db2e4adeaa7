package org.wasmudf.jdbc.internal.stream.column.sqlite;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.store.SqlType;

/** The columns of SQLite. */
public final class SqliteColumns implements TargetColumns {
  private final SqliteValues values;

  /**
   * @param target the target's own connection, whose settings dates are read by
   */
  public SqliteColumns(Connection target) {
    this.values = new SqliteValues(target);
  }

  /** What the metadata says of a type is true of the first row alone. */
  @Override
  public IntFunction<Column> maker(ResultSetMetaData target, int index, boolean argument)
      throws SQLException {
    String label = target.getColumnLabel(index);
    String type = target.getColumnTypeName(index);
    return capacity -> new StoredColumn(label, type, capacity, values);
  }

  @Override
  public Column result(Column computed, SqlType type) {
    Storage storage = storage(type);
    return storage == null ? computed : new ComputedColumn(computed, storage, values);
  }

  /** Null where SQLite has no type that all values fit into, and the column converts by itself. */
  private static @Nullable Storage storage(SqlType type) {
    if (type instanceof SqlType.Bool
        || (type instanceof SqlType.Int integer && (integer.signed() || integer.bits() < 64))) {
      return Storage.INTEGER;
    } else if (type instanceof SqlType.FloatingPoint) {
      return Storage.REAL;
    } else if (type instanceof SqlType.Text || type instanceof SqlType.Json) {
      return Storage.TEXT;
    }
    return type instanceof SqlType.Binary ? Storage.BLOB : null;
  }

  @Override
  public void close() throws SQLException {
    values.close();
  }
}
