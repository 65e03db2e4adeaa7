package org.wasmudf.jdbc.internal.stream.column.sqlite;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.DriverColumn;

/**
 * A column of which each value has a storage class of its own. What the driver hands on as it is
 * stored is answered here, every conversion by SQLite and the driver themselves.
 */
abstract class SqliteColumn extends DriverColumn {
  private final SqliteValues values;

  SqliteColumn(String label, String type, SqliteValues values) {
    super(label, type);
    this.values = values;
  }

  abstract Storage storage(int row);

  /** Of an INTEGER. */
  abstract long integer(int row) throws SQLException;

  /** Of a REAL. */
  abstract double real(int row) throws SQLException;

  /** Of a TEXT. */
  abstract String text(int row) throws SQLException;

  /** Of a BLOB; not to be written to. */
  abstract byte[] blob(int row) throws SQLException;

  /** Sets the statement's only parameter to the value, with its storage class. */
  final void bind(PreparedStatement statement, int row) throws SQLException {
    switch (storage(row)) {
      case NULL -> statement.setObject(1, null);
      case INTEGER -> statement.setLong(1, integer(row));
      case REAL -> statement.setDouble(1, real(row));
      case TEXT -> statement.setString(1, text(row));
      case BLOB -> statement.setBytes(1, blob(row));
    }
  }

  @Override
  public final boolean isNull(int row) {
    return storage(row) == Storage.NULL;
  }

  @Override
  public final ResultSet driverRow(int row) throws SQLException {
    return values.row(this, row);
  }

  @Override
  public final Object getObject(int row) throws SQLException {
    return switch (storage(row)) {
      case INTEGER -> {
        long value = integer(row);
        // A conditional expression would make both a Long.
        if (value == (int) value) {
          yield (int) value;
        }
        yield value;
      }
      case REAL -> real(row);
      case TEXT -> text(row);
      case NULL, BLOB -> super.getObject(row);
    };
  }

  @Override
  public final String getString(int row) throws SQLException {
    return switch (storage(row)) {
      case INTEGER -> Long.toString(integer(row));
      case TEXT -> text(row);
      case NULL, REAL, BLOB -> super.getString(row);
    };
  }

  /** The low bits, as SQLite has it. */
  @Override
  public final int getInt(int row) throws SQLException {
    return storage(row) == Storage.INTEGER ? (int) integer(row) : super.getInt(row);
  }

  @Override
  public final long getLong(int row) throws SQLException {
    return storage(row) == Storage.INTEGER ? integer(row) : super.getLong(row);
  }

  @Override
  public final double getDouble(int row) throws SQLException {
    return switch (storage(row)) {
      case INTEGER -> (double) integer(row);
      case REAL -> real(row);
      case NULL, TEXT, BLOB -> super.getDouble(row);
    };
  }

  @Override
  public final BigDecimal getBigDecimal(int row) throws SQLException {
    return storage(row) == Storage.INTEGER
        ? BigDecimal.valueOf(integer(row))
        : super.getBigDecimal(row);
  }
}
