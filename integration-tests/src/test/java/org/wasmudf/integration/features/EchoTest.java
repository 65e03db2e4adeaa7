package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Leaks;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * Ordinary expressions over a function's results, which H2 and PostgreSQL evaluate for batches of
 * them. The functions give back their argument, so that the target's own column in their place says
 * what is right.
 */
class EchoTest {
  private static final String[][] FUNCTIONS = {
    {"same_i", "INTEGER", "i32"},
    {"same_l", "BIGINT", "i64"},
    {"same_d", "DOUBLE PRECISION", "f64"},
    {"same_r", "REAL", "f32"},
    {"same_b", "BOOLEAN", "i32"},
    {"same_born", "DATE", "i32"},
    {"same_ts", "TIMESTAMP(6)", "i64"},
  };

  /** {f} is a call of same_f over the column f, or the column. */
  private static final List<String> NUMBERS =
      List.of(
          "ROUND(CAST({d} AS DECIMAL(18,6)), 1)",
          "{l} + 1",
          "{i} * n",
          "{d} * 2 - {i}",
          "-{d}",
          "ABS({i}) + i",
          "COALESCE({d}, 0)",
          "NULLIF({i}, 7)",
          "CASE WHEN {i} > 5 THEN 1 WHEN n IS NULL THEN 2 ELSE 0 END",
          "CASE {i} WHEN 7 THEN 'seven' ELSE 'other' END",
          "FLOOR({d})",
          "CEIL(n) + {l}",
          "SIGN({d})",
          "POWER(2, {i} / 1000000000)",
          "SQRT(ABS({i}))",
          "MOD({l}, 7)",
          "{l} + {l} * n",
          "{d} > 1",
          "{i} BETWEEN i AND 7");

  private static final List<String> OTHERS =
      List.of(
          "CAST({d} AS VARCHAR(40))",
          "CAST({r} AS DOUBLE PRECISION)",
          "{r} + {d}",
          "CAST({d} AS REAL)",
          "NOT {b}",
          "{b} = flag",
          "{born} + 1",
          "{born} - born",
          "EXTRACT(YEAR FROM {born})",
          "CAST({ts} AS DATE)",
          "EXTRACT(SECOND FROM {ts})",
          "CAST({born} AS TIMESTAMP)",
          "CAST({ts} AS VARCHAR(40))",
          "{ts} = moment",
          "GREATEST({i}, 7)",
          "LEAST({d}, 1)",
          "CASE WHEN {ts} > TIMESTAMP '2000-01-01 00:00:00' THEN born ELSE DATE '1999-12-31' END",
          "CAST({l} AS SMALLINT)",
          "100 / {i}",
          "n / {l}",
          "{i} + i + 2000000000");

  private static final String TABLE =
      "CREATE TABLE e (id INTEGER PRIMARY KEY, i INTEGER, l BIGINT, d DOUBLE PRECISION, n"
          + " DECIMAL(12,3))";
  private static final String ROWS =
      "INSERT INTO e (id, i, l, d, n) VALUES (1, 7, 7, 1.25, 1.005), (2, -7, -9007199254740993,"
          + " -2.5, -1.500), (3, NULL, NULL, NULL, NULL), (4, 2147483647, 9223372036854775806, 0.1,"
          + " 999999999.999), (5, 5, 0, 0, 0), (6, 1, 12345, 123456.789, 0.001)";
  private static final String WIDER =
      "INSERT INTO e VALUES (7, 2, 3, CAST('NaN' AS DOUBLE PRECISION), 2, CAST('NaN' AS REAL), TRUE,"
          + " DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.999999'), (8, 3, 4, CAST('Infinity'"
          + " AS DOUBLE PRECISION), 3, 0.1, FALSE, DATE '0001-01-01', TIMESTAMP '0001-01-01"
          + " 00:00:00'), (9, 4, 5, CAST('-0.0' AS DOUBLE PRECISION), 4, CAST('-0.0' AS REAL),"
          + " FALSE, DATE '9999-12-31', TIMESTAMP '1582-10-10 12:00:00.000001'), (10, 4, 5, 4.9E-324,"
          + " 4, 3.4E38, NULL, DATE '1582-10-10', TIMESTAMP '1969-12-31 23:59:59.999'), (11, 0, -1,"
          + " 1.7976931348623157E308, 4, NULL, TRUE, NULL, NULL)";

