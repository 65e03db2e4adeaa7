package org.wasmudf.jdbc.internal.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Bytes of a row as a Blob that is only read. */
final class HeapBlob implements Blob {
  private byte @Nullable [] bytes;

  HeapBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  private byte[] bytes() throws SQLException {
    byte[] present = bytes;
    if (present == null) {
      throw SqlErrors.of(SqlState.WRONG_STATE, "The Blob was freed. Get it from the row again.");
    }
    return present;
  }

  @Override
  public long length() throws SQLException {
    return bytes().length;
  }

  @Override
  public byte[] getBytes(long pos, int length) throws SQLException {
    byte[] all = bytes();
    int from = Lobs.offset(pos, all.length);
    return Arrays.copyOfRange(all, from, from + Lobs.length(length, all.length - from));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new ByteArrayInputStream(bytes());
  }

  @Override
  public InputStream getBinaryStream(long pos, long length) throws SQLException {
    byte[] all = bytes();
    int from = Lobs.offset(pos, all.length);
    return new ByteArrayInputStream(all, from, Lobs.length(length, all.length - from));
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    byte[] all = bytes();
    for (int at = Lobs.offset(start, all.length); at + pattern.length <= all.length; at++) {
      if (Arrays.equals(all, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return position(pattern.getBytes(1, Math.toIntExact(pattern.length())), start);
  }

  @Override
  public int setBytes(long pos, byte[] value) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public int setBytes(long pos, byte[] value, int offset, int length) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public OutputStream setBinaryStream(long pos) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public void truncate(long length) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public void free() {
    bytes = null;
  }
}
