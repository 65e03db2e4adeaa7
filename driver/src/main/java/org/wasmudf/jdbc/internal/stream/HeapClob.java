package org.wasmudf.jdbc.internal.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Text of a row as a Clob that is only read. */
final class HeapClob implements NClob {
  private @Nullable String text;

  HeapClob(String text) {
    this.text = text;
  }

  private String text() throws SQLException {
    String present = text;
    if (present == null) {
      throw SqlErrors.of(SqlState.WRONG_STATE, "The Clob was freed. Get it from the row again.");
    }
    return present;
  }

  @Override
  public long length() throws SQLException {
    return text().length();
  }

  @Override
  public String getSubString(long pos, int length) throws SQLException {
    String all = text();
    int from = Lobs.offset(pos, all.length());
    return all.substring(from, from + Lobs.length(length, all.length() - from));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(text());
  }

  @Override
  public Reader getCharacterStream(long pos, long length) throws SQLException {
    return new StringReader(getSubString(pos, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public long position(String pattern, long start) throws SQLException {
    String all = text();
    int at = all.indexOf(pattern, Lobs.offset(start, all.length()));
    return at < 0 ? -1 : at + 1L;
  }

  @Override
  public long position(Clob pattern, long start) throws SQLException {
    return position(pattern.getSubString(1, Math.toIntExact(pattern.length())), start);
  }

  @Override
  public int setString(long pos, String value) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public int setString(long pos, String value, int offset, int length) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public OutputStream setAsciiStream(long pos) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public Writer setCharacterStream(long pos) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public void truncate(long length) throws SQLException {
    throw Lobs.readOnly();
  }

  @Override
  public void free() {
    text = null;
  }
}
