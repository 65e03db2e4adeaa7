package org.wasmudf.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * 200,000 rows of seven columns by typed getters: plain, and streamed beside one trivial function.
 * {@code clientCpuNanos} is the CPU time of the thread that reads, over all iterations, and {@code
 * rowsRead} what it read meanwhile.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
public class FetchBenchmark {
  private static final int ROWS = 200_000;
  private static final int FETCH_SIZE = 8192;
  private static final String COLUMNS = "id, ratio, name, born, moment, amount, flag";
  private static final String TABLE =
      "CREATE TABLE t (id BIGINT, ratio DOUBLE PRECISION, name VARCHAR(20), born DATE,"
          + " moment TIMESTAMP, amount DECIMAL(18, 2), flag BOOLEAN)";
  private static final String ROW =
      " SELECT x, CASE WHEN MOD(x, 10) <> 1 THEN x / 3.0 END, CASE WHEN MOD(x, 10) <> 2 THEN"
          + " 'name ' || x END, CASE WHEN MOD(x, 10) <> 3 THEN DATE '2024-03-01' END, CASE WHEN"
          + " MOD(x, 10) <> 4 THEN TIMESTAMP '2024-03-01 12:34:56.789123' END, CASE WHEN MOD(x, 10)"
          + " <> 5 THEN x / 7.0 END, CASE WHEN MOD(x, 10) <> 6 THEN MOD(x, 2) = 0 END FROM ";

  /** The database. */
  @Param({"h2", "postgresql"})
  public String target = "";

  private final StoreFolder store = new StoreFolder();
  private @Nullable EmbeddedPostgres server;
  private Connection plain;
  private Connection ours;

  /** The reading thread's time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public long clientCpuNanos;
    public long rowsRead;

    @Setup(Level.Iteration)
    public void reset() {
      clientCpuNanos = 0;
      rowsRead = 0;
    }

    private void add(long since) {
      clientCpuNanos += THREADS.getCurrentThreadCpuTime() - since;
      rowsRead += ROWS;
    }
  }

  @Setup
  public void open() throws SQLException, IOException {
    String url;
    if (target.equals("h2")) {
      url = "h2:mem:fetch;OPTIMIZE_REUSE_RESULTS=FALSE";
    } else {
      server = EmbeddedPostgres.builder().start();
      url = server.getJdbcUrl("postgres", "postgres").substring("jdbc:".length());
    }
    plain = DriverManager.getConnection("jdbc:" + url);
    try (Statement statement = plain.createStatement()) {
      statement.execute(TABLE);
      statement.execute(
          "INSERT INTO t"
              + ROW
              + (server == null ? "SYSTEM_RANGE(1, " : "generate_series(1, ")
              + ROWS
              + ") s(x)");
    }
    ours = DriverManager.getConnection("jdbc:wasmudf:" + url, store.properties("wasmudf:"));
    try (Statement statement = ours.createStatement()) {
      statement.execute(
          "CREATE FUNCTION same(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$"
              + "(module (func (export \"same\") (param i64) (result i64) (local.get 0)))$$");
    }
    // A cursor, as every reader of large results has on PostgreSQL.
    plain.setAutoCommit(false);
  }

  @Benchmark
  public double plain(Cpu cpu) throws SQLException {
    long start = Cpu.THREADS.getCurrentThreadCpuTime();
    double sum = read(plain, "SELECT " + COLUMNS + " FROM t");
    cpu.add(start);
    return sum;
  }

  @Benchmark
  public double streamed(Cpu cpu) throws SQLException {
    long start = Cpu.THREADS.getCurrentThreadCpuTime();
    double sum = read(ours, "SELECT " + COLUMNS.replace("id,", "same(id) AS id,") + " FROM t");
    cpu.add(start);
    return sum;
  }

  private static double read(Connection connection, String sql) throws SQLException {
    double sum = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = statement.executeQuery()) {
        while (true) {
          // Chunks are compiled sooner than one loop over all rows.
          double chunk = readChunk(rows);
          if (chunk < 0) {
            return sum;
          }
          sum += chunk;
        }
      }
    }
  }

  /** The next rows; -1 where there are none. */
  private static double readChunk(ResultSet rows) throws SQLException {
    double sum = 0;
    for (int i = 0; i < 1024; i++) {
      if (!rows.next()) {
        return i == 0 ? -1 : sum;
      }
      sum += rows.getLong(1);
      double ratio = rows.getDouble(2);
      sum += rows.wasNull() ? 1 : ratio;
      String name = rows.getString(3);
      sum += name == null ? 1 : name.length();
      sum += rows.getDate(4) == null ? 1 : 2;
      sum += rows.getTimestamp(5) == null ? 1 : 2;
      sum += rows.getBigDecimal(6) == null ? 1 : 2;
      boolean flag = rows.getBoolean(7);
      sum += rows.wasNull() || flag ? 1 : 2;
    }
    return sum;
  }

  @TearDown
  public void close() throws SQLException, IOException {
    plain.close();
    ours.close();
    if (server != null) {
      server.close();
    }
    store.delete();
  }
}
