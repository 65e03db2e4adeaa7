package org.wasmudf.jdbc.internal.stream.column.postgresql;

import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;

/** bool. */
final class BooleanView extends PgColumn {
  private final boolean[] values;

  BooleanView(PgType type, BooleanColumn stored) {
    super(type, stored);
    this.values = stored.values();
  }

  @Override
  String text(int row) {
    return values[row] ? "t" : "f";
  }

  @Override
  public Object getObject(int row) {
    return values[row];
  }

  @Override
  public boolean getBoolean(int row) {
    return values[row];
  }
}
