package org.wasmudf.integration.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Failure;
import org.wasmudf.integration.support.Leaks;

/** Values that go into functions that SQLite calls, and come out of them. */
final class BridgeValuesTest {
  private final Twins twins;

  BridgeValuesTest() throws SQLException {
    twins = new Twins();
    constant("nan", "DOUBLE", "(result f64)", "(f64.div (f64.const 0) (f64.const 0))");
    constant("infinite", "DOUBLE", "(result f64)", "(f64.div (f64.const 1) (f64.const 0))");
    constant("negative_zero", "DOUBLE", "(result f64)", "(f64.const -0.0)");
    constant("leap", "DATE", "(result i32)", "(i32.const 19782)");
    constant("far", "DATE", "(result i32)", "(i32.const 4000000)");
    constant("noon", "TIME(3)", "(result i64)", "(i64.const 43200250000)");
    constant("epoch", "TIMESTAMP", "(result i64)", "(i64.const 0)");
    constant("most", "UInt64", "(result i64)", "(i64.const -1)");
    constant("tiny", "UInt64", "(result i64)", "(i64.const 5)");
    constant("real", "REAL", "(result f32)", "(f32.const 0.1)");
    constant("small", "TINYINT", "(result i32)", "(i32.const -3)");
    constant("wide", "TINYINT", "(result i32)", "(i32.const 300)");
    Twins.run(
        twins.ours,
        """
        CREATE FUNCTION day(d DATE) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "day") (param i32) (result i64)
            (i64.extend_i32_s (local.get 0)))) $$""",
        """
        CREATE FUNCTION broken(n BIGINT) RETURNS TEXT LANGUAGE WASM AS WAT $$
          (module (memory (export "memory") 1) (data (i32.const 8) "\\ff")
            (func (export "broken") (param i64) (result i64) (i64.const 0x0000000800000001))) $$""",
        """
        CREATE FUNCTION zero(n BIGINT) RETURNS TEXT LANGUAGE WASM AS WAT $$
          (module (memory (export "memory") 1) (data (i32.const 8) "a\\00b")
            (func (export "zero") (param i64) (result i64) (i64.const 0x0000000800000003))) $$""",
        """
        CREATE FUNCTION kind(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "kind") (param i64) (result i64) (i64.const 1))) $$""",
        """
        CREATE FUNCTION kind(x DOUBLE) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (func (export "kind") (param f64) (result i64) (i64.const 2))) $$""",
        """
        CREATE FUNCTION kind(t TEXT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
          (module (memory (export "memory") 1)
            (func (export "kind") (param i32 i32) (result i64) (i64.const 3))) $$""");
  }

  /** A function that takes a row's id and gives always the same. */
  private void constant(String name, String type, String result, String value) throws SQLException {
    Twins.run(
        twins.ours,
        "CREATE FUNCTION %1$s(n BIGINT) RETURNS %2$s LANGUAGE WASM AS WAT $$ (module (func (export \"%1$s\") (param i64) %3$s %4$s)) $$"
            .formatted(name, type, result, value));
  }

