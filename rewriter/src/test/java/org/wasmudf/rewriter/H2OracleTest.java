package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.StatementPlan;

/** Plans against H2 running the same functions natively: equal rows, or a refusal. */
final class H2OracleTest {
  private static final String[] NUMBERS = {
    "f_i(i)",
    "f_b(b)",
    "f_r(r)",
    "f_d(d)",
    "f_n(n)",
    "f_b(i)",
    "f_d(i)",
    "f_d(r)",
    "f_r(i)",
    "f_n(b)",
    "f_sum(b, d)"
  };
  private static final String[] NUMBER_OPERANDS = {
    "i",
    "b",
    "r",
    "d",
    "n",
    "i + 1",
    "f_i(i)",
    "f_b(b)",
    "f_r(r)",
    "f_d(d)",
    "f_n(n)",
    "0",
    "1",
    "-1",
    "0.5",
    "0.1",
    "1e0",
    "0.1e0",
    "9007199254740993",
    "9007199254740992",
    "16777217",
    "1234567938",
    "123456789012345678901234567890",
    "0.1000000000000000000001",
    "2.5",
    "NULL",
    "1e308",
    "-2147483648",
    "5.684341886080802E-14"
  };
  private static final String[] OPERATORS = {"=", "<>", "<", ">="};

  private H2Target target;

  @BeforeEach
  void open() throws SQLException {
    target =
        new H2Target(
            "CREATE TABLE v (id INT PRIMARY KEY, i INT, b BIGINT, r REAL, d DOUBLE PRECISION,"
                + " n DECIMAL(38, 10), s VARCHAR(20), o BOOLEAN, dt DATE, tm TIME(9),"
                + " ts TIMESTAMP(9), bin VARBINARY(8), s2 VARCHAR(20))",
            "CREATE TABLE empty (id INT, b BIGINT)");
    H2NativeFunctions.register(target);
    fill();
  }

  @AfterEach
  void close() throws SQLException {
    target.close();
  }

