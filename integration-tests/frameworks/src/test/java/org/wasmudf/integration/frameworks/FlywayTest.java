package org.wasmudf.integration.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wasmudf.integration.jar.ShadedJar;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Flyway, which knows databases by the beginning of the URL: so not by ours. */
class FlywayTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeMigrations() throws IOException {
    Files.writeString(
        folder.resolve("V1__items.sql"),
        """
        CREATE TABLE item (id BIGINT PRIMARY KEY, quantity INTEGER);
        INSERT INTO item VALUES (1, 10);
        INSERT INTO item VALUES (2, 20);
        """);
    // Functions are registered where tables are made.
    Files.writeString(
        folder.resolve("V2__functions.sql"),
        """
        CREATE OR REPLACE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "twice") (param i64) (result i64)
            (i64.shl (local.get 0) (i64.const 1))))
        $$;
        UPDATE item SET quantity = quantity + twice(50);
        """);
  }

  @OnH2AndPostgres
  void migratesThroughOurDataSource(Target target) throws SQLException {
    try (Database database = target.database()) {
      assertMigrates(
          database,
          Flyway.configure()
              .dataSource(Ways.wrap(new DriverManagerDataSource(database.directUrl()), database)));
    }
  }

  @OnH2AndPostgres
  void migratesThroughTheBareUrlDriver(Target target) throws SQLException {
    try (Database database = target.database()) {
      assertMigrates(
          database,
          Flyway.configure()
              .driver(ShadedJar.BARE_URL_DRIVER)
              .jdbcProperties(map(database.properties(Map.of())))
              .dataSource(database.directUrl(), null, null));
    }
  }

  @OnH2AndPostgres
  void doesNotKnowOurUrl(Target target) throws SQLException {
    try (Database database = target.database()) {
      FluentConfiguration configuration = Flyway.configure();
      FlywayException refused =
          assertThrows(
              FlywayException.class, () -> configuration.dataSource(database.url(), null, null));
      assertTrue(String.valueOf(refused.getMessage()).contains("wasmudf"), refused::toString);
    }
  }

  private void assertMigrates(Database database, FluentConfiguration configuration)
      throws SQLException {
    Flyway flyway = configuration.locations("filesystem:" + folder).load();
    assertEquals(2, flyway.migrate().migrationsExecuted);
    flyway.validate();
    assertEquals(0, flyway.migrate().migrationsExecuted);
    assertEquals("2", flyway.info().current().getVersion().getVersion());
    try (Connection connection = database.connect()) {
      assertEquals(
          List.of("1|110|220", "2|120|240"),
          Bench.rows(connection, "SELECT id, quantity, twice(quantity) FROM item ORDER BY id"));
    }
  }

  private static Map<String, String> map(Properties properties) {
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }
}
