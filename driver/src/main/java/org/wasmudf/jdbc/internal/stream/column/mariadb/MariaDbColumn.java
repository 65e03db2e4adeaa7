package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DriverColumn;

/** Values as the server sent them; those that functions take are read a second time for them. */
final class MariaDbColumn extends DriverColumn {
  private static final int ARRAY_OVERHEAD = 16;

  private final MariaDbType type;
  private final byte[][] fields;
  private final @Nullable Column argument;

  /**
   * @param argument what functions read, null where none does
   */
  MariaDbColumn(
      String label, String typeName, int capacity, MariaDbType type, @Nullable Column argument) {
    super(label, typeName);
    this.type = type;
    this.fields = new byte[capacity][];
    this.argument = argument;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    byte[] field = type.field(rows, index);
    fields[row] = field;
    int taken = argument == null ? 0 : argument.read(rows, index, row);
    if (argument != null && !MariaDbField.isNull(field)) {
      type.checkArgument(argument, field, row);
    }
    return taken + ARRAY_OVERHEAD + field.length;
  }

  @Override
  public Column argument() {
    return argument == null ? this : argument;
  }

  @Override
  public boolean isNull(int row) {
    return MariaDbField.isNull(fields[row]);
  }

  @Override
  public ResultSet driverRow(int row) throws SQLException {
    return type.row(fields[row]);
  }

  @Override
  public String getString(int row) throws SQLException {
    return type.isText() ? MariaDbField.text(fields[row]) : super.getString(row);
  }

  @Override
  public long getLong(int row) throws SQLException {
    if (type.isInteger()) {
      byte[] field = fields[row];
      // Up to 18 digits and a sign; a longer one may not fit.
      if (field.length <= 19) {
        return number(field);
      }
    }
    return super.getLong(row);
  }

  private static long number(byte[] field) {
    int at = field[1] == '-' ? 2 : 1;
    long value = 0;
    for (int i = at; i < field.length; i++) {
      value = value * 10 + (field[i] - '0');
    }
    return at == 2 ? -value : value;
  }

  @Override
  public int getInt(int row) throws SQLException {
    if (type.isInteger() && fields[row].length <= 10) {
      return (int) number(fields[row]);
    }
    return super.getInt(row);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return type.isText() ? getString(row) : super.getObject(row);
  }
}
