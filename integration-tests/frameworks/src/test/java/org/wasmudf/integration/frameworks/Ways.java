package org.wasmudf.integration.frameworks;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.jar.ShadedJar;
import org.wasmudf.integration.targets.Database;

/** How the tools get to us, and what is registered for them. */
final class Ways {
  private Ways() {}

  /** A WasmUdfDataSource; by its name, since the jar is not there yet when tests are compiled. */
  static DataSource wrap(DataSource target, Database database) {
    try {
      return Class.forName(ShadedJar.DATA_SOURCE)
          .asSubclass(DataSource.class)
          .getConstructor(DataSource.class, Properties.class)
          .newInstance(target, database.properties(Map.of()));
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("WasmUdfDataSource cannot be made", e);
    }
  }

  /** The SQLState of the SQLException that a tool's own exception wraps. */
  static @Nullable String sqlState(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    throw new AssertionError("no SQLException is the cause", thrown);
  }

  /** Registers {@code twice}, and {@code bad}, which fails for every row. */
  static void register(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
      statement.execute(
          """
          CREATE FUNCTION bad(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "bad") (param i64) (result i64) unreachable))
          $$""");
    }
  }
}
