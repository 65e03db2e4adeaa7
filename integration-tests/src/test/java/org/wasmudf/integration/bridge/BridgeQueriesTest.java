package org.wasmudf.integration.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Leaks;

/** Functions in every clause give what the same functions in plain Java give, labels too. */
final class BridgeQueriesTest {
  private final Twins twins;

  BridgeQueriesTest() throws SQLException {
    twins = new Twins();
  }

  @AfterEach
  void close() throws SQLException {
    twins.close();
    Leaks.assertNone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT t.id, k.id FROM t JOIN k ON twice(t.n) = k.v ORDER BY 1, 2",
        "SELECT t.id, k.id FROM t LEFT JOIN k ON twice(t.n) = k.v AND even(t.id) ORDER BY 1, 2",
        "SELECT twice(n), COUNT(*), SUM(r) FROM t GROUP BY twice(n) ORDER BY 1",
        "SELECT even(n), group_concat(id) FROM t GROUP BY even(n) HAVING twice(COUNT(*)) > 2",
        "SELECT id FROM t ORDER BY twice(n) DESC, id",
        "SELECT id FROM t ORDER BY id LIMIT twice(1) OFFSET twice(1)",
        "SELECT DISTINCT twice(n) FROM t",
        "SELECT DISTINCT even(n) AS e, same(s) FROM t ORDER BY e, 2",
        "SELECT twice(n) FROM t UNION SELECT v FROM k ORDER BY 1",
        "SELECT n FROM t UNION ALL SELECT twice(v) FROM k ORDER BY 1",
        "SELECT twice(n) FROM t INTERSECT SELECT v FROM k",
        "SELECT twice(n) FROM t UNION SELECT twice(v) FROM k ORDER BY twice(n)",
        "WITH q AS (SELECT id, twice(n) AS y FROM t) SELECT a.id, b.y FROM q a JOIN q b ON a.y = b.y"
            + " ORDER BY 1, 2",
        "WITH q AS (SELECT id, twice(n) FROM t) SELECT * FROM q ORDER BY id",
        "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT twice(x) FROM r WHERE x < 100)"
            + " SELECT x FROM r",
        "SELECT id, (SELECT MAX(v) FROM k WHERE k.v <= twice(t.n)) FROM t ORDER BY id",
        "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM k WHERE k.v = twice(t.n)) ORDER BY id",
        "SELECT id FROM t WHERE n IN (SELECT twice(id) FROM k) ORDER BY id",
        "SELECT id FROM t WHERE twice(n) IN (SELECT v FROM k) ORDER BY id",
        "SELECT id, CASE WHEN n IS NULL THEN -1 WHEN n <> 13 THEN not13(n) ELSE 0 END FROM t"
            + " ORDER BY id",
        "SELECT id, CASE WHEN n = 99 THEN not13(13) ELSE 0 END FROM t ORDER BY id",
        "SELECT id, coalesce(n, not13(13), 0) FROM t WHERE n IS NOT NULL ORDER BY id",
        "SELECT id FROM t WHERE n = 99 AND not13(13) = 1",
        "SELECT id, SUM(twice(n)) OVER (ORDER BY twice(n), id) FROM t ORDER BY id",
        "SELECT id, rank() OVER (PARTITION BY even(n) ORDER BY twice(n)) FROM t ORDER BY id",
        "SELECT id, SUM(n) FILTER (WHERE even(n)) OVER () FROM t ORDER BY id",
        "SELECT COUNT(DISTINCT twice(n)), SUM(twice(n)), MAX(half(r)), MIN(same(s)) FROM t",
        "SELECT twice(n) + 1, twice( n )-1 , upper(same(s)) || 'x', (twice(n)) FROM t ORDER BY id",
        "SELECT twice(n) /* a comment */, -twice(n) FROM t ORDER BY id",
        "SELECT id, twice(plus(n, twice(id))) + plus(id, 1) FROM t ORDER BY id",
        "SELECT id, twice(plus(n, id) + plus(id, id)) FROM t ORDER BY plus(n, 1), id",
        "SELECT * FROM (SELECT id, twice(n) FROM t) WHERE \"twice(n)\" > 20 ORDER BY id",
        "SELECT x.*, twice(x.n) + 0 FROM (SELECT * FROM t WHERE even(n)) x ORDER BY id",
        "SELECT id, raw(b) || '' , half(r) + 0, half(r) * 1.0, same(s) || same(s) FROM t ORDER BY id",
        "SELECT id, raw(b), half(r), same(s) FROM t GROUP BY raw(b), half(r), same(s), id"
            + " ORDER BY id",
        "SELECT group_concat(same(s) COLLATE NOCASE, '/') FROM t",
        "SELECT id FROM t WHERE same(s) = 'one' COLLATE NOCASE ORDER BY id",
        "SELECT a.id, b.id FROM t a, t b WHERE twice(a.n) = plus(b.n, b.n) AND a.id < b.id",
        "SELECT twice((SELECT MAX(n) FROM t)) + 0",
        "VALUES (twice(1) + 1), (twice(2) + 2)",
        "SELECT id, iif(n > 0, twice(n), -1) FROM t ORDER BY id",
        "SELECT typeof(twice(n)), typeof(even(n)), typeof(half(r)), typeof(same(s)), typeof(raw(b))"
            + " FROM t ORDER BY id",
        "SELECT t.id FROM t NATURAL JOIN k WHERE twice(t.id) < 7 OR twice(k.v) < 0 ORDER BY 1",
        "SELECT id, twice(n) AS \"twice(n)\" FROM t GROUP BY 2 ORDER BY 2, 1",
        "SELECT row_number() OVER w, twice(n) FROM t WINDOW w AS (ORDER BY half(r), id) ORDER BY 1",
        "EXPLAIN QUERY PLAN SELECT 1"
      })
  void query(String sql) throws SQLException {
    assertEquals(
        Twins.outcome(twins.direct, sql), Twins.outcome(twins.ours, sql), "the same as plain Java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET n = twice(n), r = half(r)",
        "UPDATE t SET n = twice(n) WHERE even(id) AND id > (SELECT MIN(id) FROM t)",
        "UPDATE t SET n = (SELECT twice(v) FROM k WHERE k.id = t.id)",
        "UPDATE t SET n = twice(k.v) FROM k WHERE k.id = t.id",
        "DELETE FROM t WHERE even(n)",
        "DELETE FROM t WHERE id IN (SELECT id FROM k WHERE twice(id) > 4)",
        "INSERT INTO t (id, n, s) SELECT id + 100, twice(v), same(w) FROM k",
        "INSERT INTO t (id, n) VALUES (50, twice(1) + 1), (51, twice(2) + 2)",
        "INSERT INTO k (id, v) VALUES (1, 5) ON CONFLICT (id) DO UPDATE SET v = twice(excluded.v)",
        "INSERT INTO k (id, v) SELECT id, twice(n) FROM t WHERE true ON CONFLICT DO NOTHING",
        "INSERT OR REPLACE INTO k (id, v) SELECT id, plus(id, 1000) FROM t",
        "REPLACE INTO k (id, v) SELECT id, plus(id, 1000) FROM t",
        "INSERT INTO t (id, n) SELECT id + 10, twice(v) FROM k RETURNING id, twice(n), plus(n, 1) AS x",
        "UPDATE t SET n = twice(n) RETURNING id, twice(n) + 1",
        "DELETE FROM t WHERE n > 10 RETURNING twice(n)",
        "WITH q AS (SELECT id, twice(n) AS y FROM t) UPDATE t SET n = (SELECT y FROM q WHERE q.id = t.id)",
        "CREATE TABLE made AS SELECT id, twice(n), same(s) AS s FROM t",
      })
  void change(String sql) throws SQLException {
    assertEquals(Twins.outcome(twins.direct, sql), Twins.outcome(twins.ours, sql));
    for (String table : List.of("t", "k")) {
      String all = "SELECT * FROM " + table + " ORDER BY id";
      assertEquals(Twins.outcome(twins.direct, all), Twins.outcome(twins.ours, all));
    }
    if (sql.startsWith("CREATE")) {
      assertEquals(
          Twins.outcome(twins.direct, "SELECT * FROM made ORDER BY id"),
          Twins.outcome(twins.ours, "SELECT * FROM made ORDER BY id"));
    }
  }

  private record Bound(String sql, List<Object> parameters) {}

  static List<Bound> parameters() {
    return List.of(
        new Bound("SELECT id FROM t WHERE plus(n, ?) = ? ORDER BY id", List.of(5, 15)),
        new Bound("SELECT id, twice(n) + ? FROM t WHERE id < ? ORDER BY id", List.of(1, 4)),
        new Bound("SELECT id, plus(n, ?) + plus(n, ?) FROM t ORDER BY id", List.of(1, 100)),
        new Bound("SELECT ?, plus(?, n + ?) + 0, ? FROM t ORDER BY id", List.of("a", 2, 3, "d")),
        new Bound("SELECT id FROM t WHERE id = ? AND twice(?) > ? OR n = ?", List.of(1, 2, 3, 13)),
        new Bound("UPDATE t SET n = plus(n, ?) WHERE id > ?", List.of(7, 2)));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parametersStandWhereTheyStood(Bound bound) throws SQLException {
    Object[] values = bound.parameters().toArray();
    assertEquals(
        Twins.outcome(twins.direct, bound.sql(), values),
        Twins.outcome(twins.ours, bound.sql(), values));
  }

  @Test
  void explainTellsTheWayAndWhy() throws SQLException {
    List<String> rows =
        Bench.rows(twins.ours, "EXPLAIN WASM SELECT twice(n), COUNT(*) FROM t GROUP BY twice(n)");
    assertEquals(2, rows.size(), rows::toString);
    assertTrue(
        rows.get(0).startsWith("1|bridge|target|SELECT wasm_1(n) AS \"twice(n)\", COUNT(*) FROM t"),
        rows::toString);
    assertTrue(rows.get(0).contains("calls twice(n) itself"), rows::toString);
    assertTrue(rows.get(1).startsWith("2|bridge|client|twice(n)|"), rows::toString);
    assertEquals(
        2, Bench.rows(twins.ours, "EXPLAIN ANALYZE WASM SELECT MAX(twice(n)) FROM t").size());
  }
}
