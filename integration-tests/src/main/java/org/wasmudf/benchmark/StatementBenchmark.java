package org.wasmudf.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
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
 * Whole statements without UDFs on H2: alone, through us with a thousand functions registered, and
 * through p6spy without its log.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Dp6spy.config.modulelist=com.p6spy.engine.spy.P6SpyFactory")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 6, time = 1)
public class StatementBenchmark {
  private static final String QUERY =
      "SELECT id, name, amount FROM orders WHERE id = 42 AND name <> 'none' ORDER BY amount DESC";

  /** The URL behind {@code jdbc:}. */
  @Param({"h2:mem:", "wasmudf:h2:mem:", "p6spy:h2:mem:"})
  public String url = "";

  private final StoreFolder store = new StoreFolder();
  private Connection connection;
  private PreparedStatement prepared;
  private int id;

  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:" + url, store.properties(url));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, name VARCHAR(20), amount DOUBLE)");
      statement.execute("INSERT INTO orders SELECT x, 'name ' || x, x FROM SYSTEM_RANGE(1, 100)");
    }
    if (url.startsWith("wasmudf:")) {
      ThousandFunctions.register(connection);
    }
    prepared = connection.prepareStatement(QUERY.replace("42", "?"));
  }

  @Benchmark
  public double createExecuteReadClose() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      rows.next();
      return rows.getDouble(3);
    }
  }

  @Benchmark
  public double prepareBindExecuteReadClose() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY.replace("42", "?"))) {
      return run(statement);
    }
  }

  @Benchmark
  public double bindExecuteRead() throws SQLException {
    return run(prepared);
  }

  private double run(PreparedStatement statement) throws SQLException {
    id = id % 100 + 1;
    statement.setInt(1, id);
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getDouble(3);
    }
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    store.delete();
  }
}
