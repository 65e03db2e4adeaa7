package org.wasmudf.integration.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.wasmudf.integration.support.Bench;

/** The databases that everything is tested on. Each test has a database of its own. */
public enum Target {
  H2("H2") {
    @Override
    Database open(String name) {
      return new Database(this, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", () -> shutdown(name));
    }

    private static void shutdown(String name) throws SQLException {
      execute("jdbc:h2:mem:" + name, "SHUTDOWN");
    }
  },

  POSTGRESQL("PostgreSQL") {
    @Override
    Database open(String name) throws SQLException {
      String server = PostgresServer.url("postgres");
      execute(server, "CREATE DATABASE " + name + " STRATEGY FILE_COPY");
      return new Database(
          this,
          PostgresServer.url(name),
          () -> execute(server, "DROP DATABASE " + name + " WITH (FORCE)"));
    }
  },

  MARIADB("MariaDB") {
    @Override
    Database open(String name) throws SQLException {
      String server = MariaDbServer.url("");
      execute(server, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
      return new Database(
          this, MariaDbServer.url(name), () -> execute(server, "DROP DATABASE " + name));
    }
  },

  SQLITE("SQLite") {
    @Override
    Database open(String name) throws IOException {
      return inFolder(this, "jdbc:sqlite:", name);
    }
  },

  DUCKDB("DuckDB") {
    @Override
    Database open(String name) throws IOException {
      return inFolder(this, "jdbc:duckdb:", name);
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String product;

  Target(String product) {
    this.product = product;
  }

  /** The name that users know it by. */
  public String product() {
    return product;
  }

  /**
   * Makes an empty database; the server is started where it does not run yet, and stays until the
   * JVM ends.
   *
   * @throws org.opentest4j.TestAbortedException where the target cannot start on this machine; an
   *     error instead where the environment says WASMUDF_REQUIRE_TARGETS
   */
  public Database database() {
    TargetReport.require(this);
    return create();
  }

  Database create() {
    try {
      return open("test_" + NUMBER.incrementAndGet());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(product + " does not make a database", e);
    }
  }

  abstract Database open(String name) throws SQLException, IOException;

  @Override
  public String toString() {
    return product;
  }

  private static Database inFolder(Target target, String scheme, String name) throws IOException {
    Path folder = Files.createTempDirectory("wasmudf-" + name);
    return new Database(target, scheme + folder.resolve("data.db"), () -> Bench.delete(folder));
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
