package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** REAL. */
public final class RealColumn extends Column {
  private final float[] values;
  private final boolean[] nulls;

  public RealColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new float[capacity];
    this.nulls = new boolean[capacity];
  }

  /** The values; meaningless where {@link #nulls} is true. */
  public float[] values() {
    return values;
  }

  public boolean[] nulls() {
    return nulls;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    float value = rows.getFloat(index);
    values[row] = value;
    // NULL is read as 0, or by DuckDB as NaN, so that only those have to be asked about.
    nulls[row] = (value == 0 || Float.isNaN(value)) && rows.wasNull();
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
    return Float.toString(values[row]);
  }

  /** As a number's sign says: NaN has none. */
  @Override
  public boolean getBoolean(int row) {
    float value = values[row];
    return value != 0 && !Float.isNaN(value);
  }

  @Override
  public long getLong(int row) throws SQLException {
    double value = values[row];
    if (value > Long.MAX_VALUE || value < Long.MIN_VALUE) {
      throw outOfRange(Float.toString(values[row]), "BIGINT");
    }
    return Math.round(value);
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }

  @Override
  public float getFloat(int row) {
    return values[row];
  }

  /** The shortest decimal that names the float, not its exact binary expansion. */
  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    float value = values[row];
    if (!Float.isFinite(value)) {
      throw malformed(Float.toString(value), "NUMERIC", null);
    }
    return new BigDecimal(Float.toString(value));
  }
}
