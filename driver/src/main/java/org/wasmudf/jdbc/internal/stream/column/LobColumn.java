package org.wasmudf.jdbc.internal.stream.column;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * BLOB and CLOB: the target's own objects, read only when the caller asks for the content, unless a
 * function needs it.
 */
public final class LobColumn extends Column {
  private final @Nullable Object[] lobs;
  private final boolean character;
  private final @Nullable String @Nullable [] texts;
  private final byte @Nullable [] @Nullable [] bytes;

  /**
   * @param character CLOB and NCLOB, else BLOB
   * @param content whether the content is read with the row
   */
  public LobColumn(String label, String type, int capacity, boolean character, boolean content) {
    super(label, type);
    this.lobs = new Object[capacity];
    this.character = character;
    this.texts = content && character ? new String[capacity] : null;
    this.bytes = content && !character ? new byte[capacity][] : null;
  }

  /** The content of CLOBs, null where it is not read with the row. */
  public @Nullable String @Nullable [] texts() {
    return texts;
  }

  /** The content of BLOBs, null where it is not read with the row. */
  public byte @Nullable [] @Nullable [] bytes() {
    return bytes;
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    if (character) {
      Clob clob = rows.getClob(index);
      lobs[row] = clob;
      if (texts != null) {
        String text = rows.getString(index);
        texts[row] = text;
        return text == null ? 0 : 200 + text.length();
      }
    } else {
      Blob blob = rows.getBlob(index);
      lobs[row] = blob;
      if (bytes != null) {
        byte[] content = rows.getBytes(index);
        bytes[row] = content;
        return content == null ? 0 : 200 + content.length;
      }
    }
    return 200;
  }

  @Override
  public boolean isNull(int row) {
    return lobs[row] == null;
  }

  @Override
  public boolean holdsLobs() {
    return true;
  }

  @Override
  public Object getObject(int row) {
    return Values.present(lobs[row]);
  }

  @Override
  public String getString(int row) throws SQLException {
    Object lob = getObject(row);
    if (lob instanceof Clob clob) {
      return clob.getSubString(1, length(clob.length()));
    }
    return new String(getBytes(row), StandardCharsets.UTF_8);
  }

  @Override
  public byte[] getBytes(int row) throws SQLException {
    Object lob = getObject(row);
    if (lob instanceof Blob blob) {
      return blob.getBytes(1, length(blob.length()));
    }
    return getString(row).getBytes(StandardCharsets.UTF_8);
  }

  private int length(long length) throws SQLException {
    if (length > Integer.MAX_VALUE) {
      throw outOfRange(length + " bytes or characters", "one array; read it as a stream");
    }
    return (int) length;
  }
}
