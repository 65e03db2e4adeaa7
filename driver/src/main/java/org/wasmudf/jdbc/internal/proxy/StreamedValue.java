package org.wasmudf.jdbc.internal.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * A parameter given as a stream. It goes to the target as it is; where a function takes it, it is
 * read into memory once, and the target then gets a stream over that.
 */
final class StreamedValue {
  private final @Nullable InputStream bytes;
  private final @Nullable Reader characters;

  /** Of bytes that are text; null for binary. */
  private final @Nullable Charset charset;

  /** How much of the stream is the value, -1 for all. */
  private final long length;

  private @Nullable Object content;

  private StreamedValue(
      @Nullable InputStream bytes,
      @Nullable Reader characters,
      @Nullable Charset charset,
      long length) {
    this.bytes = bytes;
    this.characters = characters;
    this.charset = charset;
    this.length = length;
  }

  static StreamedValue binary(@Nullable InputStream bytes, long length) {
    return new StreamedValue(bytes, null, null, length);
  }

  static StreamedValue ascii(@Nullable InputStream bytes, long length) {
    return new StreamedValue(bytes, null, StandardCharsets.US_ASCII, length);
  }

  /** JDBC's deprecated setUnicodeStream: text in UTF-8. */
  static StreamedValue unicode(@Nullable InputStream bytes, long length) {
    return new StreamedValue(bytes, null, StandardCharsets.UTF_8, length);
  }

  static StreamedValue characters(@Nullable Reader characters, long length) {
    return new StreamedValue(null, characters, null, length);
  }

  /** What the target gets. */
  @Nullable InputStream input() {
    Object read = content;
    if (read instanceof byte[] array) {
      return new ByteArrayInputStream(array);
    }
    return read instanceof String text && charset != null
        ? new ByteArrayInputStream(text.getBytes(charset))
        : bytes;
  }

  /** What the target gets. */
  @Nullable Reader reader() {
    return content instanceof String text ? new StringReader(text) : characters;
  }

  /**
   * The whole value: byte[] or String, null for a null stream.
   *
   * @throws SQLException 58030 where the stream fails
   */
  @Nullable Object content() throws SQLException {
    if (content == null) {
      try {
        if (bytes != null) {
          byte[] read = read(bytes);
          content = charset == null ? read : new String(read, charset);
        } else if (characters != null) {
          content = read(characters);
        }
      } catch (IOException e) {
        throw SqlErrors.of(
            SqlState.IO_ERROR, "A parameter's stream cannot be read: " + e.getMessage() + ".", e);
      }
    }
    return content;
  }

  private byte[] read(InputStream in) throws IOException {
    return length < 0 ? in.readAllBytes() : in.readNBytes(Math.toIntExact(length));
  }

  private String read(Reader in) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    long left = length < 0 ? Long.MAX_VALUE : length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        break;
      }
      text.append(buffer, 0, count);
      left -= count;
    }
    return text.toString();
  }
}
