package org.wasmudf.jdbc.internal.stream.column;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** JSON whose object form is its UTF-8 bytes. */
public final class JsonColumn extends Column {
  private final @Nullable String[] values;

  public JsonColumn(String label, String type, int capacity) {
    super(label, type);
    this.values = new String[capacity];
  }

  /** The values, null for NULL. */
  public @Nullable String[] values() {
    return values;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    String value = rows.getString(index);
    values[row] = value;
    return value == null ? 0 : 40 + value.length();
  }

  @Override
  public boolean isNull(int row) {
    return values[row] == null;
  }

  @Override
  public String getString(int row) {
    return Values.present(values[row]);
  }

  @Override
  public Object getObject(int row) {
    return getBytes(row);
  }

  @Override
  public byte[] getBytes(int row) {
    return getString(row).getBytes(StandardCharsets.UTF_8);
  }
}
