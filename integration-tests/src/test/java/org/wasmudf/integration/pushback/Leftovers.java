package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Target;

/** Every object that a session sees, so that nothing of a push-back stays behind. */
final class Leftovers {
  private Leftovers() {}

  static List<String> of(Target target, Connection connection) throws SQLException {
    return Bench.rows(connection, query(target));
  }

  private static String query(Target target) {
    return switch (target) {
      case H2 ->
          "SELECT TABLE_SCHEMA, TABLE_NAME, 'table' FROM INFORMATION_SCHEMA.TABLES WHERE"
              + " TABLE_SCHEMA <> 'INFORMATION_SCHEMA' UNION SELECT ROUTINE_SCHEMA, ROUTINE_NAME,"
              + " 'routine' FROM INFORMATION_SCHEMA.ROUTINES ORDER BY 1, 2";
      case POSTGRESQL ->
          "SELECT relnamespace::regnamespace::text, relname, relkind FROM pg_class WHERE"
              + " relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema',"
              + " 'pg_toast') ORDER BY 1, 2";
      case MARIADB ->
          "SELECT TABLE_TYPE, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA ="
              + " DATABASE() ORDER BY 1, 2";
      case SQLITE ->
          "SELECT type, name FROM sqlite_master UNION ALL SELECT type, name FROM"
              + " sqlite_temp_master ORDER BY 1, 2";
      case DUCKDB -> "SELECT schema_name, table_name, temporary FROM duckdb_tables() ORDER BY 1, 2";
    };
  }
}
