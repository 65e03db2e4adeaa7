package org.wasmudf.jdbc.internal.stream.column.postgresql;

import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;

/** float8. */
final class DoubleView extends PgColumn {
  private final double[] values;

  DoubleView(PgType type, DoubleColumn stored) {
    super(type, stored);
    this.values = stored.values();
  }

  @Override
  String text(int row) {
    return FloatTexts.of(values[row]);
  }

  @Override
  public Object getObject(int row) {
    return values[row];
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }
}
