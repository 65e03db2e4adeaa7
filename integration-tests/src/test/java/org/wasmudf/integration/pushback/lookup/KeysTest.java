package org.wasmudf.integration.pushback.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;
import org.wasmudf.rewriter.plan.KeyForm;

/**
 * Hazards 6, 7 and 13: two arguments have equal keys only where a function cannot tell them apart,
 * although the target's own equality merges them, and the value that is fetched is the one stored.
 */
class KeysTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** What a guest sees of a value; numbers of different scale look the same. */
  private static String seen(@Nullable Object value) {
    if (value instanceof Double number) {
      return Long.toHexString(Double.doubleToLongBits(number));
    } else if (value instanceof Float number) {
      return Integer.toHexString(Float.floatToIntBits(number));
    } else if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    String text = Objects.toString(value);
    return text.length() <= 100 ? text : text.length() + " " + text.hashCode();
  }

  /**
   * Looks each value up, by join and by subquery (whose results MariaDB would keep for others,
   * where they are short), and compares with a reading of the row itself.
   *
   * @param different how many of them a function tells apart
   */
  private static void check(Connection connection, String type, int different, String... literals)
      throws SQLException {
    String table = "k" + NUMBER.incrementAndGet();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, c " + type + ")");
      for (int i = 0; i < literals.length; i++) {
        statement.execute("INSERT INTO " + table + " VALUES (" + i + ", " + literals[i] + ")");
      }
      // The same again, so that DISTINCT has something to merge.
      statement.execute(
          "INSERT INTO " + table + " SELECT id + 1000, c FROM " + table + " WHERE id < 1000");
      statement.execute("INSERT INTO " + table + " VALUES (9999, NULL)");
    }
    HandMadeMap map =
        HandMadeMap.of(connection, "VARCHAR(400)", "FROM " + table + " t", true, "t.c");
    KeyForm form = map.map().arguments().get(0).form();
    map.upload(values -> seen(values.get(0)));

    TreeMap<Integer, String> expected = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    String fetched = form.fetched().before() + "t.c" + form.fetched().after();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, " + fetched + " FROM " + table + " t")) {
      while (rows.next()) {
        Object value = HandMadeMap.read(rows, 2);
        String text = value == null ? "null" : seen(value);
        expected.put(rows.getInt(1), text);
        if (value != null) {
          seen.add(text);
        }
      }
    }
    List<String> lines =
        expected.entrySet().stream().map(row -> row.getKey() + "|" + row.getValue()).toList();
    assertEquals(
        lines, map.rows("SELECT id, <value> FROM (" + table + " t <join>) ORDER BY id"), type);
    boolean everywhere =
        map.lookups()
            .exactInSubquery(HandMadeMap.describe(connection, "SELECT c FROM " + table).get(0));
    if (everywhere) {
      assertEquals(lines, map.rows("SELECT id, <lookup> FROM " + table + " t ORDER BY id"), type);
    }
    assertEquals(different, seen.size(), () -> type + ": " + seen);
    map.drop();
  }

  @EachLookupTarget
  void integersBooleansAndDecimals(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      check(connection, "SMALLINT", 3, "-32768", "0", "32767");
      check(connection, "INTEGER", 3, "-2147483648", "0", "2147483647");
      check(connection, "BIGINT", 3, "-9223372036854775807", "0", "9223372036854775807");
      check(connection, "BOOLEAN", 2, "TRUE", "FALSE");
      check(connection, "DECIMAL(20, 3)", 3, "-0.001", "12345678901234567.125", "1.500");
      if (target == Target.POSTGRESQL) {
        check(connection, "NUMERIC", 4, "1.0", "1.00", "1e-30", "1e40", "-1.25");
        check(connection, "NUMERIC", 3, "'NaN'", "'Infinity'", "1");
        check(connection, "OID", 2, "1", "4294967295");
      }
      if (target == Target.H2) {
        check(connection, "DECFLOAT", 4, "1.0", "1.00", "1e-30", "1e40", "-1.25");
        check(connection, "TINYINT", 2, "1", "-128");
      }
      if (target == Target.MARIADB) {
        check(connection, "BIGINT UNSIGNED", 2, "18446744073709551615", "9223372036854775808");
        // 1 and 2 are both TRUE, and evaluated apart.
        check(connection, "TINYINT(1)", 3, "0", "1", "2");
        check(connection, "BIT(1)", 2, "0", "1");
        check(connection, "YEAR", 2, "2020", "1999");
        check(connection, "TINYINT UNSIGNED", 2, "255", "0");
      }
      if (target == Target.DUCKDB) {
        check(connection, "UBIGINT", 2, "18446744073709551615", "9223372036854775808");
        check(connection, "HUGEINT", 2, "170141183460469231731687303715884105727", "-1");
        check(connection, "UINTEGER", 2, "4294967295", "0");
        check(connection, "UTINYINT", 2, "255", "0");
      }
    }
  }

  /** -0.0 and 0.0 are equal everywhere, and a function tells them apart. */
  @EachLookupTarget
  void floatingPointNumbers(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      String large = "1.7976931348623157e308";
      String small = "4.9406564584124654e-324";
      String third = "0.30000000000000004e0";
      switch (target) {
        case POSTGRESQL, DUCKDB -> {
          String[] doubles = {"'0'", "'-0'", "'NaN'", "'Infinity'", "'-Infinity'", third, large};
          check(connection, "DOUBLE PRECISION", 7, doubles);
          check(connection, "DOUBLE PRECISION", 2, "'" + small + "'", "0.3e0");
          check(connection, "REAL", 5, "'0'", "'-0'", "'NaN'", "16777216", "16777200");
        }
        case H2 -> {
          // H2 itself makes 0.0 of -0.0.
          String[] doubles = {"0", "-0.0", "'NaN'", "'Infinity'", third, large, small};
          check(connection, "DOUBLE PRECISION", 6, doubles);
          check(connection, "REAL", 4, "0", "'NaN'", "16777216", "16777200");
        }
        default -> {
          check(connection, "DOUBLE", 5, "0e0", "-0e0", third, large, small);
          check(connection, "DOUBLE", 2, "-2.2250738585072014e-308", "-2.2250738585072019e-308");
          // Hazard 7: as text both of the last are 16777200.
          check(connection, "FLOAT", 4, "0e0", "-0e0", "16777216", "16777200");
        }
      }
    }
  }

  /** Case, trailing blanks and accents count for a function, whatever the collation says. */
  @EachLookupTarget
  void texts(Target target) throws SQLException {
    String[] texts = {"''", "'a'", "'A'", "'a '", "'a  '", "'\u00e1'", "'a\u0301'", "'\u00df'"};
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      check(connection, "VARCHAR(20)", 8, texts);
      switch (target) {
        case POSTGRESQL -> {
          database.run(
              "CREATE EXTENSION citext",
              "CREATE COLLATION ci"
                  + " (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
              "CREATE TYPE mood AS ENUM ('sad', 'Sad')",
              "CREATE DOMAIN short AS varchar(5)");
          check(connection, "TEXT COLLATE ci", 8, texts);
          check(connection, "TEXT COLLATE \"C\"", 8, texts);
          check(connection, "CHAR(5)", 6, texts);
          check(connection, "mood", 2, "'sad'", "'Sad'");
          check(connection, "short", 8, texts);
          check(connection, "NAME", 8, texts);
          check(connection, "TEXT", 2, "repeat('x', 100000)", "repeat('x', 99999) || 'y'");
        }
        case H2 -> {
          check(connection, "VARCHAR_IGNORECASE(20)", 8, texts);
          check(connection, "CHAR(5)", 6, texts);
          check(connection, "CLOB", 3, "'a'", "'A'", "'a '");
          check(connection, "VARCHAR", 2, "REPEAT('x', 100000)", "REPEAT('x', 99999) || 'y'");
          database.run("SET IGNORECASE TRUE");
          check(connection, "VARCHAR(20)", 8, texts);
        }
        case MARIADB -> {
          for (String collation :
              List.of(
                  "utf8mb4_bin", "utf8mb4_general_ci", "utf8mb4_nopad_bin", "latin1_swedish_ci")) {
            String set = collation.substring(0, collation.indexOf('_'));
            String type = "VARCHAR(20) CHARACTER SET " + set + " COLLATE " + collation;
            String[] kept = set.equals("latin1") ? new String[] {"'a'", "'A'", "'a '"} : texts;
            check(connection, type, kept.length, kept);
          }
          check(connection, "CHAR(5)", 6, texts);
          check(connection, "ENUM('a', 'b')", 2, "'a'", "'b'");
          check(
              connection, "LONGTEXT", 2, "REPEAT('x', 100000)", "CONCAT(REPEAT('x', 99999), 'y')");
        }
        default -> {
          check(connection, "VARCHAR COLLATE nocase", 8, texts);
          check(connection, "VARCHAR COLLATE noaccent", 8, texts);
          check(connection, "VARCHAR", 2, "'a' || chr(0) || 'b'", "'a' || chr(0)");
        }
      }
    }
  }

  /** A result of texts compares as a function's does: under the collation of its argument. */
  @EachLookupTarget
  void resultsHaveTheCollationThatANativeFunctionsHave(Target target) throws SQLException {
    String collation =
        switch (target) {
          case POSTGRESQL -> " COLLATE ci";
          case DUCKDB -> " COLLATE nocase";
          default -> "";
        };
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      if (target == Target.POSTGRESQL) {
        database.run(
            "CREATE COLLATION ci"
                + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
      }
      database.run(
          "CREATE TABLE t (id INTEGER, s VARCHAR(20)" + collation + ")",
          "INSERT INTO t VALUES (1, 'abc'), (2, 'ABC'), (3, 'x')");
      HandMadeMap map = HandMadeMap.of(connection, "VARCHAR", "FROM t", true, "t.s");
      map.upload(values -> values.get(0) + "-");
      List<String> equal = target == Target.H2 ? List.of("2") : List.of("1", "2");
      String groups = target == Target.H2 ? "3" : "2";
      assertEquals(equal, map.rows("SELECT id FROM (t <join>) WHERE <value> = 'ABC-' ORDER BY id"));
      assertEquals(equal, map.rows("SELECT id FROM t WHERE <lookup> = 'ABC-' ORDER BY id"));
      assertEquals(
          List.of(groups),
          map.rows(
              "SELECT COUNT(*) FROM (SELECT <value> AS k FROM (t <join>) GROUP BY <value>) q"));
    }
  }

  /** An unbounded CHAR of PostgreSQL keeps blanks that its equality does not see. */
  @Test
  void blanksOfAnUnboundedCharCount() throws SQLException {
    try (Database database = Target.POSTGRESQL.database();
        Connection connection = database.connectDirect()) {
      check(connection, "bpchar", 3, "'a'", "'a '", "'a  '");
    }
  }

  @EachLookupTarget
  void bytes(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      switch (target) {
        case POSTGRESQL -> check(connection, "BYTEA", 4, "''", "'\\x00'", "'\\x0000'", "'\\xff20'");
        case DUCKDB ->
            check(connection, "BLOB", 4, "''", "'\\x00'", "'\\x00\\x00'", "'\\xFF\\x20'");
        default -> {
          String[] bytes = {"X''", "X'00'", "X'0000'", "X'FF20'"};
          check(connection, "VARBINARY(20)", 4, bytes);
          check(connection, "BLOB", 4, bytes);
        }
      }
    }
  }

  @EachLookupTarget
  void datesAndTimes(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      check(connection, "DATE", 3, "DATE '2026-11-21'", "DATE '1582-10-10'", "DATE '0001-01-01'");
      check(
          connection,
          target == Target.DUCKDB ? "TIME" : "TIME(6)",
          3,
          "TIME '00:00:00'",
          "TIME '23:59:59.999999'",
          "TIME '23:59:59'");
      String first = "TIMESTAMP '2026-10-25 02:30:00.000001'";
      String second = "TIMESTAMP '2026-10-25 02:30:00.000002'";
      String plain = target == Target.MARIADB ? "DATETIME(6)" : "TIMESTAMP(6)";
      check(connection, target == Target.DUCKDB ? "TIMESTAMP" : plain, 2, first, second);
      switch (target) {
        case POSTGRESQL -> {
          check(connection, "DATE", 3, "'infinity'", "'-infinity'", "'0044-03-15 BC'");
          check(connection, "TIMESTAMP", 2, "'infinity'", "'-infinity'");
          check(connection, "TIMESTAMPTZ", 2, "'infinity'", "'2026-01-01 00:00:00+01'");
          check(connection, "TIMETZ", 2, "'00:00:00+01'", "'00:00:00+02'");
        }
        case H2 -> {
          check(connection, "TIMESTAMP(9)", 2, "'2026-01-01 00:00:00.000000001'", "'2026-01-01'");
          check(
              connection,
              "TIMESTAMP WITH TIME ZONE",
              2,
              "'2026-01-01 00:00:00+00'",
              "'2026-01-01 01:00:00+00'");
        }
        case MARIADB -> {
          database.run("SET GLOBAL time_zone = '+00:00'");
          check(connection, "TIMESTAMP(6)", 2, first, second);
          check(connection, "TIME(3)", 2, "'-00:00:00.001'", "'00:00:00.001'");
        }
        default -> {
          check(connection, "DATE", 2, "'infinity'", "'-infinity'");
          check(connection, "TIMESTAMP_NS", 1, "'2026-01-01 00:00:00.000000001'");
          check(connection, "TIMESTAMPTZ", 2, "'2026-01-01 00:00:00+01'", "'2026-01-01'");
        }
      }
    }
  }

  /** Two instants of MariaDB have one local time when clocks go back, and one argument. */
  @Test
  void instantsWithOneLocalTimeAreOneArgument() throws SQLException {
    try (Database database = Target.MARIADB.database();
        Connection connection = database.connectDirect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
      statement.execute("CREATE TABLE t (id INTEGER, c TIMESTAMP(6) NULL)");
      statement.execute("INSERT INTO t VALUES (1, '2026-01-01'), (2, '2026-01-01'), (3, NULL)");
      HandMadeMap map = HandMadeMap.of(connection, "VARCHAR", "FROM t", true, "t.c");
      map.upload(values -> "read");
      assertEquals(
          List.of("1|read", "2|read", "3|null"),
          map.rows("SELECT id, <value> FROM (t <join>) ORDER BY id"));
    }
  }

  @EachLookupTarget
  void identifiersAndDocuments(Target target) throws SQLException {
    String one = "'00000000-0000-0000-0000-000000000001'";
    String two = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
    String[] documents = {"'{\"a\": 1}'", "'{\"a\": 1.0}'", "'[]'"};
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      check(connection, "UUID", 2, one, two);
      switch (target) {
        case POSTGRESQL -> {
          check(connection, "JSON", 3, documents);
          // Equal as numbers, but their texts differ.
          check(connection, "JSONB", 3, documents);
        }
        case H2 -> check(connection, "JSON", 2, "JSON '{\"a\": 1}'", "JSON '[]'");
        default -> check(connection, "JSON", 3, documents);
      }
    }
  }
}
