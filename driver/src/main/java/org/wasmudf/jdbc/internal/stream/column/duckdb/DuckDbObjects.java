package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Makes objects of the driver's own classes. */
final class DuckDbObjects {
  private static final String CONNECTION = "org.duckdb.DuckDBConnection";
  private static final String BLOB = "org.duckdb.DuckDBResultSet$DuckDBBlobResult";

  private final Connection target;

  DuckDbObjects(Connection target) {
    this.target = target;
  }

  /** A large object of the driver's class over the bytes. */
  Blob blob(byte[] bytes) throws SQLException {
    try {
      ClassLoader loader = target.getClass().getClassLoader();
      Class<?> connection = Class.forName(CONNECTION, false, loader);
      if (!connection.isInstance(target)) {
        loader = target.unwrap(connection).getClass().getClassLoader();
      }
      Constructor<? extends Blob> constructor =
          Class.forName(BLOB, true, loader).asSubclass(Blob.class).getConstructor(ByteBuffer.class);
      return constructor.newInstance(ByteBuffer.wrap(bytes));
    } catch (ReflectiveOperationException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "DuckDB's driver has no large objects that can be made: "
              + e
              + ". Use getBytes, or another version of org.duckdb:duckdb_jdbc.",
          e);
    }
  }
}
