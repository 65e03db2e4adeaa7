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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * next + getLong + wasNull over a result without UDFs: the backing driver alone and through us. One
 * operation is one call, three of which make a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class PassThroughBenchmark {
  private static final int ROWS = 10_000;
  private static final int CALLS_PER_ROW = 3;

  /** The URL behind {@code jdbc:}. */
  @Param({"h2:mem:", "wasmudf:h2:mem:"})
  public String url = "";

  private final StoreFolder store = new StoreFolder();
  private Connection connection;
  private Statement statement;
  private ResultSet rows;

  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:" + url, store.properties(url));
    statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    rows = statement.executeQuery("SELECT x FROM SYSTEM_RANGE(1, " + ROWS + ")");
  }

  @Setup(Level.Invocation)
  public void rewind() throws SQLException {
    rows.beforeFirst();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * CALLS_PER_ROW)
  public long nextGetLongWasNull() throws SQLException {
    long sum = 0;
    while (rows.next()) {
      sum += rows.getLong(1);
      if (rows.wasNull()) {
        sum++;
      }
    }
    return sum;
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    store.delete();
  }
}
