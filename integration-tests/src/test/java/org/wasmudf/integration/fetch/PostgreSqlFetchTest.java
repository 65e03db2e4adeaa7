package org.wasmudf.integration.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * A stream from PostgreSQL in autocommit: rows come in portions within a transaction that nobody
 * but us knows of, which ends before anything else runs on the connection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlFetchTest {
  private static final int ROWS = 20_000;

  private static final String STREAM =
      "SELECT x, step(x) AS y FROM generate_series(1, " + ROWS + ") AS g(x)";

  private final Database database = Target.POSTGRESQL.database();
  private Connection watching;
  private Connection connection;
  private int backend;

  @BeforeAll
  void register() throws SQLException {
    watching = database.connectDirect();
    try (Connection first = database.connect();
        Statement statement = first.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION step(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "step") (param i64) (result i64)
              (i64.add (i64.mul (local.get 0) (i64.const 3)) (i64.const 1)))) $$""");
      statement.execute(
          """
          CREATE FUNCTION trap(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "trap") (param i64) (result i64)
              (if (i64.eq (local.get 0) (i64.const 9000)) (then (unreachable)))
              (local.get 0))) $$""");
      statement.execute("CREATE TABLE notes (text varchar(20))");
    }
  }

  @AfterAll
  void drop() throws SQLException {
    watching.close();
    database.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.connect();
    backend = connection.unwrap(PGConnection.class).getBackendPID();
    execute(watching, "TRUNCATE notes");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What the server says that the connection does. */
  private String state() throws SQLException {
    return one(
        "SELECT coalesce((SELECT state FROM pg_stat_activity WHERE pid = "
            + backend
            + "), 'gone')");
  }

  private String one(String sql) throws SQLException {
    try (Statement statement = watching.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** A backend shows that it is idle only after it has answered. */
  private void assertState(String expected) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!state().equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertEquals(expected, state());
  }

  private static void read(ResultSet rows, int from, int to) throws SQLException {
    for (int x = from; x <= to; x++) {
      assertTrue(rows.next(), "row " + x);
      assertEquals(x, rows.getLong(1));
      assertEquals(3L * x + 1, rows.getLong(2));
    }
  }

  @Test
  void smallResultLeavesNothingOpen() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT x, step(x) FROM generate_series(1, 200) AS g(x)")) {
      assertState("idle");
      read(rows, 1, 200);
      assertFalse(rows.next());
    }
  }

  @Test
  void largeResultComesInPortions() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      assertTrue(connection.getAutoCommit());
      assertState("idle in transaction");
      read(rows, 1, ROWS);
      assertFalse(rows.next());
      assertState("idle");
      assertTrue(connection.getAutoCommit());
    }
  }

  @Test
  void closingEndsIt() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(STREAM)) {
        read(rows, 1, 10);
      }
      assertState("idle");
      ResultSet open = statement.executeQuery(STREAM);
      open.next();
      read(statement.executeQuery(STREAM), 1, 10);
    }
    assertState("idle");
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void closingTheConnectionEndsIt() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery(STREAM);
    rows.next();
    connection.close();
    assertTrue(rows.isClosed());
    assertState("gone");
  }

  /** Something else that runs on the connection. */
  private interface Use {
    void on(Connection connection) throws SQLException;
  }

  record Named(String name, Use use) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> uses() {
    return Stream.of(
        new Named("insert", c -> execute(c, "INSERT INTO notes VALUES ('a')")),
        new Named(
            "prepared insert",
            c -> {
              try (PreparedStatement insert = c.prepareStatement("INSERT INTO notes VALUES (?)")) {
                insert.setString(1, "a");
                insert.executeUpdate();
              }
            }),
        new Named(
            "batch",
            c -> {
              try (Statement statement = c.createStatement()) {
                statement.addBatch("INSERT INTO notes VALUES ('a')");
                statement.executeBatch();
              }
            }),
        new Named(
            "folded insert",
            c -> execute(c, "INSERT INTO notes VALUES (CAST(step(1) AS varchar(20)))")),
        new Named(
            "a second stream",
            c -> {
              try (Statement statement = c.createStatement();
                  ResultSet rows = statement.executeQuery(STREAM)) {
                read(rows, 1, 100);
              }
            }),
        new Named(
            "a prepared stream",
            c -> {
              try (PreparedStatement statement = c.prepareStatement(STREAM + " WHERE x > ?")) {
                statement.setInt(1, 0);
                try (ResultSet rows = statement.executeQuery()) {
                  read(rows, 1, 100);
                }
              }
            }),
        new Named(
            "a statement that fails",
            c -> assertThrows(SQLException.class, () -> execute(c, "SELECT * FROM nowhere"))),
        new Named(
            "a stream that fails",
            c -> assertThrows(SQLException.class, () -> execute(c, "SELECT step(x) FROM nowhere"))),
        new Named("commit", c -> assertEquals("25P01", state(c::commit))),
        new Named("rollback", c -> assertEquals("25P01", state(c::rollback))),
        new Named("setSavepoint", c -> assertEquals("25P01", state(c::setSavepoint))),
        new Named("setAutoCommit(true)", c -> c.setAutoCommit(true)),
        new Named(
            "a transaction",
            c -> {
              c.setAutoCommit(false);
              execute(c, "INSERT INTO notes VALUES ('a')");
              c.rollback();
              c.setAutoCommit(true);
            }),
        new Named(
            "setReadOnly",
            c -> {
              c.setReadOnly(true);
              assertTrue(c.isReadOnly());
              c.setReadOnly(false);
            }),
        new Named(
            "isolation",
            c -> {
              c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
              assertEquals(Connection.TRANSACTION_SERIALIZABLE, c.getTransactionIsolation());
            }),
        new Named("getSchema", c -> assertEquals("public", c.getSchema())),
        new Named("isValid", c -> assertTrue(c.isValid(5))),
        new Named(
            "metadata",
            c -> {
              try (ResultSet tables = c.getMetaData().getTables(null, null, "notes", null)) {
                assertTrue(tables.next());
              }
            }),
        new Named("unwrap", c -> c.unwrap(PGConnection.class)));
  }

  private interface Action {
    void run() throws SQLException;
  }

  private static String state(Action action) {
    return assertThrows(SQLException.class, action::run).getSQLState();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void whateverElseRunsFindsAutocommitAndTheStreamGoesOn(Named one) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, 500);
      assertState("idle in transaction");
      one.use().on(connection);
      assertState("idle");
      assertTrue(connection.getAutoCommit());
      read(rows, 501, ROWS);
      assertFalse(rows.next());
    }
    assertState("idle");
  }

  @Test
  void secondStatementIsCommittedAtOnce() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, 5);
      execute(connection, "INSERT INTO notes VALUES ('a')");
      assertEquals("1", one("SELECT count(*) FROM notes"));
    }
  }

  @Test
  void guestsFailureEndsIt() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT trap(x) FROM generate_series(1, " + ROWS + ") AS g(x)")) {
      for (int x = 1; x < 9000; x++) {
        assertTrue(rows.next());
      }
      assertThrows(SQLException.class, rows::next);
      assertState("idle");
    }
    execute(connection, "INSERT INTO notes VALUES ('a')");
    assertEquals("1", one("SELECT count(*) FROM notes"));
  }

  @Test
  void targetsFailureEndsIt() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 / (15000 - x), step(x) FROM generate_series(1, " + ROWS + ") AS g(x)")) {
      SQLException failure =
          assertThrows(
              SQLException.class,
              () -> {
                while (rows.next()) {
                  rows.getInt(1);
                }
              });
      assertEquals("22012", failure.getSQLState());
      assertState("idle");
    }
    assertTrue(connection.getAutoCommit());
    execute(connection, "INSERT INTO notes VALUES ('a')");
    assertEquals("1", one("SELECT count(*) FROM notes"));
  }

  @Test
  void targetsFailureOfTheFirstRowsIsThatOfTheExecution() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      SQLException failure =
          assertThrows(
              SQLException.class,
              () ->
                  statement.executeQuery(
                      "SELECT 1 / (1 - x), step(x) FROM generate_series(1, 500) AS g(x)"));
      assertEquals("22012", failure.getSQLState());
      assertState("idle");
      assertTrue(connection.getAutoCommit());
    }
  }

  @Test
  void cancelEndsIt() throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT step(x), CASE WHEN x > 5000 THEN pg_sleep(60) END"
                    + " FROM generate_series(1, 10000) AS g(x)")) {
      Thread canceller =
          new Thread(
              () -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
                try {
                  statement.cancel();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      canceller.start();
      SQLException failure =
          assertThrows(
              SQLException.class,
              () -> {
                while (rows.next()) {
                  rows.getLong(1);
                }
              });
      canceller.join();
      assertEquals("57014", failure.getSQLState());
      assertState("idle");
    }
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void callersTransactionIsNotTouched() throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, "INSERT INTO notes VALUES ('a')");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, ROWS);
      assertFalse(rows.next());
      assertFalse(connection.getAutoCommit());
    }
    connection.rollback();
    assertEquals("0", one("SELECT count(*) FROM notes"));
  }

  @Test
  void callersFetchSizeIsACursorInTheCallersTransaction() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery(STREAM)) {
        assertEquals(10, rows.getFetchSize());
        read(rows, 1, ROWS);
      }
    }
    assertState("idle in transaction");
    connection.commit();
    assertState("idle");
  }

  @Test
  void callersExplicitTransactionIsNotTouched() throws SQLException {
    execute(connection, "BEGIN");
    execute(connection, "INSERT INTO notes VALUES ('a')");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, ROWS);
    }
    assertState("idle in transaction");
    execute(connection, "ROLLBACK");
    assertEquals("0", one("SELECT count(*) FROM notes"));
  }

  @Test
  void readOnlyAndIsolationStay() throws SQLException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, ROWS);
    }
    assertTrue(connection.isReadOnly());
    assertEquals(Connection.TRANSACTION_REPEATABLE_READ, connection.getTransactionIsolation());
  }

  @Test
  void rowLocksAreNotHeld() throws SQLException {
    execute(watching, "CREATE TABLE locked AS SELECT x FROM generate_series(1, 5000) AS g(x)");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT x, step(x) FROM locked FOR UPDATE")) {
      assertTrue(rows.next());
      assertState("idle");
      execute(watching, "DELETE FROM locked");
    }
  }

  @Test
  void typeThatChangesBetweenTwoExecutionsIsSeen() throws SQLException {
    execute(watching, "CREATE TABLE changing AS SELECT x FROM generate_series(1, 3) AS g(x)");
    for (String type : new String[] {"integer", "varchar(20)", "bigint"}) {
      execute(watching, "ALTER TABLE changing ALTER x TYPE " + type + " USING x::" + type);
      for (int i = 0; i < 7; i++) {
        try (Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT x, step(1) , step(CAST(x AS bigint)) FROM changing")) {
          assertTrue(rows.next());
          assertEquals("1", rows.getString(1), type);
        }
      }
    }
  }

  @Test
  void typeThatChangesUnderAPreparedStatementIsSeen() throws SQLException {
    execute(watching, "CREATE TABLE altered AS SELECT x FROM generate_series(1, 3) AS g(x)");
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT x, step(CAST(x AS bigint)) FROM altered")) {
      for (String type : new String[] {"integer", "varchar(20)", "bigint"}) {
        execute(watching, "ALTER TABLE altered ALTER x TYPE " + type + " USING x::" + type);
        for (int i = 0; i < 7; i++) {
          try (ResultSet rows = statement.executeQuery()) {
            assertTrue(rows.next());
            assertEquals("1", rows.getString(1), type);
          }
          assertState("idle");
        }
      }
    }
  }

  @Test
  void timeoutReachesAFetch() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(2);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT step(x), CASE WHEN x > 5000 THEN pg_sleep(60) END"
                  + " FROM generate_series(1, 10000) AS g(x)")) {
        SQLException failure =
            assertThrows(
                SQLException.class,
                () -> {
                  while (rows.next()) {
                    rows.getLong(1);
                  }
                });
        assertEquals("57014", failure.getSQLState());
        assertState("idle");
      }
    }
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void explainAnalyzeCountsAllRowsAndLeavesNothingOpen() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN ANALYZE WASM " + STREAM)) {
      assertState("idle");
      assertTrue(rows.next());
      long most = 0;
      do {
        most = Math.max(most, rows.getLong("rows"));
      } while (rows.next());
      assertEquals(ROWS, most);
    }
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void smallBatchesComeInSmallPortions() throws SQLException {
    try (Connection other = database.connect(Map.of("batch_rows", "100"));
        Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery(STREAM)) {
      read(rows, 1, ROWS);
      assertFalse(rows.next());
    }
  }
}
