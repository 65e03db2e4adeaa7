package org.wasmudf.benchmark;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
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

/** One cheap call of each interface: on H2 alone, through us, and through p6spy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dp6spy.config.modulelist=com.p6spy.engine.spy.P6SpyFactory")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class InterfaceBenchmark {
  /** The URL behind {@code jdbc:}. */
  @Param({"h2:mem:", "wasmudf:h2:mem:", "p6spy:h2:mem:"})
  public String url = "";

  private final StoreFolder store = new StoreFolder();
  private Connection connection;
  private Statement statement;
  private PreparedStatement prepared;
  private CallableStatement callable;
  private DatabaseMetaData metaData;
  private ResultSet rows;

  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:" + url, store.properties(url));
    statement = connection.createStatement();
    prepared = connection.prepareStatement("SELECT CAST(? AS BIGINT)");
    callable = connection.prepareCall("CALL 1 + CAST(? AS BIGINT)");
    metaData = connection.getMetaData();
    rows = statement.executeQuery("SELECT CAST(1 AS BIGINT)");
    rows.next();
  }

  @Benchmark
  public int connectionGetHoldability() throws SQLException {
    return connection.getHoldability();
  }

  @Benchmark
  public int statementGetFetchSize() throws SQLException {
    return statement.getFetchSize();
  }

  @Benchmark
  public PreparedStatement preparedSetLong() throws SQLException {
    prepared.setLong(1, 1);
    return prepared;
  }

  @Benchmark
  public CallableStatement callableSetLong() throws SQLException {
    callable.setLong(1, 1);
    return callable;
  }

  @Benchmark
  public int metaDataGetJdbcMajorVersion() throws SQLException {
    return metaData.getJDBCMajorVersion();
  }

  @Benchmark
  public long resultSetGetLong() throws SQLException {
    return rows.getLong(1);
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    store.delete();
  }
}
