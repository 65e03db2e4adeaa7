package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.wasmudf.integration.targets.Target;

/**
 * A volatile call of a target, whose calls are counted.
 *
 * @param create makes the counter
 * @param call an expression that counts
 * @param restart sets it back
 * @param read a query for the count
 */
record Counter(String create, String call, String restart, String read) {
  private static final String ALIAS = JavaNatives.class.getName();

  static Counter of(Target target) {
    return switch (target) {
      case H2 ->
          new Counter(
              "CREATE ALIAS tick FOR '%1$s.count'; CREATE ALIAS untick FOR '%1$s.restart';"
                      .formatted(ALIAS)
                  + " CREATE ALIAS ticks FOR '%s.counted'".formatted(ALIAS),
              "tick()",
              "SELECT untick()",
              "SELECT ticks()");
      case POSTGRESQL ->
          new Counter(
              "CREATE SEQUENCE counter",
              "nextval('counter')",
              "ALTER SEQUENCE counter RESTART",
              "SELECT last_value, is_called FROM counter");
      case MARIADB ->
          new Counter(
              "CREATE SEQUENCE counter NOCACHE",
              "NEXTVAL(counter)",
              "ALTER SEQUENCE counter RESTART",
              "SELECT next_not_cached_value FROM counter");
      case SQLITE -> new Counter("", "tick()", "SELECT untick()", "SELECT ticks()");
      case DUCKDB ->
          new Counter(
              "CREATE SEQUENCE counter",
              "nextval('counter')",
              "CREATE OR REPLACE SEQUENCE counter",
              "SELECT last_value FROM duckdb_sequences()");
    };
  }

  /** Makes the counter; SQLite's functions belong to a connection. */
  static void install(Target target, Connection direct, Connection ours) throws SQLException {
    if (target == Target.SQLITE) {
      functions(direct);
      functions(ours.unwrap(SQLiteConnection.class));
    } else {
      Natives.run(direct, of(target).create);
    }
  }

  private static void functions(Connection connection) throws SQLException {
    Function.create(connection, "tick", new Counting(JavaNatives::count));
    Function.create(connection, "untick", new Counting(JavaNatives::restart));
    Function.create(connection, "ticks", new Counting(JavaNatives::counted));
  }

  private static final class Counting extends Function {
    private final java.util.function.LongSupplier value;

    Counting(java.util.function.LongSupplier value) {
      this.value = value;
    }

    @Override
    protected void xFunc() throws SQLException {
      result(value.getAsLong());
    }
  }
}
