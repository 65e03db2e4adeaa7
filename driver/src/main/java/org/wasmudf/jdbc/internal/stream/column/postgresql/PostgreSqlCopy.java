package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * PostgreSQL's COPY FROM STDIN, where its driver is pgjdbc. Reached by its public interfaces
 * without naming them, so that the driver stays the application's choice.
 */
public final class PostgreSqlCopy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PostgreSqlCopy.class.getName());

  private final Class<?> type;
  private final Object operation;
  private boolean open = true;

  private PostgreSqlCopy(Class<?> type, Object operation) {
    this.type = type;
    this.operation = operation;
  }

  /**
   * Begins one.
   *
   * @return null where the target's driver is not pgjdbc
   * @throws SQLException the target's own
   */
  public static @Nullable PostgreSqlCopy begin(Connection target, String sql) throws SQLException {
    for (ClassLoader loader : DriverRows.loaders(target)) {
      try {
        Class<?> connection = loader.loadClass("org.postgresql.PGConnection");
        Class<?> manager = loader.loadClass("org.postgresql.copy.CopyManager");
        Class<?> type = loader.loadClass("org.postgresql.copy.CopyIn");
        if (target.isWrapperFor(connection)) {
          Object api = call(connection, target.unwrap(connection), "getCopyAPI");
          Object operation = call(manager, api, "copyIn", new Class<?>[] {String.class}, sql);
          return new PostgreSqlCopy(type, operation);
        }
      } catch (ClassNotFoundException e) {
        LOG.log(System.Logger.Level.TRACE, "another class loader may have it", e);
      }
    }
    return null;
  }

  /** Sends bytes. */
  public void write(byte[] bytes) throws SQLException {
    Class<?>[] types = {byte[].class, int.class, int.class};
    call(type, operation, "writeToCopy", types, bytes, 0, bytes.length);
  }

  /** Ends it: all that was sent is in the table. */
  public void end() throws SQLException {
    call(type, operation, "endCopy");
    open = false;
  }

  /** Cancels it where it was not ended. */
  @Override
  public void close() throws SQLException {
    if (open) {
      open = false;
      call(type, operation, "cancelCopy");
    }
  }

  private static Object call(Class<?> type, Object object, String method) throws SQLException {
    return call(type, object, method, new Class<?>[0]);
  }

  /** Methods without a result give the object itself. */
  private static Object call(
      Class<?> type, Object object, String method, Class<?>[] types, Object... arguments)
      throws SQLException {
    try {
      Object result = type.getMethod(method, types).invoke(object, arguments);
      return result == null ? object : result;
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SQLException thrown) {
        throw thrown;
      } else if (cause instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw SqlErrors.of(SqlState.INTERNAL_ERROR, "COPY failed: " + cause + ".", cause);
    } catch (ReflectiveOperationException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "This version of pgjdbc has no COPY as known: " + e + ".", e);
    }
  }
}