  @AfterEach
  void close() throws SQLException {
    twins.close();
    Leaks.assertNone();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      infinite      | real    | 9.0e+999
      negative_zero | real    | -0.0
      leap          | text    | '2024-02-29'
      noon          | text    | '12:00:00.25'
      epoch         | text    | '1970-01-01 00:00:00'
      tiny          | integer | 5
      real          | real    | 0.10000000149011612
      small         | integer | -3
      even          | integer | 0
      """)
  void resultIsAValueOfSqlite(String function, String type, String literal) throws SQLException {
    assertEquals(
        List.of(type + "|1"),
        Bench.rows(
            twins.ours,
            "SELECT typeof(%1$s(id)), %1$s(id) = %2$s FROM t WHERE id = 1 GROUP BY %1$s(id)"
                .formatted(function, literal)));
    List<Object> stream = new ArrayList<>();
    for (String sql :
        List.of(
            "SELECT %s(id) FROM t WHERE id = 1", "SELECT %s(id) FROM t WHERE id = 1 GROUP BY 1")) {
      try (PreparedStatement query = twins.ours.prepareStatement(sql.formatted(function));
          ResultSet rows = query.executeQuery()) {
        rows.next();
        stream.add(rows.getString(1));
      }
    }
    assertEquals(stream.get(0), stream.get(1), "the text in the stream and in the bridge");
  }

  @ParameterizedTest
  @CsvSource({
    "nan, 22003, NaN",
    "most, 22003, 18446744073709551615",
    "far, 22007, years",
    "wide, 22003, 300",
    "broken, 22021, UTF-8"
  })
  void resultThatSqliteDoesNotHaveIsAnError(String function, String state, String says)
      throws SQLException {
    String sql = "SELECT COUNT(*) FROM t GROUP BY " + function + "(id)";
    SQLException e = assertThrows(SQLException.class, () -> Bench.rows(twins.ours, sql));
    new Failure(e).state(state).says(function + "(BIGINT)", says);
  }

  @Test
  void foldedNaNIsAnErrorToo() {
    SQLException e =
        assertThrows(
            SQLException.class, () -> Bench.rows(twins.ours, "SELECT id FROM t WHERE r = nan(1)"));
    new Failure(e).state("22003").says("nan(BIGINT)", "NaN");
  }

  @Test
  void textKeepsItsZero() throws SQLException {
    assertEquals(
        List.of("610062|3"),
        Bench.rows(
            twins.ours,
            "SELECT hex(zero(id)), length(CAST(zero(id) AS BLOB)) FROM t WHERE id = 1"));
    assertEquals(
        List.of("610062"),
        Bench.rows(twins.ours, "SELECT hex(same(zero(id) || '')) FROM t WHERE id = 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT twice(u || '') %s FROM t",
        "SELECT twice(r) %s FROM t WHERE id = 1",
        "SELECT twice(u + 0.5) %s FROM t WHERE id = 1",
        "SELECT plus(u, u) %s FROM t WHERE u IS NULL",
        "SELECT same(id) %s FROM t",
        "SELECT raw(id) %s FROM t",
        "SELECT half(u) %s FROM t WHERE id < 3 ORDER BY id",
        "SELECT half(x'00' || u) %s FROM t WHERE id < 3",
        "SELECT even(1.0 * id) %s FROM t WHERE id < 3 ORDER BY id",
      })
  void argumentsConvertAsInTheStream(String sql) throws SQLException {
    String stream = outcome(sql.formatted(""));
    String bridge = outcome(sql.formatted("+ 0"));
    // What the stream refuses by a column's type, the bridge refuses by the first value.
    if (stream.equals("42883")) {
      assertTrue(bridge.startsWith("22"), bridge);
    } else {
      assertEquals(stream, bridge);
    }
  }

  /** The values, or the class of the error. */
  private String outcome(String sql) {
    try {
      return Bench.rows(twins.ours, sql).toString();
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @Test
  void nestedCallsKeepTheirTypes() throws SQLException {
    assertEquals(
        List.of("19783"), Bench.rows(twins.ours, "SELECT day(leap(id)) + 1 FROM t WHERE id = 1"));
    assertEquals(
        List.of("19783"),
        Bench.rows(twins.ours, "SELECT id + day(DATE '2024-02-29') FROM t WHERE id = 1"));
    try (PreparedStatement query =
        twins.ours.prepareStatement("SELECT MAX(CASE WHEN id = 1 THEN day(?) END) FROM t")) {
      query.setDate(1, java.sql.Date.valueOf("2024-02-29"));
      assertEquals(List.of("19782"), Bench.rows(query.executeQuery()));
      query.setString(1, "2024-03-01");
      assertEquals(List.of("19783"), Bench.rows(query.executeQuery()));
    }
  }

  @Test
  void overloadIsChosenByTheType() throws SQLException {
    assertEquals(
        List.of("1|2|3"),
        Bench.rows(
            twins.ours,
            "SELECT SUM(kind(CAST(id AS INTEGER))), SUM(kind(CAST(id AS REAL))),"
                + " SUM(kind(CAST(id AS TEXT))) FROM t WHERE id = 1"));
    SQLException e =
        assertThrows(
            SQLException.class, () -> Bench.rows(twins.ours, "SELECT MAX(kind(u)) FROM t"));
    new Failure(e).state("42725").says("argument 1 is u", "CAST(u AS type)");
  }
}