  /** A table, functions, and both ways to the database. */
  private static final class Fixture implements AutoCloseable {
    final Database database;
    final Connection direct;
    final Connection ours;

    Fixture(Target target) throws SQLException {
      database = target.database();
      direct = database.connectDirect();
      ours = database.connect();
      run(direct, TABLE, ROWS);
      if (echoes(target)) {
        run(
            direct,
            "ALTER TABLE e ADD COLUMN r REAL",
            "ALTER TABLE e ADD COLUMN flag BOOLEAN",
            "ALTER TABLE e ADD COLUMN born DATE",
            "ALTER TABLE e ADD COLUMN moment TIMESTAMP(6)",
            WIDER);
      }
      for (String[] function : FUNCTIONS) {
        run(ours, identity(function[0], function[1], function[2]));
      }
    }

    @Override
    public void close() throws SQLException {
      try (database;
          direct) {
        ours.close();
      }
    }
  }

  private static String identity(String name, String type, String wasm) {
    return "CREATE FUNCTION %s(x %s) RETURNS %s LANGUAGE WASM AS WAT $$ (module (func (export \"%s\") (param %s) (result %s) (local.get 0))) $$"
        .formatted(name, type, type, name, wasm, wasm);
  }

  private static boolean echoes(Target target) {
    return target == Target.H2 || target == Target.POSTGRESQL;
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ours(String template) {
    return template
        .replace("{ts}", "same_ts(moment)")
        .replace("{b}", "same_b(flag)")
        .replaceAll("\\{(\\w+)}", "same_$1($1)");
  }

  private static String own(String template) {
    return template.replace("{ts}", "moment").replace("{b}", "flag").replaceAll("\\{(\\w+)}", "$1");
  }

  @EachTarget
  void expressionsAreTheTargetsOwnOrRefused(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      List<String> templates = new ArrayList<>(NUMBERS);
      if (echoes(target)) {
        templates.addAll(OTHERS);
      }
      for (String template : templates) {
        String query = "SELECT id, " + template + " AS y FROM e ORDER BY id";
        if (echoes(target)) {
          assertTrue(echoed(fixture.ours, ours(query)), ours(query));
        }
        List<String> expected = answer(fixture.direct, own(query));
        List<String> found = answer(fixture.ours, ours(query));
        boolean refused = !echoes(target) && found.get(0).startsWith("error 42W01");
        if (!refused && echoes(target)) {
          assertEquals(expected, found, ours(query));
        } else if (!refused && !expected.get(0).startsWith("error")) {
          // By another way; its own tests say how its columns are described.
          assertEquals(
              expected.subList(1, expected.size()), found.subList(1, found.size()), ours(query));
        }
      }
    }
    Leaks.assertNone();
  }

