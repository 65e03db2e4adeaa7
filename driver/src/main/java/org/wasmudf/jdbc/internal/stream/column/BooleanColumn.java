package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** BOOLEAN. */
public final class BooleanColumn extends Column {
  private final boolean[] values;
  private final boolean[] nulls;

  public BooleanColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new boolean[capacity];
    this.nulls = new boolean[capacity];
  }

  /** The values; meaningless where {@link #nulls} is true. */
  public boolean[] values() {
    return values;
  }

  public boolean[] nulls() {
    return nulls;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    boolean value = rows.getBoolean(index);
    values[row] = value;
    // NULL is read as false, so that only a false has to be asked about.
    nulls[row] = !value && rows.wasNull();
    return 0;
  }

  @Override
  public boolean isNull(int row) {
    return nulls[row];
  }

  @Override
  public Object getObject(int row) {
    return values[row];
  }

  @Override
  public String getString(int row) {
    return values[row] ? "TRUE" : "FALSE";
  }

  @Override
  public boolean getBoolean(int row) {
    return values[row];
  }

  @Override
  public long getLong(int row) {
    return values[row] ? 1 : 0;
  }

  @Override
  public double getDouble(int row) {
    return getLong(row);
  }

  @Override
  public float getFloat(int row) {
    return getLong(row);
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    return values[row] ? BigDecimal.ONE : BigDecimal.ZERO;
  }
}
