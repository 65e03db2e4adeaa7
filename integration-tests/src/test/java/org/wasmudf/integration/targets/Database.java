package org.wasmudf.integration.targets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;

/** An empty database of one target, with a store of its own; both are gone when it is closed. */
public final class Database implements AutoCloseable {
  private final Target target;
  private final String url;
  private final Cleaning cleaning;
  private final Store store = new Store();

  /** Removes the database from its server. */
  interface Cleaning {
    void run() throws SQLException;
  }

  Database(Target target, String url, Cleaning cleaning) {
    this.target = target;
    this.url = url;
    this.cleaning = cleaning;
  }

  public Target target() {
    return target;
  }

  /** The target's own URL. */
  public String directUrl() {
    return url;
  }

  /** The URL of the same database through wasmudf. */
  public String url() {
    return "jdbc:wasmudf:" + url.substring("jdbc:".length());
  }

  /** A connection by the target's own driver. */
  public Connection connectDirect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** A connection through wasmudf, with the database's own store. */
  public Connection connect() throws SQLException {
    return connect(Map.of());
  }

  /**
   * A connection through wasmudf.
   *
   * @param options of wasmudf, without the prefix
   */
  public Connection connect(Map<String, String> options) throws SQLException {
    return DriverManager.getConnection(url(), properties(options));
  }

  /** What a connection through wasmudf is opened with: the store, and options without prefix. */
  public Properties properties(Map<String, String> options) {
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", store.folder().toString());
    properties.setProperty("wasmudf.engine", Engine.ENDIVE.option());
    options.forEach((name, value) -> properties.setProperty("wasmudf." + name, value));
    return properties;
  }

  /** Executes statements on the target itself. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = connectDirect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (store) {
      cleaning.run();
    }
  }

  @Override
  public String toString() {
    return target.product();
  }

  /** A folder for modules that is removed at the end. */
  private static final class Store implements AutoCloseable {
    private final java.nio.file.Path folder = create();

    private static java.nio.file.Path create() {
      try {
        return java.nio.file.Files.createTempDirectory("wasmudf-store");
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    java.nio.file.Path folder() {
      return folder;
    }

    @Override
    public void close() {
      Bench.delete(folder);
    }
  }
}
