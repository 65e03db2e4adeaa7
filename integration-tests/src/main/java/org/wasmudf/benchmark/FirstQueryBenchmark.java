package org.wasmudf.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first query of a fresh JVM, from connecting to the last row: with a UDF, and the same query
 * without. The function is registered in a store that an earlier process left.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(8)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstQueryBenchmark {
  @Param({
    "SELECT x, gcd64(x, 12) FROM SYSTEM_RANGE(1, 100)",
    "SELECT x, x FROM SYSTEM_RANGE(1, 100)"
  })
  public String query = "";

  private static final String URL = "wasmudf:h2:mem:";

  private final StoreFolder store = new StoreFolder();

  /** Registers the function in a process of its own, so that this JVM is fresh. */
  @Setup
  public void register() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Registration.class.getName(),
                store.properties(URL).getProperty("wasmudf.store"))
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the function could not be registered");
    }
  }

  @Benchmark
  public long firstQuery() throws SQLException {
    long sum = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:" + URL, store.properties(URL));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        sum += rows.getLong(2);
      }
    }
    return sum;
  }

  @TearDown
  public void delete() {
    store.delete();
  }

  /** The earlier process. */
  static final class Registration {
    private Registration() {}

    public static void main(String[] arguments) throws SQLException {
      java.util.Properties properties = new java.util.Properties();
      properties.setProperty("wasmudf.store", arguments[0]);
      properties.setProperty("wasmudf.files", ExampleFiles.guests().toString());
      try (Connection connection = DriverManager.getConnection("jdbc:" + URL, properties);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE MODULE numbers FROM FILE 'c/numbers.wasm'");
        statement.execute("CREATE FUNCTION gcd64 LANGUAGE WASM FROM 'numbers'");
      }
    }
  }
}
