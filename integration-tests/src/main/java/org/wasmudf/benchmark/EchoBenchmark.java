package org.wasmudf.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * A million rows of different arguments: the function's result by itself, and an expression over it
 * that the target computes batch by batch. Asked: at most three times.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EchoBenchmark {
  private static final int ROWS = 1_000_000;

  /** The database. */
  @Param({"h2", "postgresql"})
  public String target = "";

  private final StoreFolder store = new StoreFolder();
  private @Nullable EmbeddedPostgres server;
  private Connection ours;

  @Setup
  public void open() throws SQLException, IOException {
    String url;
    if (target.equals("h2")) {
      url = "h2:mem:echo;OPTIMIZE_REUSE_RESULTS=FALSE";
    } else {
      server = EmbeddedPostgres.builder().start();
      url = server.getJdbcUrl("postgres", "postgres").substring("jdbc:".length());
    }
    ours = DriverManager.getConnection("jdbc:wasmudf:" + url, store.properties("wasmudf:"));
    try (Statement statement = ours.createStatement()) {
      statement.execute("CREATE TABLE t (id BIGINT, x DOUBLE PRECISION)");
      statement.execute(
          "INSERT INTO t SELECT n, n / 7.0 FROM "
              + (server == null ? "SYSTEM_RANGE(1, " : "generate_series(1, ")
              + ROWS
              + ") s(n)");
      statement.execute(
          "CREATE FUNCTION f(x DOUBLE PRECISION) RETURNS DOUBLE PRECISION LANGUAGE WASM AS WAT $$"
              + "(module (func (export \"f\") (param f64) (result f64)"
              + " (f64.mul (local.get 0) (f64.const 1.5))))$$");
    }
  }

  @Benchmark
  public double plainStream() throws SQLException {
    return read("SELECT id, f(x) FROM t");
  }

  @Benchmark
  public double echo() throws SQLException {
    return read("SELECT id, ROUND(CAST(f(x) AS NUMERIC(18,6)), 1) FROM t");
  }

  private double read(String sql) throws SQLException {
    try (PreparedStatement statement = ours.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      double sum = 0;
      int count = 0;
      while (true) {
        // Chunks are compiled sooner than one loop over all rows.
        int chunk = 0;
        while (chunk < 1024 && rows.next()) {
          sum += rows.getLong(1) + rows.getDouble(2);
          chunk++;
        }
        count += chunk;
        if (chunk < 1024) {
          break;
        }
      }
      if (count != ROWS) {
        throw new IllegalStateException(count + " rows");
      }
      return sum;
    }
  }

  @TearDown
  public void close() throws SQLException, IOException {
    ours.close();
    if (server != null) {
      server.close();
    }
    store.delete();
  }
}
