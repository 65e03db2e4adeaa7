package org.wasmudf.jdbc.internal.stream.column.postgresql;

import org.wasmudf.jdbc.internal.stream.column.UuidColumn;

/** uuid. */
final class UuidView extends PgColumn {
  private final UuidColumn uuids;

  UuidView(PgType type, UuidColumn stored) {
    super(type, stored);
    this.uuids = stored;
  }

  @Override
  String text(int row) {
    return uuids.getString(row);
  }

  @Override
  public Object getObject(int row) {
    return uuids.getUuid(row);
  }
}
