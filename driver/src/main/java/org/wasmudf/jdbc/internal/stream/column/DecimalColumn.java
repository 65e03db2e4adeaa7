package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** NUMERIC, DECIMAL and DECFLOAT, each value with the scale that the target gave it. */
public final class DecimalColumn extends Column {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final @Nullable BigDecimal[] values;

  public DecimalColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new BigDecimal[capacity];
  }

  /** The values, null for NULL. */
  public @Nullable BigDecimal[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    values[row] = rows.getBigDecimal(index);
    return 40;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  private BigDecimal value(int row) {
    return Values.present(values[row]);
  }

  @Override
  boolean isNumber() {
    return true;
  }

  @Override
  public Object getObject(int row) {
    return value(row);
  }

  @Override
  public String getString(int row) {
    return value(row).toString();
  }

  @Override
  public boolean getBoolean(int row) {
    return value(row).signum() != 0;
  }

  @Override
  public long getLong(int row) throws SQLException {
    BigDecimal value = value(row);
    if (value.compareTo(GREATEST) > 0 || value.compareTo(LEAST) < 0) {
      throw outOfRange(value.toString(), "BIGINT");
    }
    return value.setScale(0, RoundingMode.HALF_UP).longValue();
  }

  @Override
  public double getDouble(int row) {
    return value(row).doubleValue();
  }

  @Override
  public float getFloat(int row) {
    return value(row).floatValue();
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    return value(row);
  }
}