  /** How the columns are described, and the rows; or the error. */
  private static List<String> answer(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData before = statement.getMetaData();
      // PostgreSQL's texts of a plain statement are the server's own.
      try (Statement plain = connection.createStatement();
          ResultSet rows = plain.executeQuery(sql)) {
        List<String> answer = new ArrayList<>();
        answer.add(described(rows.getMetaData()));
        if (echoed(connection, sql)) {
          assertEquals(described(before), answer.get(0), sql);
        }
        while (rows.next()) {
          Object value = rows.getObject(2);
          String row = rows.getInt(1) + " " + rows.getString(2);
          row += " " + (value == null ? "NULL" : value.getClass().getName() + " " + value);
          answer.add(row + " " + rows.wasNull());
        }
        return answer;
      }
    } catch (SQLException e) {
      return List.of("error " + e.getSQLState() + " " + firstLine(e));
    }
  }

  /** H2 shows the statement behind its message. */
  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).replaceAll("(?s)[;\n].*", "");
  }

  private static String described(ResultSetMetaData metaData) throws SQLException {
    return List.of(
            metaData.getColumnLabel(2),
            metaData.getColumnName(2),
            metaData.getColumnType(2),
            metaData.getColumnTypeName(2),
            metaData.getColumnClassName(2),
            metaData.getPrecision(2),
            metaData.getScale(2),
            metaData.getColumnDisplaySize(2),
            metaData.isSigned(2),
            metaData.getTableName(2))
        .toString();
  }

  private static boolean echoed(Connection connection, String sql) throws SQLException {
    if (!sql.contains("same_")) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN WASM " + sql)) {
      while (rows.next()) {
        if (rows.getString("way").equals("stream") && rows.getString("reason").startsWith("echo")) {
          return true;
        }
      }
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void labelsAreThoseOfANativeFunction(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      if (target == Target.H2) {
        run(fixture.direct, "CREATE ALIAS nat FOR 'java.lang.Math.rint'");
      } else {
        run(
            fixture.direct,
            "CREATE FUNCTION nat(x double precision) RETURNS double precision LANGUAGE sql AS"
                + " 'SELECT x'");
      }
      run(fixture.ours, identity("guest", "DOUBLE PRECISION", "f64"));
      for (String item :
          List.of(
              "ROUND(CAST(%s(i) AS NUMERIC(18,6)), 1)",
              "-%s(d)",
              "%s(d) + i * 2",
              "CAST(%s(i + 1) AS DECIMAL(20, 4))",
              "(%s(d))",
              "COALESCE(%s(d), e.d)",
              "CASE %s(d) WHEN 1 THEN i END",
              "ABS(%s(d) - d)",
              "%s(d) IS NULL")) {
        String expected =
            label(fixture.direct, "SELECT " + item.formatted("nat") + " FROM e WHERE id = 1");
        String found =
            label(fixture.ours, "SELECT " + item.formatted("guest") + " FROM e WHERE id = 1");
        String renamed = expected.replace("PUBLIC.NAT", "GUEST").replace("nat", "guest");
        assertEquals(renamed, found, item);
      }
    }
  }

  private static String label(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      String label = rows.getMetaData().getColumnLabel(1);
      assertEquals(1, rows.findColumn(label), sql);
      return label;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void parametersAreBoundWhereTheyStand(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target);
        PreparedStatement statement =
            fixture.ours.prepareStatement(
                "SELECT id + ?, same_l(l) + ? + same_l(?), same_i(i + ?) FROM e WHERE same_i(i) >= ?"
                    + " AND id < ? ORDER BY id")) {
      ParameterMetaData parameters = statement.getParameterMetaData();
      assertEquals(6, parameters.getParameterCount());
      try (PreparedStatement own = fixture.direct.prepareStatement("SELECT l + ? FROM e")) {
        assertEquals(
            own.getParameterMetaData().getParameterType(1), parameters.getParameterType(2));
      }
      for (int round = 1; round <= 2; round++) {
        statement.setInt(1, 100 * round);
        statement.setLong(2, 1000L * round);
        statement.setLong(3, 5L);
        statement.setInt(4, 1);
        statement.setInt(5, 5);
        statement.setInt(6, 6);
        try (ResultSet rows = statement.executeQuery()) {
          assertTrue(rows.next());
          assertEquals(100 * round + 1, rows.getInt(1));
          assertEquals(1000L * round + 12, rows.getLong(2));
          assertEquals(8, rows.getInt(3));
          // i + 1 of the last 32-bit number is the target's error.
          assertEquals("22003", assertThrows(SQLException.class, rows::next).getSQLState());
        } catch (SQLException e) {
          // The target computes all arguments at once.
          assertEquals("22003", e.getSQLState());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void manyRowsComeInOrder(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 50_000);
      for (boolean autoCommit : new boolean[] {true, false}) {
        fixture.ours.setAutoCommit(autoCommit);
        try (Statement statement = fixture.ours.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT x, same_l(x) * 2 + 1, same_l(x) FROM big ORDER BY x")) {
          for (long x = 1; x <= 50_000; x++) {
            assertTrue(rows.next());
            assertEquals(x, rows.getLong(1));
            assertEquals(2 * x + 1, rows.getLong(2));
            assertEquals(x, rows.getLong(3));
          }
          assertFalse(rows.next());
        }
        if (!autoCommit) {
          fixture.ours.rollback();
        }
      }
    }
    Leaks.assertNone();
  }

  private static void numbers(Target target, Connection direct, int count) throws SQLException {
    String series = target == Target.H2 ? "SYSTEM_RANGE(1, " : "generate_series(1, ";
    run(
        direct,
        "CREATE TABLE big (x BIGINT)",
        "INSERT INTO big SELECT x FROM " + series + count + ") s(x)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void anErrorOfTheTargetBelongsToItsRow(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 20_000);
      for (boolean autoCommit : new boolean[] {true, false}) {
        fixture.ours.setAutoCommit(autoCommit);
        try (Statement statement = fixture.ours.createStatement();
            ResultSet rows =
                statement.executeQuery(
                    "SELECT x, 1000000 / (same_l(x) - 12345) FROM big ORDER BY x")) {
          SQLException own =
              assertThrows(SQLException.class, () -> label(fixture.direct, "SELECT 1 / 0 AS y"));
          for (long x = 1; x < 12_345; x++) {
            assertTrue(rows.next());
            assertEquals(1_000_000 / (x - 12_345), rows.getLong(2));
          }
          SQLException failure = assertThrows(SQLException.class, rows::next);
          assertEquals("22012", failure.getSQLState());
          assertEquals(own.getClass(), failure.getClass());
          assertEquals(failure, assertThrows(SQLException.class, rows::next), "the same each time");
        }
        // The connection is as good as before.
        assertEquals("Y", label(fixture.ours, "SELECT 1 AS y").toUpperCase(java.util.Locale.ROOT));
        if (!autoCommit) {
          fixture.ours.rollback();
        }
      }
      fixture.ours.setAutoCommit(true);
      try (Statement statement = fixture.ours.createStatement()) {
        statement.setMaxRows(12_344);
        try (ResultSet rows =
            statement.executeQuery("SELECT x, 1000000 / (same_l(x) - 12345) FROM big ORDER BY x")) {
          int count = 0;
          while (rows.next()) {
            count++;
          }
          assertEquals(12_344, count);
        }
      }
    }
    Leaks.assertNone();
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void aFunctionThatFailsAtARowFailsThere(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 1_000);
      run(
          fixture.ours,
          Shop.number(
              "fails_at_500",
              "(if (i64.eq (local.get 0) (i64.const 500)) (then unreachable)) (local.get 0)"));
      try (Statement statement = fixture.ours.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT fails_at_500(x) + 1 FROM big ORDER BY x")) {
        for (long x = 1; x < 500; x++) {
          assertTrue(rows.next());
          assertEquals(x + 1, rows.getLong(1));
        }
        assertEquals("38W01", assertThrows(SQLException.class, rows::next).getSQLState());
      }
      // LIMIT is the target's: no more rows are evaluated.
      assertEquals(
          10,
          count(
              fixture.ours,
              "SELECT fails_at_500(x) + 1 FROM big WHERE x > 489 ORDER BY x LIMIT 10"));
    }
  }

  private static int count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void whatElseRunsOnTheConnectionChangesNothing(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 20_000);
      for (boolean autoCommit : new boolean[] {true, false}) {
        fixture.ours.setAutoCommit(autoCommit);
        String query = "SELECT x, same_l(x) * 2 FROM big ORDER BY x";
        try (Statement first = fixture.ours.createStatement();
            Statement second = fixture.ours.createStatement();
            ResultSet rows = first.executeQuery(query);
            ResultSet others = second.executeQuery(query)) {
          read(rows, 1, 100);
          read(others, 1, 10_000);
          // On PostgreSQL the caller's transaction is over after this.
          assertThrows(SQLException.class, () -> run(fixture.ours, "SELECT nothing FROM big"));
          read(rows, 101, 10_000);
          if (!autoCommit) {
            fixture.ours.rollback();
          }
          read(rows, 10_001, 20_000);
          read(others, 10_001, 20_000);
          assertFalse(rows.next());
          assertFalse(others.next());
        }
        if (!autoCommit) {
          fixture.ours.commit();
          // No transaction is left open.
          fixture.ours.setReadOnly(true);
          fixture.ours.setReadOnly(false);
        }
      }
    }
    Leaks.assertNone();
  }

  private static void read(ResultSet rows, long from, long to) throws SQLException {
    for (long x = from; x <= to; x++) {
      assertTrue(rows.next());
      assertEquals(x, rows.getLong(1));
      assertEquals(2 * x, rows.getLong(2));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void closeInTheMiddleLeavesNothing(Target target) throws SQLException {
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 20_000);
      try (Statement statement = fixture.ours.createStatement()) {
        ResultSet rows = statement.executeQuery("SELECT x, same_l(x) * 2 FROM big ORDER BY x");
        read(rows, 1, 5_000);
        rows.close();
        assertThrows(SQLException.class, rows::next);
      }
      assertTrue(fixture.ours.getAutoCommit());
      if (target == Target.POSTGRESQL) {
        assertEquals(
            0,
            count(
                fixture.ours,
                "SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname"
                    + " = current_database()"));
      }
    }
    Leaks.assertNone();
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void cancelStopsIt(Target target) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Fixture fixture = new Fixture(target)) {
      numbers(target, fixture.direct, 20_000);
      run(fixture.ours, Shop.number("slow", "(loop $l (br $l)) (i64.const 0)"));
      try (Statement statement = fixture.ours.createStatement()) {
        Future<?> cancel =
            other.submit(
                () -> {
                  Leaks.awaitGuest();
                  statement.cancel();
                  return null;
                });
        SQLException stopped =
            assertThrows(
                SQLException.class,
                () -> {
                  try (ResultSet rows = statement.executeQuery("SELECT slow(x) + 1 FROM big")) {
                    rows.next();
                  }
                });
        assertEquals("57014", stopped.getSQLState());
        cancel.get(30, TimeUnit.SECONDS);
      }
    } finally {
      other.shutdownNow();
    }
    Leaks.assertNone();
  }

  @EachTarget
  void aTableThatHasChangedIsNotReadAsItWas(Target target) throws SQLException {
    assumeTrue(echoes(target), "expressions over results go another way there");
    try (Fixture fixture = new Fixture(target);
        PreparedStatement statement =
            fixture.ours.prepareStatement("SELECT same_i(i) + d FROM e WHERE id = 1")) {
      assertNotNull(statement.getMetaData());
      run(fixture.direct, "DELETE FROM e WHERE id > 1");
      run(fixture.direct, "ALTER TABLE e ALTER COLUMN d SET DATA TYPE NUMERIC(30, 20)");
      run(fixture.direct, "UPDATE e SET d = 0.12345678901234567890 WHERE id = 1");
      String expected = "7.12345678901234567890";
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
        assertEquals(expected, rows.getString(1));
      } catch (SQLException e) {
        assertNull(e.getNextException());
        assertTrue(List.of("42W01", "0A000").contains(e.getSQLState()), e.getSQLState());
      }
    }
  }
}
