package org.wasmudf.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Registers a thousand functions, none of which a benchmark's statements call. */
final class ThousandFunctions {
  private ThousandFunctions() {}

  static void register(Connection connection) throws SQLException {
    String exports = all(i -> "(export \"bench_function_" + i + "\" (func 0))\n");
    String signatures = all(i -> "\"bench_function_" + i + "(n BIGINT) RETURNS BIGINT\\n\"\n");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE MODULE thousand AS WAT $$(module (func (param i64) (result i64) (local.get 0))"
              + exports
              + "(@custom \"wasm_udf\" "
              + signatures
              + "))$$");
      statement.execute("CREATE FUNCTIONS FROM MODULE thousand");
    }
  }

  private static String all(IntFunction<String> each) {
    return IntStream.range(0, 1000).mapToObj(each).collect(Collectors.joining());
  }
}
