package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Further connections to a DuckDB that is open. */
public final class DuckDbConnections {
  private DuckDbConnections() {}

  /**
   * Another connection to the same database, with a transaction of its own.
   *
   * @throws SQLException the driver's own
   */
  public static Connection duplicate(Connection target) throws SQLException {
    try {
      return (Connection) target.getClass().getMethod("duplicate").invoke(target);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "DuckDB gives no second connection: " + e.getCause() + ".", e);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "DuckDB's driver cannot duplicate a connection: "
              + e
              + ". Use another version of org.duckdb:duckdb_jdbc, or autocommit.",
          e);
    }
  }
}
