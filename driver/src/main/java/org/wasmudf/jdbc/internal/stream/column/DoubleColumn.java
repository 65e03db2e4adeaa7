package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** DOUBLE PRECISION. */
public final class DoubleColumn extends Column {
  private final double[] values;
  private final boolean[] nulls;

  public DoubleColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new double[capacity];
    this.nulls = new boolean[capacity];
  }

  /** The values; meaningless where {@link #nulls} is true. */
  public double[] values() {
    return values;
  }

  public boolean[] nulls() {
    return nulls;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    double value = rows.getDouble(index);
    values[row] = value;
    // NULL is read as 0, or by DuckDB as NaN, so that only those have to be asked about.
    nulls[row] = (value == 0 || Double.isNaN(value)) && rows.wasNull();
    return 0;
  }

  @Override
  public boolean isNull(int row) {
    return nulls[row];
  }

  @Override
  boolean isNumber() {
    return true;
  }

  @Override
  public Object getObject(int row) {
    return values[row];
  }

  @Override
  public String getString(int row) {
    return Double.toString(values[row]);
  }

  /** As a number's sign says: NaN is not zero by IEEE 754 and still has no sign. */
  @Override
  public boolean getBoolean(int row) {
    double value = values[row];
    return value != 0 && !Double.isNaN(value);
  }

  @Override
  public long getLong(int row) throws SQLException {
    double value = values[row];
    if (value > Long.MAX_VALUE || value < Long.MIN_VALUE) {
      throw outOfRange(Double.toString(value), "BIGINT");
    }
    return Math.round(value);
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }

  @Override
  public float getFloat(int row) {
    return (float) values[row];
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    double value = values[row];
    if (!Double.isFinite(value)) {
      throw malformed(Double.toString(value), "NUMERIC", null);
    }
    return BigDecimal.valueOf(value);
  }
}
