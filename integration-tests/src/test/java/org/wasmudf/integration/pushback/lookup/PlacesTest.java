package org.wasmudf.integration.pushback.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;
import org.wasmudf.rewriter.lookup.RaisedLookup;

/**
 * Hazards 23, 24, 25 and 26: a lookup is legal wherever a function's call is, as a joined value or
 * as a subquery, and gives what the same expression of the target's own gives.
 */
class PlacesTest {
  private static final List<String> JOINED =
      List.of(
          "SELECT <value>, COUNT(*) FROM (t <join>) GROUP BY <value> ORDER BY 1",
          "SELECT <value> + 1, SUM(id) FROM (t <join>) GROUP BY <value> ORDER BY 1",
          "SELECT COUNT(*) FROM (t <join>) GROUP BY <value> HAVING <value> > 10 ORDER BY <value> + 1",
          "SELECT SUM(id) AS s FROM (t <join>) GROUP BY <value> ORDER BY <value> DESC",
          "SELECT DISTINCT <value> FROM (t <join>) ORDER BY <value>",
          "SELECT id, SUM(id) OVER (PARTITION BY <value> ORDER BY <value>, id) FROM (t <join>)"
              + " ORDER BY id",
          "SELECT id, RANK() OVER (ORDER BY <value>) FROM (t <join>) WHERE x IS NOT NULL ORDER BY 1",
          "SELECT id, u.k FROM (t <join>) JOIN u ON <value> = u.k ORDER BY id",
          "SELECT id, u.k FROM u LEFT JOIN (t <join>) ON <value> = u.k ORDER BY u.k, id",
          "SELECT id, u.k FROM (t <join>) LEFT JOIN u ON <value> = u.k ORDER BY id",
          "SELECT id FROM (t <join>) WHERE <value> IN (SELECT k FROM u) ORDER BY id",
          "SELECT id FROM (t <join>) WHERE NOT (<value> > 10) OR <value> IS NULL ORDER BY id",
          "SELECT k FROM u WHERE EXISTS (SELECT 1 FROM (t <join>) WHERE <value> = u.k) ORDER BY k",
          "SELECT k, (SELECT MAX(<value>) FROM (t <join>) WHERE t.id < u.k) FROM u ORDER BY k",
          "SELECT <value> FROM (t <join>) UNION SELECT k FROM u ORDER BY 1",
          "SELECT COALESCE(<value>, 0) + 1 AS y FROM (t <join>) ORDER BY y, 1",
          "SELECT id FROM (t <join>) ORDER BY <value> DESC, id LIMIT 2",
          "WITH c AS (SELECT id, <value> AS y FROM (t <join>)) SELECT a.id, b.y FROM c a"
              + " JOIN c b ON a.y = b.y ORDER BY 1, 2",
          "SELECT AVG(<value>), MIN(<value>) FROM (t <join>)");

  private static final List<String> SCALAR =
      List.of(
          "SELECT id, <lookup> FROM t ORDER BY id",
          "SELECT id, <lookup> + 1 FROM t WHERE <lookup> >= 10 ORDER BY id",
          "SELECT id FROM t ORDER BY <lookup>, id",
          "SELECT k, (SELECT COUNT(*) FROM t WHERE <lookup> = u.k) FROM u ORDER BY k",
          "SELECT u.k FROM u WHERE EXISTS (SELECT 1 FROM t WHERE <lookup> = u.k) ORDER BY 1",
          "SELECT y, COUNT(*) FROM (SELECT <lookup> AS y FROM t) q GROUP BY y ORDER BY y",
          "SELECT id, CASE WHEN x > 1 THEN <lookup> ELSE 0 END FROM t ORDER BY id",
          "SELECT SUM(<lookup>) FROM t");

  private static final List<String> CHANGES =
      List.of(
          "UPDATE t SET y = <lookup>",
          "UPDATE t SET y = <lookup> + 1 WHERE <lookup> > 10",
          "INSERT INTO u SELECT <lookup> + id * 1000 FROM t WHERE x IS NOT NULL",
          "INSERT INTO u SELECT <value> + id * 1000 FROM (t <join>) WHERE <value> > 10",
          "DELETE FROM t WHERE <lookup> = 20");

