package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Decimals beside which a type has infinities and NaN: DECFLOAT, and PostgreSQL's numeric. */
public final class DecfloatColumn extends Column {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** What is no decimal; every value where the target's own texts are kept. */
  private final @Nullable String[] texts;

  private final boolean ownTexts;
  private final @Nullable BigDecimal[] values;

  /** With the target's own texts of the values. */
  public DecfloatColumn(String label, String type, int capacity) {
    this(label, type, capacity, true);
  }

  /** Of a target whose getObject returns a BigDecimal, or a Double for what is no decimal. */
  public static DecfloatColumn ofNumbers(String label, String type, int capacity) {
    return new DecfloatColumn(label, type, capacity, false);
  }

  private DecfloatColumn(String label, String type, int capacity, boolean ownTexts) {
    super(label, type);
    this.ownTexts = ownTexts;
    this.texts = new String[capacity];
    this.values = new BigDecimal[capacity];
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    if (!ownTexts) {
      Object number = rows.getObject(index);
      if (number instanceof BigDecimal decimal) {
        values[row] = decimal;
      } else if (number != null) {
        texts[row] = number.toString();
      }
      return 64;
    }
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
    return texts[row] == null && values[row] == null;
  }

  @Override
  public String getString(int row) {
    String text = texts[row];
    return text == null ? Values.present(values[row]).toPlainString() : text;
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
    BigDecimal value = values[row];
    return value == null ? Double.parseDouble(getString(row)) : value.doubleValue();
  }

  @Override
  public float getFloat(int row) {
    BigDecimal value = values[row];
    return value == null ? Float.parseFloat(getString(row)) : value.floatValue();
  }
}
