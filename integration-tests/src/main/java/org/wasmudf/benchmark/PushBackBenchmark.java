package org.wasmudf.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
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
 * Statements over a million rows whose function stands where the target evaluates: with a function
 * of the target's own (an SQL function on PostgreSQL, an alias of a Java method on H2), and with
 * ours.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class PushBackBenchmark {
  private static final int ROWS = 1_000_000;

  /** The database. */
  @Param({"postgresql", "h2"})
  public String target = "";

  /** Whose function it is. */
  @Param({"native", "ours"})
  public String side = "";

  private final StoreFolder store = new StoreFolder();
  private @Nullable EmbeddedPostgres server;
  private Connection connection;
  private String function = "";

  /** What the function computes, for H2's alias. */
  public static long scatter(long x) {
    return x * 7 + 1;
  }

  @Setup
  public void open() throws SQLException, IOException {
    String url;
    boolean h2 = target.equals("h2");
    if (h2) {
      url = "h2:mem:pushback;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_DELAY=-1";
    } else {
      server = EmbeddedPostgres.builder().start();
      url = server.getJdbcUrl("postgres", "postgres").substring("jdbc:".length());
    }
    try (Connection plain = DriverManager.getConnection("jdbc:" + url);
        Statement statement = plain.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id BIGINT PRIMARY KEY, few BIGINT NOT NULL, many BIGINT NOT NULL,"
              + " y BIGINT)");
      statement.execute(
          "INSERT INTO t SELECT x, MOD(x, 1000), MOD(x, 100000), MOD(x, 17) FROM "
              + (h2 ? "SYSTEM_RANGE(1, " : "generate_series(1, ")
              + ROWS
              + ") s(x)");
      statement.execute("CREATE TABLE b (k BIGINT PRIMARY KEY)");
      statement.execute("INSERT INTO b SELECT DISTINCT many * 7 + 1 FROM t");
      statement.execute("CREATE TABLE nothing (id BIGINT, many BIGINT, y BIGINT)");
      statement.execute(
          h2
              ? "CREATE ALIAS scatter_native DETERMINISTIC FOR '"
                  + PushBackBenchmark.class.getName()
                  + ".scatter'"
              : "CREATE FUNCTION scatter_native(x BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE"
                  + " STRICT AS 'SELECT x * 7 + 1'");
      statement.execute("ANALYZE");
    }
    function = side.equals("ours") ? "scatter" : "scatter_native";
    if (side.equals("ours")) {
      connection = DriverManager.getConnection("jdbc:wasmudf:" + url, store.properties("wasmudf:"));
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE FUNCTION scatter(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$"
                + "(module (func (export \"scatter\") (param i64) (result i64)"
                + " (i64.add (i64.mul (local.get 0) (i64.const 7)) (i64.const 1))))$$");
      }
    } else {
      connection = DriverManager.getConnection("jdbc:" + url);
    }
  }

  /** 1,000 distinct arguments; asked: 1.5 times native. */
  @Benchmark
  public long groupByFew() throws SQLException {
    return read("SELECT " + function + "(few), SUM(y) FROM t GROUP BY " + function + "(few)");
  }

  /** 100,000 distinct arguments; asked: 4 times native. */
  @Benchmark
  public long groupByMany() throws SQLException {
    return read("SELECT " + function + "(many), SUM(y) FROM t GROUP BY " + function + "(many)");
  }

  /** 100,000 distinct arguments; asked: 4 times native. */
  @Benchmark
  public long join() throws SQLException {
    return read("SELECT COUNT(*), SUM(t.y) FROM t JOIN b ON " + function + "(t.many) = b.k");
  }

  /** 10,000 rows; asked: twice native. */
  @Benchmark
  public long update() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("UPDATE t SET y = " + function + "(many) WHERE id <= 10000");
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** No rows at all; asked: at most 5 ms more. */
  @Benchmark
  public long empty() throws SQLException {
    return read(
        "SELECT " + function + "(many), SUM(y) FROM nothing GROUP BY " + function + "(many)");
  }

  private long read(String sql) throws SQLException {
    long sum = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        sum += rows.getLong(1) + rows.getLong(2);
      }
    }
    return sum;
  }

  @TearDown
  public void close() throws SQLException, IOException {
    if (target.equals("h2")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP ALL OBJECTS");
      }
    }
    connection.close();
    if (server != null) {
      server.close();
    }
    store.delete();
  }
}
