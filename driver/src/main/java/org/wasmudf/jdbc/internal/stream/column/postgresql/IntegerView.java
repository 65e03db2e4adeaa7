package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;

/** int2, int4, int8 and oid. */
final class IntegerView extends PgColumn {
  private final long[] values;
  private final boolean wide;

  IntegerView(PgType type, IntegerColumn stored) {
    super(type, stored);
    this.values = stored.values();
    this.wide = type.oid() == PgType.INT8 || type.oid() == PgType.OID;
  }

  @Override
  String text(int row) {
    return Long.toString(values[row]);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    if (pgType.oid() == PgType.NUMERIC) {
      return super.getObject(row);
    } else if (wide) {
      return values[row];
    }
    return (int) values[row];
  }

  @Override
  public long getLong(int row) {
    return values[row];
  }

  @Override
  public int getInt(int row) throws SQLException {
    long value = values[row];
    return value == (int) value ? (int) value : super.getInt(row);
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }
}
