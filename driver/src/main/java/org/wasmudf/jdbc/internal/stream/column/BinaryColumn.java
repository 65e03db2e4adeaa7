package org.wasmudf.jdbc.internal.stream.column;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** BINARY and VARBINARY. */
public final class BinaryColumn extends Column {
  private static final int ARRAY_OVERHEAD = 16;

  private final byte[] @Nullable [] values;

  public BinaryColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new byte[capacity][];
  }

  /** The values, null for NULL; not to be written to. */
  public byte[] @Nullable [] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    byte[] value = rows.getBytes(index);
    values[row] = value;
    return value == null ? 0 : ARRAY_OVERHEAD + value.length;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  private byte[] value(int row) {
    return Values.present(values[row]);
  }

  @Override
  public Object getObject(int row) {
    return getBytes(row);
  }

  @Override
  public String getString(int row) {
    return new String(value(row), StandardCharsets.UTF_8);
  }

  @Override
  public long getLong(int row) throws SQLException {
    return fixed(row, Long.BYTES, "BIGINT").getLong();
  }

  /** Big-endian, of exactly the bytes that the narrow type has. */
  @Override
  long getSmall(int row, long least, long greatest, String as) throws SQLException {
    if (greatest == Integer.MAX_VALUE) {
      return fixed(row, Integer.BYTES, as).getInt();
    } else if (greatest == Short.MAX_VALUE) {
      return fixed(row, Short.BYTES, as).getShort();
    }
    return fixed(row, Byte.BYTES, as).get();
  }

  private ByteBuffer fixed(int row, int length, String as) throws SQLException {
    byte[] value = value(row);
    if (value.length != length) {
      throw noConversion(as);
    }
    return ByteBuffer.wrap(value);
  }

  /** A copy: the caller may write to it. */
  @Override
  public byte[] getBytes(int row) {
    return value(row).clone();
  }

  @Override
  public UUID getUuid(int row) throws SQLException {
    byte[] value = value(row);
    if (value.length != 16) {
      throw noConversion("UUID");
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
