package org.wasmudf.integration.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.ChildJvm;
import org.wasmudf.integration.support.Engine;

/** A stream of ten million rows runs in a heap of 128 MiB, on the JDK that runs the tests. */
final class TenMillionRowsTest {
  private static final long ROWS = 10_000_000;

  @TempDir private Path store;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void sumInASmallHeap(Engine engine) throws Exception {
    try (ChildJvm child =
        ChildJvm.flagged(List.of("-Xmx128m"), Sum.class, store.toString(), engine.option())) {
      // 3x + 1 over 1 to n
      assertEquals(
          List.of(ROWS + " rows, sum " + (3 * (ROWS * (ROWS + 1) / 2) + ROWS)), child.lines());
    }
  }

  @Test
  void fewRowsOfManyComeAtOnce() throws Exception {
    // Only the rows that are read are fetched: the rest of the range would take hours.
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", store.toString());
    try (Connection connection =
            DriverManager.getConnection("jdbc:wasmudf:h2:mem:;LAZY_QUERY_EXECUTION=1", properties);
        Statement statement = connection.createStatement()) {
      statement.execute(Sum.CREATE);
      try (ResultSet result =
          statement.executeQuery("SELECT step(x) FROM SYSTEM_RANGE(1, 1000000000000)")) {
        for (long x = 1; x <= 1000; x++) {
          result.next();
          assertEquals(3 * x + 1, result.getLong(1));
        }
      }
      try (ResultSet result =
          statement.executeQuery(
              "SELECT x FROM SYSTEM_RANGE(1, 1000000000000) WHERE step(x) > 3000 LIMIT 5")) {
        result.next();
        assertEquals(1000, result.getLong(1));
      }
    }
  }

  /** The child: sums a function of ten million rows. */
  static final class Sum {
    static final String CREATE =
        """
        CREATE FUNCTION step(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "step") (param i64) (result i64)
            (i64.add (i64.mul (local.get 0) (i64.const 3)) (i64.const 1)))) $$""";

    private Sum() {}

    public static void main(String[] arguments) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", arguments[0]);
      properties.setProperty("wasmudf.engine", arguments[1]);
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:wasmudf:h2:mem:;LAZY_QUERY_EXECUTION=1", properties);
          Statement statement = connection.createStatement()) {
        statement.execute(CREATE);
        long rows = 0;
        long sum = 0;
        try (ResultSet result =
            statement.executeQuery("SELECT step(x) FROM SYSTEM_RANGE(1, " + ROWS + ")")) {
          while (result.next()) {
            rows++;
            sum += result.getLong(1);
          }
        }
        System.out.println(rows + " rows, sum " + sum);
      }
    }
  }
}
