package org.wasmudf.integration.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Failure;
import org.wasmudf.integration.support.Leaks;
import org.wasmudf.jdbc.WasmUdfDataSource;

/** Executions in which SQLite calls functions: errors, several at once, batches, stopping. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BridgeRunsTest {
  private static final String ENDLESS =
      Twins.number("endless", "(n BIGINT)", "(loop $l (br $l)) (i64.const 0)");
  private static final String COUNTER =
      """
      CREATE FUNCTION ticket(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (global $c (mut i64) (i64.const 0))
          (func (export "ticket") (param i64) (result i64)
            (global.set $c (i64.add (global.get $c) (i64.const 1))) (global.get $c)))
      $$ SETTINGS keep_state = true""";

  private final Twins twins;
  private final Connection ours;

  BridgeRunsTest() throws SQLException {
    twins = new Twins();
    ours = twins.ours;
  }

  @AfterEach
  void close() throws SQLException {
    twins.close();
    Leaks.assertNone();
  }

  private void works() throws SQLException {
    assertEquals(
        List.of("-14", "20", "20", "26", "40"),
        Bench.rows(ours, "SELECT twice(n) FROM t WHERE n IS NOT NULL ORDER BY twice(n)"));
  }

  @Test
  void failureOfAGuestComesInPlaceOfTheTargets() throws SQLException {
    for (String sql :
        List.of(
            "SELECT COUNT(*) FROM t GROUP BY not13(n)",
            "UPDATE t SET n = not13(n)",
            "INSERT OR IGNORE INTO k (id, v) SELECT id + 10, not13(n) FROM t",
            "SELECT id FROM t ORDER BY not13(n)")) {
      try (Statement statement = ours.createStatement()) {
        SQLException e = assertThrows(SQLException.class, () -> statement.execute(sql), sql);
        new Failure(e).state("38W01").says("not13(BIGINT)", "n = 13", "unreachable");
        assertFalse(String.valueOf(e.getMessage()).contains(" row "), e.getMessage());
      }
      Leaks.assertNone();
      works();
    }
    assertEquals(
        List.of("10", "20", "null", "10", "-7", "13"),
        Bench.rows(ours, "SELECT n FROM t ORDER BY id"),
        "a statement that failed has changed nothing");
  }

  @Test
  void failureInALaterRowComesFromNext() throws SQLException {
    try (Statement statement = ours.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, not13(n) + 0 FROM t ORDER BY id")) {
      for (int i = 1; i <= 5; i++) {
        assertTrue(rows.next());
        assertEquals(i, rows.getInt(1));
      }
      SQLException first = assertThrows(SQLException.class, rows::next);
      assertEquals("38W01", first.getSQLState());
      assertSame(first, assertThrows(SQLException.class, rows::next), "it does not start again");
    }
    works();
  }

  @Test
  void failureOfTheTargetStaysItsOwn() throws SQLException {
    try (Statement statement = ours.createStatement();
        Statement direct = twins.direct.createStatement()) {
      for (String sql :
          List.of(
              "SELECT json(same(s)) FROM t",
              "INSERT INTO k (id, v) SELECT id, twice(n) FROM t",
              "SELECT missing + twice(n) FROM t",
              "SELECT abs(-9223372036854775808 + 0 * twice(n)) FROM t")) {
        SQLException expected = assertThrows(SQLException.class, () -> direct.execute(sql));
        SQLException e = assertThrows(SQLException.class, () -> statement.execute(sql));
        assertEquals(expected.getClass(), e.getClass());
        assertEquals(expected.getMessage(), e.getMessage());
        assertEquals(expected.getErrorCode(), e.getErrorCode());
      }
    }
    works();
  }

  @Test
  void tryGivesNullAndAWarning() throws SQLException {
    try (Statement statement = ours.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, TRY(not13(n)) + 0, twice(TRY(not13(n))) + 0 FROM t WHERE id > 4"
                    + " ORDER BY id")) {
      assertEquals(List.of("5|-7|-14", "6|null|null"), Bench.rows(rows));
      assertNotNull(statement.getWarnings());
      assertTrue(String.valueOf(statement.getWarnings()).contains("not13"));
    }
    assertEquals(
        List.of("1"),
        Bench.rows(ours, "SELECT COUNT(*) FROM t WHERE id > 3 AND TRY(not13(n)) IS NULL"));
  }

  @Test
  void twoOpenResultsCallTheSameFunction() throws SQLException {
    try (PreparedStatement first =
            ours.prepareStatement("SELECT id, plus(id, ?) + 0 FROM t ORDER BY id");
        PreparedStatement second =
            ours.prepareStatement("SELECT id, plus(id, ?) + 0 FROM t ORDER BY id")) {
      first.setInt(1, 100);
      second.setInt(1, 1000);
      try (ResultSet one = first.executeQuery();
          ResultSet two = second.executeQuery()) {
        for (int i = 1; i <= 6; i++) {
          assertTrue(one.next());
          assertEquals(100 + i, one.getLong(2));
          assertTrue(two.next());
          assertEquals(1000 + i, two.getLong(2));
        }
        assertEquals(List.of("6"), Bench.rows(ours, "SELECT COUNT(even(n) + 0) + 1 FROM t"));
        assertFalse(one.next());
        assertFalse(one.next());
        assertFalse(two.next());
      }
      first.setInt(1, 7);
      try (ResultSet again = first.executeQuery()) {
        again.next();
        assertEquals(8, again.getLong(2), "the same statement again");
      }
    }
  }

  @Test
  void nothingStaysRegisteredBeyondTheSession() throws SQLException {
    String list = "SELECT COUNT(*) FROM pragma_function_list WHERE name LIKE 'wasmudf%'";
    for (int i = 0; i < 20; i++) {
      works();
      Bench.rows(ours, "SELECT MAX(plus(n, twice(id))) FROM t");
    }
    assertEquals(List.of("1"), Bench.rows(ours, list), "names are used again");
    Connection raw = ours.unwrap(org.sqlite.SQLiteConnection.class);
    assertThrows(
        SQLException.class,
        () -> Bench.rows(raw, "SELECT wasmudf_0_1(1)"),
        "a name answers to its own statement alone");
  }

  @Test
  void stateBelongsToOneExecution() throws SQLException {
    Twins.run(ours, COUNTER);
    String sql = "SELECT MAX(ticket(1)), COUNT(DISTINCT ticket(n)) FROM t";
    assertEquals(Bench.rows(ours, sql), Bench.rows(ours, sql));
    assertEquals(
        List.of("1", "2", "3", "4", "5", "6"),
        Bench.rows(ours, "SELECT ticket(1) + 0 FROM t"),
        "a volatile function is called for each row");
    try (Statement first = ours.createStatement();
        Statement second = ours.createStatement();
        ResultSet one = first.executeQuery("SELECT ticket(1) + 0 FROM t");
        ResultSet two = second.executeQuery("SELECT ticket(1) + 0 FROM t")) {
      for (int i = 1; i <= 6; i++) {
        one.next();
        two.next();
        assertEquals(i, one.getLong(1));
        assertEquals(i, two.getLong(1));
      }
    }
  }

  @Test
  void batchesRunAsTheTargets() throws SQLException {
    try (PreparedStatement update =
        ours.prepareStatement("UPDATE t SET n = twice(n) WHERE id = ?")) {
      for (int i = 1; i <= 7; i++) {
        update.setInt(1, i);
        update.addBatch();
      }
      assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 0}, update.executeBatch());
    }
    try (PreparedStatement update =
        ours.prepareStatement("UPDATE t SET n = plus(n, ?) WHERE id = ?")) {
      for (int i = 1; i <= 3; i++) {
        update.setInt(1, 100 * i);
        update.setInt(2, i);
        update.addBatch();
      }
      assertArrayEquals(new int[] {1, 1, 1}, update.executeBatch());
    }
    assertEquals(
        List.of("120", "240", "null", "20", "-14", "26"),
        Bench.rows(ours, "SELECT n FROM t ORDER BY id"));
    try (Statement mixed = ours.createStatement()) {
      mixed.addBatch("UPDATE t SET n = 1 WHERE id = 1");
      mixed.addBatch("UPDATE t SET n = twice(n) WHERE id < 3");
      assertArrayEquals(new int[] {1, 2}, mixed.executeBatch());
    }
    assertEquals(List.of("2", "480"), Bench.rows(ours, "SELECT n FROM t WHERE id < 3 ORDER BY id"));
  }

  @Test
  void failingEntryOfABatchTellsWhatRan() throws SQLException {
    try (PreparedStatement update =
        ours.prepareStatement("UPDATE t SET u = not13(n) WHERE id = ?")) {
      for (int id : new int[] {4, 5, 6, 1}) {
        update.setInt(1, id);
        update.addBatch();
      }
      BatchUpdateException e = assertThrows(BatchUpdateException.class, update::executeBatch);
      assertEquals("38W01", e.getSQLState());
      new Failure(e).says("not13(BIGINT)");
      assertInstanceOf(SQLException.class, e.getCause());
    }
    works();
  }

  @Test
  void keysAndCountsAreTheTargets() throws SQLException {
    try (PreparedStatement insert =
        ours.prepareStatement(
            "INSERT INTO t (n) SELECT twice(v) FROM k WHERE id = ?",
            Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, 2);
      assertEquals(1, insert.executeUpdate());
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertTrue(keys.next());
        assertEquals(7, keys.getInt(1));
      }
    }
    try (Statement statement = ours.createStatement()) {
      SQLException e =
          assertThrows(
              SQLException.class, () -> statement.executeUpdate("SELECT MAX(twice(n)) FROM t"));
      assertFalse(String.valueOf(e.getMessage()).contains("wasmudf_"), e.getMessage());
      assertEquals(7, statement.executeLargeUpdate("UPDATE t SET n = twice(n) + 1"));
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM t ORDER BY twice(id)")) {
        assertEquals(List.of("1", "2"), Bench.rows(rows));
        assertSame(statement, rows.getStatement());
      }
    }
  }

  @Test
  void descriptionNeedsNoExecution() throws SQLException {
    try (PreparedStatement query =
        ours.prepareStatement(
            "SELECT id, twice(n) + ? AS y, plus(id, ?)*1 FROM t ORDER BY twice(n)")) {
      assertEquals(3, query.getMetaData().getColumnCount());
      assertEquals("y", query.getMetaData().getColumnLabel(2));
      assertEquals("plus(id, ?)*1", query.getMetaData().getColumnLabel(3));
      ParameterMetaData parameters = query.getParameterMetaData();
      assertEquals(2, parameters.getParameterCount());
      assertEquals(Types.BIGINT, parameters.getParameterType(2));
    }
    works();
  }

  private static FutureTask<@Nullable SQLException> started(Statement statement, String sql) {
    FutureTask<@Nullable SQLException> outcome =
        new FutureTask<>(
            () -> {
              try {
                Bench.rows(statement.executeQuery(sql));
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    new Thread(outcome, "query").start();
    Leaks.awaitGuest();
    return outcome;
  }

  @Test
  void cancelTimeoutAndClosingStopTheGuest() throws Exception {
    Twins.run(ours, ENDLESS);
    String inExecute = "SELECT COUNT(*) FROM t GROUP BY endless(n)";
    String inNext = "SELECT CASE WHEN id > 2 THEN endless(id) END FROM t ORDER BY id";
    for (String sql : List.of(inExecute, inNext)) {
      try (Statement statement = ours.createStatement()) {
        FutureTask<@Nullable SQLException> outcome = started(statement, sql);
        statement.cancel();
        assertState("57014", outcome);
      }
      works();
      Statement closing = ours.createStatement();
      FutureTask<@Nullable SQLException> closed = started(closing, sql);
      closing.close();
      assertNotNull(closed.get(60, TimeUnit.SECONDS));
      works();
      try (Statement statement = ours.createStatement()) {
        statement.setQueryTimeout(1);
        SQLException e =
            assertThrows(SQLException.class, () -> Bench.rows(statement.executeQuery(sql)));
        new Failure(e).state("57014");
      }
      Leaks.assertNone();
      works();
    }
    Connection other = twins.database.connect();
    FutureTask<@Nullable SQLException> aborted = started(other.createStatement(), inExecute);
    other.abort(Runnable::run);
    assertNotNull(aborted.get(60, TimeUnit.SECONDS));
    other.close();
    works();
  }

  @Test
  void interruptStopsTheGuest() throws Exception {
    Twins.run(ours, ENDLESS);
    List<SQLException> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Bench.rows(ours, "SELECT COUNT(*) FROM t GROUP BY endless(n)");
              } catch (SQLException e) {
                failures.add(e);
              }
            });
    thread.start();
    Leaks.awaitGuest();
    thread.interrupt();
    thread.join();
    assertEquals("57014", failures.get(0).getSQLState());
    works();
  }

  private static void assertState(String state, FutureTask<@Nullable SQLException> outcome)
      throws Exception {
    SQLException e = outcome.get(60, TimeUnit.SECONDS);
    assertNotNull(e, "the statement was not stopped");
    assertEquals(state, e.getSQLState(), e.getMessage());
  }

  @Test
  void connectionClosesWithAResultOpen() throws SQLException {
    Connection other = twins.database.connect();
    ResultSet rows = other.createStatement().executeQuery("SELECT twice(n) + 0 FROM t");
    assertTrue(rows.next());
    other.close();
    Leaks.assertNone();
    works();
  }

  @Test
  void transactionsStayTheCallers() throws SQLException {
    ours.setAutoCommit(false);
    try (Statement statement = ours.createStatement()) {
      statement.executeUpdate("UPDATE t SET n = twice(n) + 1");
      assertThrows(
          SQLException.class, () -> statement.executeUpdate("UPDATE t SET n = not13(n - 14)"));
    }
    ours.rollback();
    ours.setAutoCommit(true);
    works();
  }

  @Test
  void storedTextStaysRefused() {
    for (String sql :
        List.of(
            "CREATE VIEW v AS SELECT twice(n) FROM t",
            "CREATE INDEX i ON t (twice(n))",
            "CREATE TABLE c (x INTEGER CHECK (twice(x) > 0))",
            "CREATE TABLE g (x INTEGER, y INTEGER GENERATED ALWAYS AS (twice(x)))",
            "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET n = twice(n); END")) {
      SQLException e = assertThrows(SQLException.class, () -> Twins.run(ours, sql), sql);
      assertTrue(List.of("42W01", "42601").contains(e.getSQLState()), e.getMessage());
    }
  }

  @Test
  void functionThatChangesIsCalledAnew() throws SQLException {
    try (PreparedStatement query = ours.prepareStatement("SELECT MAX(twice(n)) FROM t")) {
      assertEquals(List.of("40"), Bench.rows(query.executeQuery()));
      Twins.run(
          ours,
          Twins.number("twice", "(n BIGINT)", "(i64.mul (local.get 0) (i64.const 3))")
              .replace("CREATE", "CREATE OR REPLACE"));
      assertEquals(List.of("60"), Bench.rows(query.executeQuery()));
    }
  }

  @Test
  void driverMayBeInAnotherClassLoader() throws Exception {
    URL jar = org.sqlite.JDBC.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, platform)) {
      Driver driver =
          (Driver) loader.loadClass("org.sqlite.JDBC").getDeclaredConstructor().newInstance();
      try (Connection other =
              through(() -> driver.connect(twins.database.directUrl(), new Properties()));
          Statement statement = other.createStatement()) {
        assertEquals(List.of("40"), Bench.rows(other, "SELECT MAX(twice(n)) FROM t"));
        SQLException e =
            assertThrows(SQLException.class, () -> statement.execute("UPDATE t SET n = not13(n)"));
        assertEquals("38W01", e.getSQLState());
      }
    }
  }

  @Test
  void poolHasItsConnectionBackAsItWas() throws Exception {
    String list = "SELECT COUNT(*) FROM pragma_function_list WHERE name LIKE 'wasmudf%'";
    try (Connection physical = twins.database.connectDirect()) {
      Connection kept =
          (Connection)
              Proxy.newProxyInstance(
                  Connection.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (self, method, arguments) ->
                      method.getName().equals("close") ? null : method.invoke(physical, arguments));
      for (int i = 0; i < 3; i++) {
        try (Connection borrowed = through(() -> kept)) {
          assertEquals(List.of("40"), Bench.rows(borrowed, "SELECT MAX(twice(n)) FROM t"));
          assertEquals(List.of("1"), Bench.rows(physical, list));
        }
        assertEquals(List.of("0"), Bench.rows(physical, list), "nothing stays registered");
      }
      Connection borrowed = through(() -> kept);
      ResultSet open = borrowed.createStatement().executeQuery("SELECT twice(n) + 0 FROM t");
      assertTrue(open.next());
      borrowed.close();
      try (Connection next = through(() -> kept)) {
        assertEquals(List.of("40"), Bench.rows(next, "SELECT MAX(twice(n)) FROM t"));
      }
    }
  }

  private interface Source {
    @Nullable Connection connection() throws SQLException;
  }

  /** A connection of ours over one that the application has. */
  private Connection through(Source source) throws SQLException {
    DataSource target =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> source.connection());
    return new WasmUdfDataSource(target, twins.database.properties(Map.of())).getConnection();
  }
}
