package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.Column;

/** numeric. */
final class NumericView extends PgColumn {
  private final Column numbers;

  /**
   * @param stored decimals, or integers that only a decimal holds
   */
  NumericView(PgType type, Column stored) {
    super(type, stored);
    this.numbers = stored;
  }

  @Override
  String text(int row) throws SQLException {
    String text = numbers.getString(row);
    // The server writes no exponent.
    return text.indexOf('E') >= 0 ? numbers.getBigDecimal(row).toPlainString() : text;
  }
}
