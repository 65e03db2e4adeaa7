package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.DriverColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;

/** A function's results, read as the driver reads an expression of the type. */
final class ComputedColumn extends DriverColumn {
  private final Column computed;
  private final MariaDbType type;

  ComputedColumn(Column computed, MariaDbType type) {
    super(computed.label(), computed.type());
    this.computed = computed;
    this.type = type;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    return computed.read(rows, index, row);
  }

  @Override
  public boolean isNull(int row) {
    return computed.isNull(row);
  }

  @Override
  public ResultSet driverRow(int row) throws SQLException {
    return type.row(isNull(row) ? MariaDbField.NULL : MariaDbField.of(text(row)));
  }

  /** As the server writes the value. */
  private String text(int row) throws SQLException {
    if (computed instanceof BooleanColumn truths) {
      return truths.values()[row] ? "1" : "0";
    } else if (computed instanceof TimestampColumn || computed instanceof TimeColumn) {
      return withDigits(computed.getString(row), type.digits());
    } else if (computed instanceof DecimalColumn) {
      return computed.getBigDecimal(row).toPlainString();
    } else if (computed instanceof DoubleColumn numbers) {
      return FloatTexts.of(new BigDecimal(Double.toString(numbers.values()[row])));
    } else if (computed instanceof RealColumn numbers) {
      return FloatTexts.ofFloat(numbers.values()[row]);
    }
    return computed.getString(row);
  }

  /** A time with as many digits behind the seconds as its type has. */
  private static String withDigits(String time, int digits) {
    int point = time.indexOf('.');
    String whole = point < 0 ? time : time.substring(0, point);
    String fraction = point < 0 ? "" : time.substring(point + 1);
    String all = fraction + "0".repeat(9);
    return digits == 0 ? whole : whole + "." + all.substring(0, digits);
  }

  @Override
  public Object getObject(int row) throws SQLException {
    if (computed instanceof DoubleColumn numbers) {
      return numbers.values()[row];
    }
    return computed instanceof TextColumn ? computed.getString(row) : super.getObject(row);
  }

  @Override
  public String getString(int row) throws SQLException {
    return computed instanceof TextColumn || computed instanceof IntegerColumn
        ? computed.getString(row)
        : super.getString(row);
  }

  @Override
  public long getLong(int row) throws SQLException {
    return computed instanceof IntegerColumn integers ? integers.values()[row] : super.getLong(row);
  }

  @Override
  public double getDouble(int row) throws SQLException {
    return computed instanceof DoubleColumn numbers ? numbers.values()[row] : super.getDouble(row);
  }
}
