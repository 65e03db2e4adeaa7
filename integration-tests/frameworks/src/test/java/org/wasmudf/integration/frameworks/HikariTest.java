package org.wasmudf.integration.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** HikariCP with our driver below it, and with our DataSource around it. */
class HikariTest {
  @OnH2AndPostgres
  void poolOfOurConnectionsDoesItsWork(Target target) throws SQLException {
    try (Database database = target.database();
        HikariDataSource pool = pool(database, database.url(), Map.of())) {
      Ways.register(database);
      work(pool);
    }
  }

  @OnH2AndPostgres
  void poolByTheClassNameOfTheBareUrlDriver(Target target) throws SQLException {
    try (Database database = target.database()) {
      HikariConfig config = config(database, database.directUrl(), Map.of());
      config.setDriverClassName(org.wasmudf.integration.jar.ShadedJar.BARE_URL_DRIVER);
      Ways.register(database);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        work(pool);
      }
    }
  }

  @OnH2AndPostgres
  void ourDataSourceAroundAPool(Target target) throws SQLException {
    try (Database database = target.database()) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(database.directUrl());
      config.setMaximumPoolSize(1);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        Ways.register(database);
        DataSource ours = Ways.wrap(pool, database);
        work(ours);
        try (Connection connection = ours.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute(
              """
              CREATE TEMPORARY FUNCTION mine(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
                (module (func (export "mine") (param i64) (result i64) (local.get 0)))
              $$""");
          assertEquals(List.of("1"), Bench.rows(connection, "SELECT mine(id) FROM item"));
        }
        // The one connection of the pool again, without what its last borrower registered.
        try (Connection connection = ours.getConnection()) {
          assertThrows(
              SQLException.class, () -> Bench.rows(connection, "SELECT mine(id) FROM item"));
        }
      }
    }
  }

  @OnH2AndPostgres
  void everyConnectionHasWhatTheOptionInitRegisters(Target target) throws SQLException {
    String init =
        """
        CREATE TEMPORARY FUNCTION mine(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "mine") (param i64) (result i64)
            (i64.sub (i64.const 0) (local.get 0)))) $$""";
    try (Database database = target.database();
        HikariDataSource pool = pool(database, database.url(), Map.of("init", init));
        Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      database.run("CREATE TABLE one (id BIGINT)", "INSERT INTO one VALUES (7)");
      assertEquals(List.of("-7"), Bench.rows(first, "SELECT mine(id) FROM one"));
      assertEquals(List.of("-7"), Bench.rows(second, "SELECT mine(id) FROM one"));
    }
  }

  @OnH2AndPostgres
  void connectionStaysInThePoolAfterATrap(Target target) throws SQLException {
    try (Database database = target.database()) {
      HikariConfig config = config(database, database.url(), Map.of());
      config.setMaximumPoolSize(1);
      Ways.register(database);
      database.run("CREATE TABLE item (id BIGINT)", "INSERT INTO item VALUES (1)");
      try (HikariDataSource pool = new HikariDataSource(config)) {
        Connection physical;
        try (Connection connection = pool.getConnection()) {
          physical = connection.unwrap(Connection.class);
          SQLException trap =
              assertThrows(
                  SQLException.class, () -> Bench.rows(connection, "SELECT bad(id) FROM item"));
          assertEquals("38W01", trap.getSQLState());
          assertFalse(connection.isClosed());
          assertTrue(connection.isValid(5));
        }
        try (Connection connection = pool.getConnection()) {
          assertSame(physical, connection.unwrap(Connection.class));
          assertEquals(List.of("2"), Bench.rows(connection, "SELECT twice(id) FROM item"));
        }
      }
    }
  }

  private static void work(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS item");
      statement.execute(
          "CREATE TABLE item (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name VARCHAR(20))");
      assertEquals(
          1,
          statement.executeUpdate(
              "INSERT INTO item (name) VALUES ('nut')", Statement.RETURN_GENERATED_KEYS));
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(1, keys.getLong(1));
        assertSame(statement, keys.getStatement());
        assertSame(connection, keys.getStatement().getConnection());
      }
    }
    // What a borrower leaves open is rolled back, and its settings are reset.
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO item (name) VALUES ('bolt')");
    }
    try (Connection connection = pool.getConnection()) {
      assertTrue(connection.getAutoCommit());
      assertEquals(
          List.of("1|nut|2"),
          Bench.rows(connection, "SELECT id, name, twice(id) FROM item WHERE twice(id) > 1"));
    }
  }

  private static HikariDataSource pool(Database database, String url, Map<String, String> options) {
    return new HikariDataSource(config(database, url, options));
  }

  private static HikariConfig config(Database database, String url, Map<String, String> options) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setDataSourceProperties(database.properties(options));
    config.setMaximumPoolSize(2);
    return config;
  }
}
