package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.util.HexFormat;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;

/** bytea. */
final class BinaryView extends PgColumn {
  private final BinaryColumn bytes;

  BinaryView(PgType type, BinaryColumn stored) {
    super(type, stored);
    this.bytes = stored;
  }

  @Override
  String text(int row) {
    return "\\x" + HexFormat.of().formatHex(bytes.getBytes(row));
  }

  @Override
  public byte[] getBytes(int row) {
    return bytes.getBytes(row);
  }

  @Override
  public Object getObject(int row) {
    return bytes.getBytes(row);
  }
}
