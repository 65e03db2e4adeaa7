package org.wasmudf.benchmark;

import java.io.IOException;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * haversine_km over 200,000 flights joined with both airports, to the last getDouble: through the
 * stream, and by a hand-written loop over the H2 ResultSet that calls the same function in Java. H2
 * is told not to answer a repeated query from its last result, so that both run the join.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
public class StreamBenchmark {
  private static final String JOIN =
      " FROM flights f JOIN airports a ON a.iata = f.origin JOIN airports b ON b.iata = f.destination";
  private static final double EARTH_RADIUS_KM = 6371.0088;

  private final StoreFolder store = new StoreFolder();
  private Connection ours;
  private Connection plain;

  @Setup
  public void open() throws SQLException, IOException {
    plain =
        DriverManager.getConnection("jdbc:h2:mem:stream_benchmark;OPTIMIZE_REUSE_RESULTS=FALSE");
    Flights.load(plain);
    String url = "wasmudf:h2:mem:stream_benchmark";
    ours = DriverManager.getConnection("jdbc:" + url, store.properties(url));
    try (Statement statement = ours.createStatement()) {
      statement.execute("CREATE MODULE geo FROM FILE 'c/geo.wasm'");
      statement.execute("CREATE FUNCTION haversine_km LANGUAGE WASM FROM 'geo'");
      statement.execute("CREATE FUNCTION haversine_km_columnar LANGUAGE WASM FROM 'geo'");
    }
  }

  @Benchmark
  public double stream() throws SQLException {
    return sum("SELECT haversine_km(a.latitude, a.longitude, b.latitude, b.longitude)" + JOIN);
  }

  @Benchmark
  public double streamColumnar() throws SQLException {
    return sum(
        "SELECT haversine_km_columnar(a.latitude, a.longitude, b.latitude, b.longitude)" + JOIN);
  }

  private double sum(String query) throws SQLException {
    double sum = 0;
    try (Statement statement = ours.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        sum += rows.getDouble(1);
      }
    }
    return sum;
  }

  @Benchmark
  public double handWrittenLoop() throws SQLException {
    double sum = 0;
    try (Statement statement = plain.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT a.latitude, a.longitude, b.latitude, b.longitude" + JOIN)) {
      while (rows.next()) {
        sum +=
            haversineKm(rows.getDouble(1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4));
      }
    }
    return sum;
  }

  private static double haversineKm(double lat1, double lon1, double lat2, double lon2) {
    double halfLat = Math.sin(Math.toRadians(lat2 - lat1) / 2);
    double halfLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double h =
        halfLat * halfLat
            + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * halfLon * halfLon;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)));
  }

  @TearDown
  public void close() throws SQLException {
    ours.close();
    plain.close();
    store.delete();
  }
}
