package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Integers of up to 64 bits, signed. */
public final class IntegerColumn extends Column {
  /** The class that getObject returns. */
  public enum Box {
    BYTE,
    SHORT,
    INTEGER,
    LONG,
    BIG_INTEGER,
    BIG_DECIMAL
  }

  private final long[] values;
  private final boolean[] nulls;
  private final int width;
  private final Box box;

  /**
   * @param width bytes of the SQL type: 1, 2, 4 or 8
   */
  public IntegerColumn(String label, String type, int capacity, int width, Box box) {
    super(label, type);
    this.values = new long[capacity];
    this.nulls = new boolean[capacity];
    this.width = width;
    this.box = box;
  }

  /** The values; meaningless where {@link #nulls} is true. */
  public long[] values() {
    return values;
  }

  public boolean[] nulls() {
    return nulls;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    long value = rows.getLong(index);
    values[row] = value;
    // NULL is read as 0, so that only a 0 has to be asked about.
    nulls[row] = value == 0 && rows.wasNull();
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
    long value = values[row];
    return switch (box) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case INTEGER -> (int) value;
      case LONG -> value;
      case BIG_INTEGER -> BigInteger.valueOf(value);
      case BIG_DECIMAL -> BigDecimal.valueOf(value);
    };
  }

  @Override
  public String getString(int row) {
    return Long.toString(values[row]);
  }

  @Override
  public boolean getBoolean(int row) {
    return values[row] != 0;
  }

  @Override
  public long getLong(int row) {
    return values[row];
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }

  @Override
  public float getFloat(int row) {
    return values[row];
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    return BigDecimal.valueOf(values[row]);
  }

  /** Big-endian, as many bytes as the type has. */
  @Override
  public byte[] getBytes(int row) {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(values[row]).array();
    return java.util.Arrays.copyOfRange(all, Long.BYTES - width, Long.BYTES);
  }
}
