package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DriverColumn;

/**
 * Values as pgjdbc reads them from a plain Statement's result, which has them as the server's
 * texts. Getters that give the stored value are answered here, all others by the driver from the
 * text.
 */
abstract class PgColumn extends DriverColumn {
  final PgType pgType;
  private final Column stored;

  PgColumn(PgType pgType, Column stored) {
    super(stored.label(), stored.type());
    this.pgType = pgType;
    this.stored = stored;
  }

  /** The server's text of a value that is not NULL. */
  abstract String text(int row) throws SQLException;

  @Override
  public final int read(ResultSet rows, int index, int row) throws SQLException {
    return stored.read(rows, index, row);
  }

  @Override
  public final boolean isNull(int row) {
    return stored.isNull(row);
  }

  @Override
  public final ResultSet driverRow(int row) throws SQLException {
    return pgType.row().with(isNull(row) ? null : text(row).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String getString(int row) throws SQLException {
    return text(row);
  }

  /** Arrays lead back to the connection. */
  @Override
  public boolean holdsTargetObjects() {
    return true;
  }
}
