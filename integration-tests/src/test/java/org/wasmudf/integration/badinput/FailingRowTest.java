package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Guests;

/** Guests that fail on one row of many: the error belongs to that row, and to nobody else. */
@ParameterizedClass
@EnumSource(Engine.class)
final class FailingRowTest {
  private static final int ROWS = 3000;
  private static final int BAD = 1234;

  private final Engine engine;
  private final Bench bench;

  FailingRowTest(Engine engine) {
    this.engine = engine;
    this.bench = new Bench(engine, Map.of("batch_rows", "512"));
  }

  @BeforeEach
  void register() throws SQLException {
    bench.module("faults", Guests.bytes("wat/faults.wasm"));
    bench.run(
        "CREATE FUNCTION trap_if_negative(n BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'faults'",
        "CREATE FUNCTION divide(BIGINT, BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'faults'",
        "CREATE FUNCTION truncate_w(x DOUBLE) RETURNS BIGINT LANGUAGE WASM FROM 'faults' :: 'truncate'",
        "CREATE FUNCTION peek(address INTEGER) RETURNS INTEGER LANGUAGE WASM FROM 'faults'",
        "CREATE FUNCTION nowhere(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'faults'",
        "CREATE FUNCTION twice(n SMALLINT) RETURNS SMALLINT LANGUAGE WASM FROM 'faults'",
        // x is negative on one row
        "CREATE TABLE t(id INT PRIMARY KEY, x BIGINT)",
        "INSERT INTO t SELECT x, CASE WHEN x = %d THEN -x ELSE x END FROM SYSTEM_RANGE(1, %d)"
            .formatted(BAD, ROWS));
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  @Test
  void trapNamesFunctionRowArgumentsAndFrames() {
    bench
        .refuses("SELECT id, trap_if_negative(x) FROM t ORDER BY id")
        .state("38W01")
        .says("Function trap_if_negative(BIGINT) trapped at row 1234", "(n = -1234)", "unreachable")
        .says(frames("$trap_if_negative"));
  }

  @Test
  void rowsBeforeTheBadOneAreReadAndItsErrorStays() throws SQLException {
    try (Statement statement = bench.connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT id, trap_if_negative(x) FROM t ORDER BY id")) {
      for (int row = 1; row < BAD; row++) {
        assertTrue(result.next());
        assertEquals(row, result.getLong(2));
      }
      SQLException first = assertThrows(SQLException.class, result::next);
      assertEquals("38W01", first.getSQLState());
      SQLException second = assertThrows(SQLException.class, result::next);
      assertEquals(first.getMessage(), second.getMessage());
    }
    bench.assertUnharmed();
  }

  @Test
  void everyKindOfTrapIsSaidInWords() {
    bench
        .refuses("SELECT divide(id, x + 1234) FROM t ORDER BY id")
        .state("38W01")
        .says(
            "divide(BIGINT, BIGINT)",
            "row 1234",
            "argument 1 = 1234, argument 2 = 0",
            "divi",
            "zero");
    bench
        .refuses("SELECT divide(-9223372036854775808, x + 1233) FROM t ORDER BY id")
        .state("38W01")
        .says("row 1234", "overflow");
    bench
        .refuses("SELECT truncate_w(1e300 * x) FROM t ORDER BY id")
        .state("38W01")
        .says("truncate_w(DOUBLE PRECISION)", "row 1", "overflow");
    bench
        .refuses("SELECT peek(id * 500000) FROM t WHERE id > 500 ORDER BY id")
        .state("38W01")
        .says("peek(INTEGER)", "row 1", "(address = 250500000)", "out of bounds");
    bench
        .refuses("SELECT nowhere(x + 1234) FROM t ORDER BY id")
        .state("38W01")
        .says("nowhere(BIGINT)", "row 1234", "uninitialized element")
        .says(frames("$nowhere"));
    bench
        .refuses("SELECT twice(CAST(id * 10 AS SMALLINT)) FROM t ORDER BY id")
        .state("22003")
        .says("twice(SMALLINT)", "row 1639", "(n = 16390)", "32780", "SMALLINT");
  }

  @Test
  void framesNameTheFunctionsThatWereRunning() throws SQLException {
    bench.module(
        "deep",
        """
        (module
          (func $inner (param i64) (result i64)
            (if (i64.lt_s (local.get 0) (i64.const 0)) (then unreachable))
            (local.get 0))
          (func $middle (param i64) (result i64) (call $inner (local.get 0)))
          (func $outer (export "deep") (param i64) (result i64)
            (i64.add (call $middle (local.get 0)) (i64.const 1))))
        """);
    bench.run("CREATE FUNCTION deep(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'deep'");
    bench
        .refuses("SELECT deep(x) FROM t ORDER BY id")
        .state("38W01")
        .says("deep(BIGINT)", "row 1234", "unreachable")
        .says(frames("$inner, $middle, $outer"));
  }

  @Test
  void whatTheGuestSaysIsInTheError() throws SQLException {
    bench.module("words", Guests.bytes("rust/words.wasm"));
    bench.module("titlecase", Guests.bytes("assemblyscript/titlecase.wasm"));
    bench.module("text", Guests.bytes("c/text.wasm"));
    bench.run(
        "CREATE FUNCTIONS FROM MODULE words",
        "CREATE FUNCTIONS FROM MODULE text",
        "CREATE FUNCTION roman(INTEGER) RETURNS VARCHAR LANGUAGE WASM FROM 'titlecase'");
    // An error that Rust returns, a panic, wasmudf.error in C, and AssemblyScript's abort
    bench
        .refuses("SELECT parse_bigint(CASE WHEN x < 0 THEN 'x7' ELSE '7' END) FROM t ORDER BY id")
        .state("38W02")
        .says("parse_bigint(VARCHAR)", "row 1234", "(s = 'x7')", "invalid digit");
    bench
        .refuses(
            "SELECT nth_character('abc', CASE WHEN x < 0 THEN 7 ELSE 1 END) FROM t ORDER BY id")
        .says(
            "nth_character(VARCHAR, INTEGER)",
            "row 1234",
            "s = 'abc'",
            "n = 7",
            "index out of bounds")
        .fits(".*");
    bench
        .refuses(
            "SELECT repeat_text('abc', CASE WHEN x < 0 THEN 2000 ELSE 2 END) FROM t ORDER BY id")
        .state("38W02")
        .says("repeat_text(VARCHAR, INTEGER)", "row 1234", "longer than 4096 bytes");
    bench
        .refuses("SELECT roman(CASE WHEN x < 0 THEN 0 ELSE 7 END) FROM t ORDER BY id")
        .state("38W02")
        .says("roman(INTEGER)", "row 1234", "outside 1 to 3999", "titlecase.ts");
  }

  @Test
  void rowThatLimitNeverReachesIsNoError() throws SQLException {
    List<String> rows =
        bench.rows("SELECT id, trap_if_negative(x) FROM t ORDER BY id LIMIT " + (BAD - 1));
    assertEquals(BAD - 1, rows.size());
    assertEquals("1233|1233", rows.get(BAD - 2));
    bench.assertUnharmed();
    bench
        .refuses("SELECT id, trap_if_negative(x) FROM t ORDER BY id LIMIT " + BAD)
        .says("row 1234");
  }

  @Test
  void rowThatLimitNeverReachesBehindAFilterIsNoError() throws SQLException {
    // The filter itself traps on row 1234.
    String filter = "SELECT id FROM t WHERE trap_if_negative(x) > 10 ORDER BY id LIMIT %d OFFSET 3";
    List<String> rows = bench.rows(filter.formatted(1200));
    assertEquals(1200, rows.size());
    assertEquals("14", rows.get(0));
    assertEquals("1213", rows.get(1199));
    assertEquals(1220, bench.rows(filter.formatted(1220)).size());
    bench.refuses(filter.formatted(1221)).state("38W01").says("(n = -1234)");
  }

  @Test
  void rowThatTheFilterDropsDoesNotTrap() throws SQLException {
    assertEquals(
        ROWS - 1,
        bench
            .rows("SELECT trap_if_negative(x) FROM t WHERE bench_twice(x) > 0 ORDER BY id")
            .size());
    assertEquals(
        ROWS - 1, bench.rows("SELECT trap_if_negative(x) FROM t WHERE x > 0 ORDER BY id").size());
    bench.assertUnharmed();
  }

  @Test
  void rowThatMaxRowsNeverReachesIsNoError() throws SQLException {
    try (Statement statement = bench.connection().createStatement()) {
      statement.setMaxRows(BAD - 1);
      try (ResultSet result =
          statement.executeQuery("SELECT trap_if_negative(x) FROM t ORDER BY id")) {
        assertEquals(BAD - 1, Bench.rows(result).size());
      }
      statement.setMaxRows(BAD);
      try (ResultSet result =
          statement.executeQuery("SELECT trap_if_negative(x) FROM t ORDER BY id")) {
        assertThrows(SQLException.class, () -> Bench.rows(result));
      }
    }
    bench.assertUnharmed();
  }

  @Test
  void rowThatNobodyReadsIsNoError() throws SQLException {
    try (Statement statement = bench.connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT trap_if_negative(x) FROM t ORDER BY id")) {
      for (int row = 1; row < BAD; row++) {
        assertTrue(result.next());
      }
    }
    bench.assertUnharmed();
    try (PreparedStatement statement =
            bench.connection().prepareStatement("SELECT trap_if_negative(-x) FROM t");
        ResultSet result = statement.executeQuery()) {
      assertFalse(result.isClosed());
    }
    bench.assertUnharmed();
  }

  @Test
  void triedCallIsNullAndWarns() throws SQLException {
    try (Statement statement = bench.connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT id, TRY(trap_if_negative(x)) FROM t ORDER BY id")) {
      for (int row = 1; row <= ROWS; row++) {
        assertTrue(result.next());
        long value = result.getLong(2);
        assertEquals(row == BAD, result.wasNull());
        assertEquals(row == BAD ? 0 : row, value);
        if (row == BAD) {
          SQLWarning warning = result.getWarnings();
          assertNotNull(warning);
          assertTrue(
              String.valueOf(warning.getMessage()).contains("trap_if_negative(BIGINT)"),
              warning.getMessage());
        }
      }
    }
    bench.assertUnharmed();
  }

  @Test
  void constantCallThatTrapsFailsWhenItRuns() throws SQLException {
    try (PreparedStatement query =
        bench.connection().prepareStatement("SELECT trap_if_negative(?) FROM SYSTEM_RANGE(1, 2)")) {
      assertEquals(1, query.getMetaData().getColumnCount());
      query.setLong(1, -5);
      SQLException failure = assertThrows(SQLException.class, query::executeQuery);
      assertEquals("38W01", failure.getSQLState());
      assertTrue(String.valueOf(failure.getMessage()).contains("(n = -5)"), failure.getMessage());
      query.setLong(1, 5);
      try (ResultSet result = query.executeQuery()) {
        assertEquals(List.of("5", "5"), Bench.rows(result));
      }
    }
    bench.assertUnharmed();
  }

  @Test
  void emptyTableCallsNobody() throws SQLException {
    assertEquals(List.of(), bench.rows("SELECT trap_if_negative(-x) FROM t WHERE id < 0"));
    assertEquals(
        List.of("null"),
        bench.rows("SELECT trap_if_negative(CAST(NULL AS BIGINT)) FROM t LIMIT 1"));
    bench.assertUnharmed();
  }

  @Test
  void textOutsideTheMemoryBreaksTheContract() throws SQLException {
    registerBadText();
    for (String function : List.of("past_the_end", "wraps_around")) {
      bench
          .refuses("SELECT " + function + "(s) FROM words ORDER BY id")
          .state("39W06")
          .says("Function " + function + "(VARCHAR) broke its contract at row 700", "'long'");
    }
  }

  @Test
  void invalidUtf8IsRefusedAndNeverRepaired() throws SQLException {
    registerBadText();
    bench
        .refuses("SELECT invalid_utf8(s) FROM words ORDER BY id")
        .state("22021")
        .says("invalid_utf8(VARCHAR)", "row 700", "'long'", "UTF-8");
    // As binary the same bytes are good.
    bench.run(
        "CREATE FUNCTION raw(VARCHAR) RETURNS VARBINARY LANGUAGE WASM FROM 'bad_text' :: 'invalid_utf8'");
    try (Statement statement = bench.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT raw(s) FROM words WHERE id = 700")) {
      assertTrue(result.next());
      assertEquals(
          List.of((byte) 'c', (byte) 'a', (byte) 'f', (byte) 0xc3), list(result.getBytes(1)));
    }
    bench.assertUnharmed();
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new java.util.ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }

  private void registerBadText() throws SQLException {
    bench.module("bad_text", Guests.bytes("wat/bad_text.wasm"));
    for (String name : List.of("invalid_utf8", "past_the_end", "wraps_around", "null_for_long")) {
      bench.run(
          "CREATE FUNCTION " + name + "(s VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'bad_text'");
    }
    bench.run(
        "CREATE TABLE words(id INT PRIMARY KEY, s VARCHAR)",
        "INSERT INTO words SELECT x, CASE WHEN x = 700 THEN 'long' ELSE 'ok' END FROM"
            + " SYSTEM_RANGE(1, 1000)");
  }

  @Test
  void nullIsATextResultLikeAnother() throws SQLException {
    registerBadText();
    assertEquals(
        List.of("700"),
        bench.rows("SELECT id FROM words WHERE null_for_long(s) IS NULL ORDER BY id"));
    bench.assertUnharmed();
  }

  @Test
  void textLongerThanDeclaredIsRefused() throws SQLException {
    bench.module("text", Guests.bytes("c/text.wasm"));
    bench.run(
        "CREATE FUNCTION thrice(s VARCHAR, n INTEGER) RETURNS VARCHAR(8) LANGUAGE WASM FROM 'text'"
            + " :: 'repeat_text'");
    assertEquals(List.of("ababab"), bench.rows("SELECT thrice('ab', id) FROM t WHERE id = 3"));
    // Characters count, not bytes.
    assertEquals(List.of("éééééééé"), bench.rows("SELECT thrice('é', id) FROM t WHERE id = 8"));
    bench
        .refuses("SELECT thrice('abc', id) FROM t ORDER BY id")
        .state("22001")
        .says("thrice(VARCHAR, INTEGER)", "row 3", "9", "VARCHAR(8)");
  }

  @Test
  void columnarFunctionNamesItsRow() throws SQLException {
    bench.module("numbers", Guests.bytes("c/numbers.wasm"));
    bench.run("CREATE FUNCTION add_exact LANGUAGE WASM FROM 'numbers'");
    bench
        .refuses("SELECT add_exact(x, 9223372036854775807 - 2000) FROM t WHERE x > 0 ORDER BY id")
        .state("38W02")
        .says("add_exact(BIGINT, BIGINT)", "2001");
  }

  @Test
  void failureOfTheTargetComesAsItIs() {
    SQLException failure =
        bench
            .refuses("SELECT trap_if_negative(1 / (x - 3)) FROM t WHERE id < 10 ORDER BY id")
            .state("22012")
            .exception();
    assertSame(org.h2.jdbc.JdbcSQLDataException.class, failure.getClass());
  }

  /** What a message says of the guest's call stack: wasmtime-java keeps it to itself. */
  private String[] frames(String innermostFirst) {
    return engine == Engine.ENDIVE ? new String[] {" [in " + innermostFirst + "]."} : new String[0];
  }

  @Test
  void bothEnginesSayTheSameButForFrames() {
    assertEquals(
        "Function trap_if_negative(BIGINT) trapped at row 1234 with (n = -1234): unreachable.",
        bench
            .refuses("SELECT trap_if_negative(x) FROM t ORDER BY id")
            .message()
            .replace(" [in $trap_if_negative]", ""));
  }
}
