package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Leaks;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;
import org.wasmudf.jdbc.WasmUdfDataSource;

/** Pools over the driver, and the driver's DataSource over a pool. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolsTest {
  private static final String ROWS = "SELECT %s(id) FROM t";
  private static final String BOUNDARIES = "com.zaxxer.hikari.enableRequestBoundaries";

  private static HikariDataSource pool(String url, Properties properties) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  private static HikariDataSource pool(Database database, Map<String, String> options) {
    return pool(database.url(), database.properties(options));
  }

  /** The target's own connection, whatever is around it. */
  private static Connection physical(Connection connection, Database database) throws SQLException {
    Class<?> type;
    try (Connection direct = database.connectDirect()) {
      type = direct.getClass();
    }
    return (Connection) connection.unwrap(type);
  }

  @EachTarget
  void failuresOfFunctionsLeaveThePoolItsConnection(Target target) throws Exception {
    try (Database database = target.database();
        HikariDataSource pool = pool(database, Map.of("max_call_time", "200 ms"))) {
      Comparison.fill(database);
      Connection first;
      try (Connection connection = pool.getConnection()) {
        first = physical(connection, database);
        Guests.run(connection, Guests.TWICE, Guests.trap("traps"), Guests.endless("endless"));
      }
      failsAndStays(pool, database, first, "38W01", ROWS.formatted("traps"));
      failsAndStays(pool, database, first, "38W01", "SELECT traps(1)");
      failsAndStays(pool, database, first, "57014", ROWS.formatted("endless"));
      failsAndStays(pool, database, first, "57014", "UPDATE t SET n = endless(1)");
      failsAndStays(
          pool, database, first, "42W01", "CREATE VIEW v AS SELECT twice(id) AS x FROM t");
      failsAndStays(pool, database, first, "42883", "SELECT wasmudf.missing(id) FROM t");
      failsAndStays(pool, database, first, "42883", "SELECT twice(id, id) FROM t");
      failsAndStays(pool, database, first, "42883", "SELECT twice(s) FROM t");
      failsAndStays(pool, database, first, "42601", "CREATE FUNCTION f LANGUAGE WASM");
      failsAndStays(pool, database, first, "42704", "DROP MODULE missing");
      failsAndStays(pool, database, first, "42723", Guests.TWICE);
      failsAndStays(pool, database, first, "58P01", "CREATE MODULE m FROM FILE 'missing.wasm'");
      failsAndStays(
          pool,
          database,
          first,
          "57014",
          connection -> {
            try (Statement statement = connection.createStatement()) {
              CompletableFuture<Void> cancelled =
                  CompletableFuture.runAsync(
                      () -> {
                        Leaks.awaitGuest();
                        try {
                          statement.cancel();
                        } catch (SQLException e) {
                          throw new AssertionError(e);
                        }
                      });
              try {
                Bench.rows(statement.executeQuery(ROWS.formatted("endless")));
              } finally {
                cancelled.join();
              }
            }
          });
      failsAndStays(
          pool,
          database,
          first,
          "57014",
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.setQueryTimeout(1);
              Bench.rows(statement.executeQuery(ROWS.formatted("endless")));
            }
          });
      failsAndStays(
          pool,
          database,
          first,
          "22018",
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT twice(?)")) {
              statement.setString(1, "no number");
              Bench.rows(statement.executeQuery());
            }
          });
      failsAndStays(
          pool,
          database,
          first,
          "07001",
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT twice(?)")) {
              statement.executeQuery();
            }
          });
      failsAndStays(
          pool,
          database,
          first,
          "38W01",
          connection -> {
            try (CallableStatement call = connection.prepareCall("{? = call traps(?)}")) {
              call.setLong(2, 1);
              call.execute();
            }
          });
    }
  }

  private interface Failing {
    void run(Connection connection) throws SQLException;
  }

  private static void failsAndStays(
      HikariDataSource pool, Database database, Connection first, String state, String sql)
      throws SQLException {
    failsAndStays(
        pool,
        database,
        first,
        state,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
              Bench.rows(statement.getResultSet());
            }
          }
        });
  }

  private static void failsAndStays(
      HikariDataSource pool, Database database, Connection first, String state, Failing failing)
      throws SQLException {
    try (Connection connection = pool.getConnection()) {
      SQLException e = assertThrows(SQLException.class, () -> failing.run(connection));
      assertEquals(state, e.getSQLState(), e.getMessage());
      assertEquals(List.of("1"), Bench.rows(connection, "SELECT id FROM t WHERE id = 1"));
    }
    try (Connection connection = pool.getConnection()) {
      assertSame(first, physical(connection, database), "the pool's connection");
    }
  }

  @EachTarget
  void initRunsOnceForEachPhysicalConnection(Target target) throws SQLException {
    String init =
        "CREATE TABLE runs (id INTEGER); -- a comment; no statement\n"
            + Guests.times("TEMPORARY FUNCTION", "of_init", 5)
            + "; INSERT INTO runs VALUES (1);";
    try (Database database = target.database();
        HikariDataSource pool = pool(database, Map.of("init", init))) {
      for (int i = 0; i < 3; i++) {
        try (Connection connection = pool.getConnection()) {
          assertEquals(List.of("5"), Bench.rows(connection, "SELECT of_init(id) FROM runs"));
        }
      }
    }
  }

  @EachTarget
  void aScriptOfInitThatFailsOpensNoConnection(Target target) throws SQLException {
    try (Database database = target.database()) {
      assertThrows(
          SQLException.class, () -> database.connect(Map.of("init", "SELECT * FROM nowhere")));
      SQLException e =
          assertThrows(
              SQLException.class, () -> database.connect(Map.of("init", "file:/nowhere.sql")));
      assertEquals("58P01", e.getSQLState());
    }
  }

  @EachTarget
  void aPoolsRequestEndsTemporaryFunctions(Target target) throws SQLException {
    String init = Guests.times("TEMPORARY FUNCTION", "of_init", 5);
    System.setProperty(BOUNDARIES, "true");
    try (Database database = target.database();
        HikariDataSource pool = pool(database, Map.of("init", init))) {
      try (Connection connection = pool.getConnection()) {
        Guests.run(
            connection,
            Guests.times("TEMPORARY FUNCTION", "borrowed", 3),
            Guests.times("OR REPLACE TEMPORARY FUNCTION", "of_init", 7));
        assertEquals(List.of("6|14"), Bench.rows(connection, "SELECT borrowed(2), of_init(2)"));
      }
      try (Connection connection = pool.getConnection()) {
        assertThrows(SQLException.class, () -> Bench.rows(connection, "SELECT borrowed(2)"));
        assertEquals(List.of("10"), Bench.rows(connection, "SELECT of_init(2)"));
      }
    } finally {
      System.clearProperty(BOUNDARIES);
    }
  }

  @EachTarget
  void closingAConnectionOverAPoolEndsTemporaryFunctions(Target target) throws SQLException {
    try (Database database = target.database();
        HikariDataSource pool = pool(database.directUrl(), new Properties())) {
      WasmUdfDataSource source = new WasmUdfDataSource(pool, database.properties(Map.of()));
      Connection first;
      try (Connection connection = source.getConnection()) {
        first = physical(connection, database);
        Guests.run(connection, Guests.times("TEMPORARY FUNCTION", "borrowed", 3));
        Statement left = connection.createStatement();
        ResultSet rows = left.executeQuery("SELECT borrowed(2)");
        assertEquals(List.of("6"), Bench.rows(rows));
      }
      try (Connection connection = source.getConnection()) {
        assertSame(first, physical(connection, database), "the pool's connection");
        assertThrows(SQLException.class, () -> Bench.rows(connection, "SELECT borrowed(2)"));
      }
      assertEquals(1, pool.getHikariPoolMXBean().getIdleConnections());
    }
  }

  /** What a pool sets back when a connection returns. */
  @EachTarget
  void stateIsSetBackBetweenUsers(Target target) throws SQLException {
    assumeFalse(target == Target.DUCKDB, "DuckDB has no isolation to set");
    try (Database database = target.database();
        HikariDataSource pool = pool(database, Map.of())) {
      Comparison.fill(database);
      int isolation;
      try (Connection connection = pool.getConnection()) {
        Guests.run(connection, Guests.TWICE);
        isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        Guests.run(connection, "UPDATE t SET n = twice(50)");
        assertEquals(List.of("100"), Bench.rows(connection, "SELECT n FROM t WHERE id = 1"));
      }
      try (Connection connection = pool.getConnection()) {
        assertEquals(true, connection.getAutoCommit());
        assertEquals(isolation, connection.getTransactionIsolation());
        assertEquals(List.of("10"), Bench.rows(connection, "SELECT n FROM t WHERE id = 1"));
      }
    }
  }
}