  private void fill() throws SQLException {
    Random random = new Random(42);
    int[] ints = {0, 1, -1, 2, 16777216, 16777217, 1234567936, 1234567938, 2147483600};
    long[] longs = {0, 1, -1, 1L << 53, (1L << 53) + 1, (1L << 53) - 1, Long.MAX_VALUE, 5};
    float[] floats = {
      0f, -0f, 1f, 0.1f, 0.5f, 16777216f, 1.23456794E9f, Float.NaN, Float.POSITIVE_INFINITY, 1e10f
    };
    double[] doubles = {
      0,
      -0.0,
      1,
      0.1,
      0.5,
      9007199254740992d,
      Double.NaN,
      Double.NEGATIVE_INFINITY,
      0.1f,
      2.5,
      Double.parseDouble("5.684341886080802E-14")
    };
    String[] decimals = {"0", "1", "0.1", "0.5", "9007199254740993", "2.5000000000", "-1"};
    String[] texts = {"", "a", "A", "a ", "ab", "😀", "\uffff", "é", "abc", "B1"};
    try (PreparedStatement insert =
        target
            .connection()
            .prepareStatement("INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int id = 0; id < 400; id++) {
        insert.setInt(1, id);
        insert.setObject(2, orNull(random, ints[random.nextInt(ints.length)]));
        insert.setObject(3, orNull(random, longs[random.nextInt(longs.length)]));
        insert.setObject(4, orNull(random, floats[random.nextInt(floats.length)]));
        insert.setObject(5, orNull(random, doubles[random.nextInt(doubles.length)]));
        insert.setObject(
            6, orNull(random, new BigDecimal(decimals[random.nextInt(decimals.length)])));
        insert.setObject(7, orNull(random, texts[random.nextInt(texts.length)]));
        insert.setObject(8, orNull(random, random.nextBoolean()));
        insert.setObject(9, orNull(random, LocalDate.of(2020, 1, 1 + random.nextInt(5))));
        insert.setObject(10, orNull(random, LocalTime.of(10, random.nextInt(3), 0, 5)));
        insert.setObject(
            11, orNull(random, LocalDateTime.of(2020, 1, 1, 10, random.nextInt(4), 0, 7)));
        byte[] bytes = new byte[random.nextInt(3)];
        random.nextBytes(bytes);
        insert.setObject(12, orNull(random, bytes));
        insert.setObject(13, orNull(random, texts[random.nextInt(texts.length)]));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static @Nullable Object orNull(Random random, Object value) {
    return random.nextInt(10) == 0 ? null : value;
  }

  /** Whether the statement was planned; a planned one must return H2's rows. */
  private boolean agrees(String sql, @Nullable Object... parameters) throws SQLException {
    StatementPlan plan;
    try {
      plan =
          Planner.plan(
              ParsedStatement.parse(sql, Dialect.H2),
              H2NativeFunctions.CATALOG,
              Dialect.H2,
              target,
              Planner.STREAMS);
    } catch (RefusedException e) {
      return false;
    }
    List<@Nullable Object> values = new ArrayList<>(java.util.Arrays.asList(parameters));
    PlanInterpreter interpreter =
        new PlanInterpreter(target.connection(), H2NativeFunctions.functions());
    List<String> rows =
        plan instanceof StatementPlan.Stream stream
            ? interpreter.run(stream, values)
            : interpreter.run((StatementPlan.Folded) plan, values);
    assertEquals(natively(sql, values), rows, sql);
    return true;
  }

  private List<String> natively(String sql, List<@Nullable Object> parameters) throws SQLException {
    try (PreparedStatement statement = target.connection().prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        return PlanInterpreter.rows(result);
      }
    }
  }

  @Test
  void numbersCompareAsInH2() throws SQLException {
    int planned = 0;
    int all = 0;
    for (String call : NUMBERS) {
      for (String operand : NUMBER_OPERANDS) {
        for (String operator : OPERATORS) {
          all += 2;
          String tail = " ORDER BY id";
          planned += agrees("SELECT id FROM v WHERE " + call + operator + operand + tail) ? 1 : 0;
          planned += agrees("SELECT id FROM v WHERE " + operand + operator + call + tail) ? 1 : 0;
        }
      }
    }
    assertEquals(all, planned, "numeric comparisons are all certain in H2");
  }

  @Test
  void betweenAndInCompareAsInH2() throws SQLException {
    int planned = 0;
    int all = 0;
    Random random = new Random(7);
    for (int i = 0; i < 600; i++) {
      String call = NUMBERS[random.nextInt(NUMBERS.length)];
      String a = NUMBER_OPERANDS[random.nextInt(NUMBER_OPERANDS.length)];
      String b = NUMBER_OPERANDS[random.nextInt(NUMBER_OPERANDS.length)];
      String not = random.nextBoolean() ? " NOT" : "";
      String form =
          random.nextBoolean()
              ? " BETWEEN " + a + " AND " + b
              : " IN (" + a + ", " + b + ", " + a + ")";
      all++;
      planned += agrees("SELECT id FROM v WHERE " + call + not + form + " ORDER BY id") ? 1 : 0;
    }
    assertTrue(planned > all / 2, planned + " of " + all);
  }

  @Test
  void textsCompareAsInH2() throws SQLException {
    for (String operand : new String[] {"'a'", "'A'", "'a '", "''", "s2", "f_rev(s2)", "'😀'"}) {
      for (String operator : OPERATORS) {
        String sql = "SELECT id FROM v WHERE f_s(s) " + operator + operand + " ORDER BY id";
        assertTrue(agrees(sql), sql);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f_date(dt) = DATE '2020-01-03'",
        "f_date(dt) < '2020-01-03'",
        "f_date(dt) >= dt",
        "f_time(tm) > TIME '10:01:00'",
        "f_time(tm) = '10:01:00.000000005'",
        "f_ts(ts) <= TIMESTAMP '2020-01-01 10:02:00.000000007'",
        "f_ts(ts) <> '2020-01-01 10:02:00.000000007'",
        "f_ts(ts) = ts",
        "f_bin(bin) > X'7f'",
        "f_bin(bin) <= bin",
        "f_o(o) = TRUE",
        "f_o(o) > f_odd(b)",
        "f_o(o)",
        "NOT f_o(o)",
        "f_o(o) IS NOT TRUE",
        "f_o(o) IS FALSE",
        "f_o(o) IS UNKNOWN",
        "f_o(o) IS NOT UNKNOWN",
        "f_b(b) IS NULL",
        "f_s(s) IS NOT NULL",
        "f_i(i) IS DISTINCT FROM b",
        "f_i(i) IS NOT DISTINCT FROM 1",
        "f_o(o) OR i = 1",
        "NOT (f_o(o) OR i = 1)",
        "f_o(o) AND (f_odd(b) OR s IS NULL) OR NOT (f_odd(i) AND o)",
        "(f_o(o) AND f_odd(b)) IS UNKNOWN",
        "(f_o(o) OR b > 5) IS NOT TRUE",
        "i > 0 AND f_odd(i) AND b IS NOT NULL",
        "f_odd(f_b(i) + 1) IS NULL OR 1 = 1",
        "f_s(s) = 'a' OR f_s(s) IN ('A', 'b', NULL)",
        "f_s(s) NOT IN ('A', NULL)",
        "f_rev(f_rev(s)) = s",
        "i IN (SELECT i FROM v w WHERE w.b = 1) OR f_odd(i)",
        "EXISTS (SELECT 1 FROM empty) OR f_odd(i)"
      })
  void conditionsFilterAsInH2(String condition) throws SQLException {
    agrees("SELECT id FROM v WHERE " + condition + " ORDER BY id");
    agrees("SELECT id, f_b(b), s AS t FROM v WHERE " + condition + " ORDER BY t, 1 LIMIT 7");
    agrees("SELECT id FROM v WHERE " + condition + " AND i >= 0 ORDER BY id LIMIT 5 OFFSET 3");
  }

  @Test
  void mostConditionsArePlanned() throws SQLException {
    assertTrue(agrees("SELECT id FROM v WHERE f_o(o) OR i = 1 ORDER BY id"));
    assertTrue(agrees("SELECT id FROM v WHERE NOT (f_o(o) OR i = 1) ORDER BY id"));
    assertTrue(agrees("SELECT id FROM v WHERE f_bin(bin) > X'7f' ORDER BY id"));
    assertTrue(agrees("SELECT id FROM v WHERE f_ts(ts) = ts ORDER BY id"));
  }

  @Test
  void parametersCompareAsInH2() throws SQLException {
    for (Object value : new Object[] {1, 1L, new BigDecimal("1"), 0}) {
      assertTrue(agrees("SELECT id FROM v WHERE f_b(b) > ? ORDER BY id", value));
      assertTrue(agrees("SELECT id FROM v WHERE ? <= f_i(i) ORDER BY id", value));
    }
    for (Object value : new Object[] {1, 0.5, new BigDecimal("0.1"), 9007199254740992L, 0.1f}) {
      assertTrue(agrees("SELECT id FROM v WHERE f_d(d) > ? AND b = ? ORDER BY id", value, 1L));
      assertTrue(agrees("SELECT id FROM v WHERE f_d(d) = ? ORDER BY id", value));
    }
    assertTrue(agrees("SELECT id FROM v WHERE f_s(s) = ? ORDER BY id", "a"));
    assertTrue(agrees("SELECT id FROM v WHERE f_s(s) = ? ORDER BY id", (Object) null));
    assertTrue(agrees("SELECT f_b(?), i + ?, f_d(d) FROM v WHERE id = ?", 5L, 2, 7));
    assertTrue(agrees("SELECT id FROM v WHERE f_odd(b) ORDER BY id LIMIT ? OFFSET ?", 3, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT f_b(b), f_rev(s), id FROM v ORDER BY id",
        "SELECT *, f_b(b) FROM v ORDER BY 1",
        "SELECT v.*, f_odd(v.i), w.id FROM v JOIN v w ON v.id = w.id + 1 ORDER BY 1",
        "SELECT f_sum(b, i) x, f_sum(f_b(b), f_d(d)), i + 1 FROM v ORDER BY id",
        "SELECT i, f_b(COUNT(*)), f_d(SUM(i)) FROM v GROUP BY i HAVING COUNT(*) > 1 ORDER BY i",
        "SELECT f_b(i), COUNT(*) FROM v GROUP BY i ORDER BY 2, i",
        "WITH c AS (SELECT id, b FROM v WHERE i = 1) SELECT c.id, f_b(c.b) FROM c ORDER BY 1",
        "SELECT f_b(3), f_rev('abc'), f_sum(1, 2.5) FROM v WHERE id < 3",
        "SELECT id + f_i(3) FROM v WHERE id = f_i(7)",
        "SELECT f_b(b) FROM v WHERE id > f_i(390) AND id < 395 ORDER BY id",
        "SELECT id FROM v WHERE id IN (f_i(1), f_i(2)) ORDER BY f_i(2), id",
        "SELECT DISTINCT f_b(3), o FROM v ORDER BY o",
        "SELECT f_b(b) AS c, f_b(-1), f_b(+1), f_d(1e2), f_n(1.50) FROM v ORDER BY id",
        "SELECT f_date('2020-02-29'), f_date(DATE '2020-01-01'), f_date(dt) FROM v ORDER BY id"
      })
  void listsReturnWhatH2Returns(String sql) throws SQLException {
    assertTrue(agrees(sql), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT f_b(b), id, f_b(v.b), F_B( b ) FROM v",
        "SELECT f_b(b) AS x, f_b(b) y, f_b(b) AS \"z z\" FROM v",
        "SELECT f_sum(b + 1, d * 2), f_rev('a''b'), f_rev(s || 'x') FROM v",
        "SELECT f_b(f_b(b)), f_b(-1), f_d(1.50), f_d(1e2), f_b(NULL), f_o(true) FROM v",
        "SELECT f_b(CASE WHEN i > 1 THEN 2 END), f_b(COUNT(*)), i FROM v GROUP BY i",
        "SELECT f_b(?), i + ?, f_b(b + ?) FROM v",
        "SELECT f_b(3), f_b(?) FROM v",
        "SELECT *, f_b(b) FROM v",
        "SELECT f_b(b), i + f_i(3), f_b((SELECT MAX(w.b) FROM v w)) FROM v"
      })
  void labelsAreThoseOfH2(String sql) throws SQLException, RefusedException {
    StatementPlan plan =
        Planner.plan(
            ParsedStatement.parse(sql, Dialect.H2),
            H2NativeFunctions.CATALOG,
            Dialect.H2,
            target,
            Planner.STREAMS);
    List<String> labels = new ArrayList<>();
    if (plan instanceof StatementPlan.Stream stream) {
      stream.outputs().forEach(output -> labels.add(output.label()));
    } else {
      target
          .columns(((StatementPlan.Folded) plan).sql())
          .forEach(column -> labels.add(column.label()));
    }
    List<String> natively = new ArrayList<>();
    // H2 prints the schema of an alias; our functions have none.
    target
        .columns(sql)
        .forEach(column -> natively.add(column.label().replaceAll("PUBLIC\\.(?=F_)", "")));
    assertEquals(natively, labels);
  }
}
