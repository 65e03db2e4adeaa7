package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** DECFLOAT, which has infinities and NaN besides decimals. */
public final class DecfloatColumn extends Column {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final @Nullable String[] texts;
  private final @Nullable BigDecimal[] values;

  public DecfloatColumn(String label, String type, int capacity) {
    super(label, type);
    this.texts = new String[capacity];
    this.values = new BigDecimal[capacity];
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    String text = rows.getString(index);
    texts[row] = text;
    values[row] =
        text == null || Character.isLetter(text.charAt(text.length() - 1))
            ? null
            : new BigDecimal(text);
    return 120;
  }

  @Override
  public boolean isNull(int row) {
    return texts[row] == null;
  }

  @Override
  public String getString(int row) {
    return Values.present(texts[row]);
  }

  @Override
  boolean isNumber() {
    return true;
  }

  @Override
  public Object getObject(int row) throws SQLException {
    return getBigDecimal(row);
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    BigDecimal value = values[row];
    if (value == null) {
      throw malformed(getString(row), "NUMERIC", null);
    }
    return value;
  }

  @Override
  public boolean getBoolean(int row) {
    BigDecimal value = values[row];
    return value == null ? !getString(row).equals("NaN") : value.signum() != 0;
  }

  @Override
  public long getLong(int row) throws SQLException {
    BigDecimal value = getBigDecimal(row);
    if (value.compareTo(GREATEST) > 0 || value.compareTo(LEAST) < 0) {
      throw outOfRange(value.toString(), "BIGINT");
    }
    return value.setScale(0, RoundingMode.HALF_UP).longValue();
  }

  @Override
  public double getDouble(int row) {
    return Double.parseDouble(getString(row));
  }

  @Override
  public float getFloat(int row) {
    return Float.parseFloat(getString(row));
  }
}
