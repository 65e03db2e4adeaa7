package org.wasmudf.jdbc.internal.pushback;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.TupleSink;
import org.wasmudf.rewriter.plan.ResultMap;

/** The entries of one map, each tuple of arguments once, until they are on the target. */
final class MapRows implements TupleSink, AutoCloseable {
  /** Bytes of entries on the heap; the rest is on disk. */
  static final int HEAP_BYTES = 32 << 20;

  /** A text whose exact length may matter. */
  private static final int LONG_TEXT = 256;

  private final ResultMap map;
  private final Failures failures;
  private final Spool spool;
  private final DataOutputStream out;
  private final ByteArrayOutputStream keyBytes = new ByteArrayOutputStream();
  private final DataOutputStream keyOut = new DataOutputStream(keyBytes);
  private final TupleSet seen = new TupleSet();
  private final List<SQLWarning> warnings = new ArrayList<>();
  private long count;
  private long longestKey;

  /**
   * @param failures where those of the function are kept
   */
  MapRows(ResultMap map, Failures failures, int heapBytes) {
    this.map = map;
    this.failures = failures;
    this.spool = new Spool(heapBytes);
    this.out = new DataOutputStream(spool);
  }

  ResultMap map() {
    return map;
  }

  /** How many entries there are. */
  long count() {
    return count;
  }

  /** Bytes that the entries take, about. */
  long bytes() {
    return spool.size();
  }

  /** The keys of one entry, in bytes of UTF-8 or as they are, at most. */
  long longestKey() {
    return longestKey;
  }

  /** Whether the entries are too many for the heap. */
  boolean onDisk() {
    return spool.onDisk();
  }

  /** Of calls with TRY, in order. */
  List<SQLWarning> warnings() {
    return warnings;
  }

  @Override
  public void tuple(
      List<@Nullable Object> keys, @Nullable Object result, @Nullable SQLException failure)
      throws SQLException {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) == null && map.arguments().get(i).strict()) {
        // The target needs no entry to know that the result is NULL.
        return;
      }
    }
    try {
      keyBytes.reset();
      long length = 0;
      for (Object key : keys) {
        length += length(key);
        CellCodec.write(key, keyOut);
      }
      byte[] bytes = keyBytes.toByteArray();
      if (!seen.add(bytes, bytes.length)) {
        return;
      }
      longestKey = Math.max(longestKey, length);
      out.write(bytes);
      out.writeInt(failure == null ? 0 : failures.add(failure, map));
      CellCodec.write(result, out);
      count++;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static long length(@Nullable Object key) {
    if (key instanceof byte[] bytes) {
      return bytes.length;
    } else if (key instanceof String text) {
      // A UTF-16 unit is three bytes at most.
      return text.length() < LONG_TEXT
          ? 3L * text.length()
          : text.getBytes(StandardCharsets.UTF_8).length;
    }
    return Long.BYTES;
  }

  @Override
  public void warning(String message, Throwable cause) {
    if (warnings.size() < Failures.KEPT) {
      warnings.add(new SQLWarning(message, "01000", 0, cause));
    }
  }

  /** One entry. */
  interface Reader {
    /**
     * @param keys in the map's order; null where the argument is NULL
     * @param status 0 where there is a result, else the number of the failure
     */
    void entry(List<@Nullable Object> keys, int status, @Nullable Object result)
        throws SQLException;
  }

  /** Reads all entries in the order in which they came. */
  void read(Reader reader) throws SQLException {
    int arguments = map.arguments().size();
    try {
      DataInputStream in = new DataInputStream(spool.open());
      for (long i = 0; i < count; i++) {
        List<@Nullable Object> keys = new ArrayList<>(arguments);
        for (int k = 0; k < arguments; k++) {
          keys.add(CellCodec.read(in));
        }
        int status = in.readInt();
        reader.entry(keys, status, CellCodec.read(in));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static SQLException failed(IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return SqlErrors.of(SqlState.STOPPED, "The statement was interrupted.", e);
    }
    return SqlErrors.of(
        SqlState.IO_ERROR,
        "The results of functions could not be kept in a temporary file: "
            + e.getMessage()
            + ". Free space in the folder that java.io.tmpdir names, or set another one.",
        e);
  }

  @Override
  public void close() throws SQLException {
    try {
      spool.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
