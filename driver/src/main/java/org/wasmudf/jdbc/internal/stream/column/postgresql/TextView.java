package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.Column;

/** text, varchar, and every type that is kept as the server's text. */
final class TextView extends PgColumn {
  private final Column texts;

  TextView(PgType type, Column stored) {
    super(type, stored);
    this.texts = stored;
  }

  @Override
  String text(int row) throws SQLException {
    return texts.getString(row);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return pgType.oid() == PgType.TEXT || pgType.oid() == PgType.VARCHAR
        ? text(row)
        : super.getObject(row);
  }
}
