package org.wasmudf.jdbc.internal.stream.column;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUID. */
public final class UuidColumn extends Column {
  private final @Nullable UUID[] values;

  public UuidColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new UUID[capacity];
  }

  /** The values, null for NULL. */
  public @Nullable UUID[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    values[row] = rows.getObject(index, UUID.class);
    return 32;
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public UUID getUuid(int row) {
    return Values.present(values[row]);
  }

  @Override
  public Object getObject(int row) {
    return getUuid(row);
  }

  @Override
  public String getString(int row) {
    return getUuid(row).toString();
  }

  /** Most significant byte first. */
  @Override
  public byte[] getBytes(int row) {
    UUID value = getUuid(row);
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }
}
