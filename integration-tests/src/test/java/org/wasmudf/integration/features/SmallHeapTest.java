package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.ChildJvm;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Three million rows with a function run in a heap that does not hold them. */
class SmallHeapTest {
  private static final long ROWS = 3_000_000;

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"MARIADB", "SQLITE", "DUCKDB"})
  void manyRowsWithAFunction(Target target) throws Exception {
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(Shop.TWICE);
      String url = database.url();
      String sql =
          switch (target) {
            case MARIADB ->
                "SELECT twice(CAST(seq AS SIGNED)), REPEAT('x', 100) FROM seq_1_to_" + ROWS;
            case DUCKDB ->
                "SELECT twice(i), repeat('x', 100) FROM range(1, " + (ROWS + 1) + ") t(i)";
            default ->
                "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < "
                    + ROWS
                    + ") SELECT twice(i), printf('%.100c', 'x') FROM s";
          };
      String store = database.properties(java.util.Map.of()).getProperty("wasmudf.store");
      connection.close();
      try (ChildJvm child = ChildJvm.flagged(List.of("-Xmx64m"), Sum.class, url, store, sql)) {
        assertEquals(List.of(ROWS + " rows, sum " + ROWS * (ROWS + 1)), child.lines());
      }
    }
  }

  /** The child: sums the function's results, and counts the texts' characters. */
  static final class Sum {
    private Sum() {}

    public static void main(String[] arguments) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", arguments[1]);
      if (arguments[0].contains("duckdb")) {
        properties.setProperty("jdbc_stream_results", "true");
      }
      try (Connection connection = DriverManager.getConnection(arguments[0], properties);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(arguments[2])) {
        long rows = 0;
        long sum = 0;
        while (result.next()) {
          if (rows == 0) {
            // What a description takes is not fetched in the middle of the stream.
            result.getMetaData().getColumnTypeName(1);
          }
          rows++;
          sum += result.getLong(1);
          if (result.getString(2).length() != 100) {
            throw new AssertionError(result.getString(2));
          }
        }
        System.out.println(rows + " rows, sum " + sum);
      }
    }
  }
}