  private static void fill(Database database) throws SQLException {
    database.run(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER, y BIGINT)",
        "INSERT INTO t VALUES (1, 1, 0), (2, 2, 0), (3, NULL, 0), (4, 2, 0), (5, 0, 0)",
        "CREATE TABLE u (k BIGINT)",
        "INSERT INTO u VALUES (10), (20), (30), (NULL)");
  }

  private static HandMadeMap tenfold(Connection connection) throws SQLException {
    return HandMadeMap.of(connection, "BIGINT", "FROM t", true, "t.x")
        .upload(values -> ((Number) values.get(0)).longValue() * 10);
  }

  /** The same with the target's own expression in the function's place. */
  private static String own(Target target, String text) {
    String type = target == Target.MARIADB ? "SIGNED" : "BIGINT";
    return text.replace("(t <join>)", "t")
        .replaceAll("<(value|lookup)>", "(CAST(t.x AS " + type + ") * 10)");
  }

  @EachLookupTarget
  void readsWhatTheTargetsOwnExpressionReads(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      if (target == Target.MARIADB) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET sql_mode = CONCAT(@@sql_mode, ',ONLY_FULL_GROUP_BY')");
        }
      }
      HandMadeMap map = tenfold(connection);
      List<String> wrong = new ArrayList<>();
      List<String> texts = new ArrayList<>(JOINED);
      texts.addAll(SCALAR);
      for (String text : texts) {
        String expected = answer(connection, own(target, text));
        String answer = answer(connection, map.sql(text));
        if (!expected.equals(answer)) {
          wrong.add(text + ": " + answer + " and not " + expected);
        }
      }
      assertEquals(List.of(), wrong);
    }
  }

  /** The rows, or that the target does not take the statement. */
  private static String answer(Connection connection, String sql) {
    try {
      return HandMadeMap.query(connection, sql).toString();
    } catch (SQLException e) {
      return RaisedLookup.of(e).isPresent()
          ? "raised " + e + sql
          : "refused with " + e.getErrorCode();
    }
  }

  @EachLookupTarget
  void changesWhatTheTargetsOwnExpressionChanges(Target target) throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (String text : CHANGES) {
      List<String> expected = after(target, text, true);
      List<String> changed = after(target, text, false);
      if (!expected.equals(changed)) {
        wrong.add(text + ": " + changed + " and not " + expected);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> after(Target target, String text, boolean own) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect();
        Statement statement = connection.createStatement()) {
      fill(database);
      List<String> result = new ArrayList<>();
      try {
        int count =
            own ? statement.executeUpdate(own(target, text)) : tenfold(connection).update(text);
        result.add("changed " + count);
      } catch (SQLException e) {
        result.add(e.getMessage());
      }
      result.addAll(HandMadeMap.query(connection, "SELECT id, x, y FROM t ORDER BY id"));
      result.addAll(HandMadeMap.query(connection, "SELECT k FROM u ORDER BY k"));
      return result;
    }
  }

  /** Hazard 22 and 23: the raise stands within the guards around the call. */
  @EachLookupTarget
  void guardsKeepFailuresFromBeingRaised(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t WHERE id < 5", true, "t.x")
              .upload(
                  values -> {
                    if (((Number) values.get(0)).longValue() == 2) {
                      throw new ArithmeticException("two");
                    }
                    return ((Number) values.get(0)).longValue() * 10;
                  });
      // Row 5 has no entry, rows 2 and 4 have failures.
      for (String value : List.of("<value>", "<lookup>")) {
        String from = value.equals("<value>") ? "(t <join>)" : "t";
        assertEquals(
            List.of("1|10", "2|0", "3|null", "4|0", "5|-1"),
            map.rows(
                "SELECT id, CASE WHEN id = 5 THEN -1 WHEN x = 2 THEN 0 ELSE "
                    + value
                    + " END FROM "
                    + from
                    + " ORDER BY id"));
      }
      map.update("UPDATE t SET y = CASE WHEN x <> 2 AND id <> 5 THEN <lookup> ELSE 7 END");
      assertEquals(
          List.of("1|10", "2|7", "3|7", "4|7", "5|7"), map.rows("SELECT id, y FROM t ORDER BY id"));
    }
  }

  /** Hazard 26: an aggregate as argument, in HAVING and in the SELECT list. */
  @EachLookupTarget
  void aggregatesAreLookedUpAboveTheirGroups(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      assumeTrue(
          HandMadeMap.lookups(connection).takesAggregates(),
          "H2 refuses the aggregate, and MariaDB 11.4 crashes");
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t GROUP BY x", true, "COUNT(t.id)")
              .upload(values -> ((Number) values.get(0)).longValue() * 10);
      assertEquals(
          List.of("2|2"),
          map.rows("SELECT x, COUNT(t.id) FROM t GROUP BY x HAVING <lookup> > 10 ORDER BY x"));
      assertEquals(
          List.of("0|10", "1|10", "2|20"),
          map.rows(
              "SELECT x, <lookup> FROM t WHERE x IS NOT NULL GROUP BY x ORDER BY <lookup>, x"));
    }
  }

  /** A name with its schema still means the table. */
  @Test
  void parenthesisedJoinKeepsQualifiedNames() throws SQLException {
    try (Database database = Target.POSTGRESQL.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM public.t", true, "public.t.x")
              .upload(values -> ((Number) values.get(0)).longValue() * 10);
      assertEquals(
          List.of("1|10|(1,1,0)"),
          map.rows(
              "SELECT public.t.id, <value>, t FROM (public.t <join>) WHERE t.ctid IS NOT NULL"
                  + " AND id = 1 FOR UPDATE OF t"));
    }
  }

  /** Hazards 3 and 31: what is joined by a result is hashed, and a subquery uses the index. */
  @Test
  void postgresHashesJoinsAndProbesTheIndex() throws SQLException {
    try (Database database = Target.POSTGRESQL.database();
        Connection connection = database.connectDirect()) {
      database.run(
          "CREATE TABLE t AS SELECT i AS id, i % 20000 AS x FROM generate_series(1, 100000) i",
          "CREATE TABLE u AS SELECT i * 10 AS k FROM generate_series(1, 20000) i", "ANALYZE");
      HandMadeMap map = tenfold(connection);
      String joined =
          String.join(
              "\n", map.rows("EXPLAIN SELECT COUNT(*) FROM (t <join>) JOIN u ON <value> = u.k"));
      assertEquals(2, joined.split("Hash (Left |Right )?Join", -1).length - 1, joined);
      String probed = String.join("\n", map.rows("EXPLAIN SELECT <lookup> FROM t WHERE id < 100"));
      assertTrue(probed.contains("Index"), probed);
    }
  }

  @Test
  void mariaDbProbesTheIndex() throws SQLException {
    try (Database database = Target.MARIADB.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map = tenfold(connection);
      for (String text :
          List.of("EXPLAIN SELECT <value> FROM (t <join>)", "EXPLAIN SELECT <lookup> FROM t")) {
        assertTrue(map.rows(text).toString().contains("|eq_ref|PRIMARY|"), text);
      }
    }
  }
}
