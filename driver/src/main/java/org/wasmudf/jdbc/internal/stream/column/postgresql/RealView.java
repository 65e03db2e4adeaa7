package org.wasmudf.jdbc.internal.stream.column.postgresql;

import org.wasmudf.jdbc.internal.stream.column.RealColumn;

/** float4. */
final class RealView extends PgColumn {
  private final float[] values;

  RealView(PgType type, RealColumn stored) {
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
  public float getFloat(int row) {
    return values[row];
  }
}
