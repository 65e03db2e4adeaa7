package org.wasmudf.integration.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.support.ChildJvm;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** A stream of ten million rows from PostgreSQL runs in a heap of 128 MiB, in autocommit. */
final class PostgreSqlMemoryTest {
  private static final long ROWS = 10_000_000;

  @Test
  void sumInASmallHeap() throws Exception {
    try (Database database = Target.POSTGRESQL.database()) {
      Properties properties = database.properties(Map.of());
      try (ChildJvm child =
          ChildJvm.flagged(
              List.of("-Xmx128m"),
              Sum.class,
              database.url(),
              properties.getProperty("wasmudf.store"))) {
        assertEquals(
            List.of(ROWS + " rows, sum " + (3 * (ROWS * (ROWS + 1) / 2) + ROWS)), child.lines());
      }
    }
  }

  /** The child: sums a function of ten million rows. */
  static final class Sum {
    private Sum() {}

    public static void main(String[] arguments) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", arguments[1]);
      try (Connection connection = DriverManager.getConnection(arguments[0], properties);
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            CREATE FUNCTION step(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
              (module (func (export "step") (param i64) (result i64)
                (i64.add (i64.mul (local.get 0) (i64.const 3)) (i64.const 1)))) $$""");
        long rows = 0;
        long sum = 0;
        try (ResultSet result =
            statement.executeQuery(
                "SELECT x, step(x) FROM generate_series(1, " + ROWS + ") AS g(x)")) {
          while (result.next()) {
            rows++;
            sum += result.getLong(2);
          }
        }
        System.out.println(rows + " rows, sum " + sum);
      }
    }
  }
}
