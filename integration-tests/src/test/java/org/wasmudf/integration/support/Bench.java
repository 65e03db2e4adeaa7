package org.wasmudf.integration.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.benchmark.ExampleFiles;

/**
 * A store of its own, a database in memory of its own, and a connection through the driver. One
 * function is registered from the start, {@code bench_twice(BIGINT)}: a good one that must go on
 * working whatever a test does.
 */
public final class Bench implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String TWICE =
      """
      CREATE FUNCTION bench_twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "bench_twice") (param i64) (result i64)
          (i64.shl (local.get 0) (i64.const 1))))
      $$""";

  private final Path store;
  private final String database = "h2:mem:bench" + NUMBER.incrementAndGet();
  private final Properties properties = new Properties();
  private final Connection connection;

  /** What is registered, and which module files there are. */
  private record Picture(List<String> modules, List<String> functions, List<String> files) {}

  public Bench(Engine engine) {
    this(engine, Map.of());
  }

  /**
   * Opens a bench.
   *
   * @param options of the driver, without the prefix
   */
  public Bench(Engine engine, Map<String, String> options) {
    try {
      store = Files.createTempDirectory("wasmudf-bench");
      properties.setProperty("wasmudf.engine", engine.option());
      properties.setProperty("wasmudf.store", store.toString());
      properties.setProperty("wasmudf.files", ExampleFiles.guests().toString());
      options.forEach((name, value) -> properties.setProperty("wasmudf." + name, value));
      connection = connect(Map.of());
      run(TWICE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError("the bench cannot be opened", e);
    }
  }

  public Connection connection() {
    return connection;
  }

  public Path store() {
    return store;
  }

  /** The URL of the bench's database without {@code jdbc:}. */
  public String database() {
    return database;
  }

  /** Another connection to the same database and store, with options that differ. */
  public Connection connect(Map<String, String> options) throws SQLException {
    Properties own = new Properties();
    own.putAll(properties);
    options.forEach((name, value) -> own.setProperty("wasmudf." + name, value));
    return DriverManager.getConnection("jdbc:wasmudf:" + database, own);
  }

  /** Another connection to the same store by an URL of the caller's. */
  public Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  /** Executes statements of ours or of the target. */
  public void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** Registers a module from its text form. */
  public void module(String name, String wat) throws SQLException {
    run("CREATE MODULE " + name + " AS WAT $$" + wat + "$$");
  }

  /** Registers a module from its bytes. */
  public void module(String name, byte[] bytes) throws SQLException {
    try (PreparedStatement create =
        connection.prepareStatement("CREATE MODULE " + name + " FROM ?")) {
      create.setBytes(1, bytes);
      create.execute();
    }
  }

  /** All rows, each as its values between bars. */
  public List<String> rows(String sql) throws SQLException {
    return rows(connection, sql);
  }

  /** All rows, each as its values between bars. */
  public static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return rows(result);
    }
  }

  /** All rows that are left, each as its values between bars. */
  public static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= columns; i++) {
        row.append(i == 1 ? "" : "|").append(result.getString(i));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  /** The value of a query's first column and first row. */
  public @Nullable Object value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getObject(1) : null;
    }
  }

  /** A statement that must fail, and must leave everything as it was. */
  public Failure refuses(String sql) {
    return refuses(
        given -> {
          try (Statement statement = given.createStatement()) {
            if (statement.execute(sql)) {
              try (ResultSet result = statement.getResultSet()) {
                rows(result);
              }
            }
          }
        });
  }

  /** A module that must be refused, and must leave everything as it was. */
  public Failure refusesModule(String name, byte[] bytes) {
    return refuses(
        given -> {
          try (PreparedStatement create =
              given.prepareStatement("CREATE MODULE " + name + " FROM ?")) {
            create.setBytes(1, bytes);
            create.execute();
          }
        });
  }

  /** A module in text form that must be refused, and must leave everything as it was. */
  public Failure refusesModule(String name, String wat) {
    return refuses("CREATE MODULE " + name + " AS WAT $$" + wat + "$$");
  }

  /**
   * An action that must fail with an SQLException: nothing is stored by it, nothing of it stays
   * behind, and the connection goes on working.
   */
  public Failure refuses(Action action) {
    Picture before = picture();
    SQLException failure = assertThrows(SQLException.class, () -> action.run(connection));
    assertEquals(before, picture(), "what is stored");
    assertUnharmed();
    return new Failure(failure);
  }

  /** Nothing stays behind, and good queries work. */
  public void assertUnharmed() {
    Leaks.assertNone();
    try {
      assertEquals(List.of("2"), rows("SELECT 1 + 1"));
      assertEquals(
          List.of("2", "4", "6"), rows("SELECT bench_twice(x) FROM SYSTEM_RANGE(1, 3) ORDER BY x"));
    } catch (SQLException e) {
      throw new AssertionError("a good query fails", e);
    }
    Leaks.assertNone();
  }

  private Picture picture() {
    try {
      return new Picture(
          rows("SELECT * FROM wasmudf.modules"), rows("SELECT * FROM wasmudf.functions"), files());
    } catch (SQLException e) {
      throw new AssertionError("the relations cannot be read", e);
    }
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(store)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".wasm")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the connection and removes the store. */
  @Override
  public void close() throws SQLException {
    connection.close();
    delete(store);
  }

  /** Removes a folder with all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
