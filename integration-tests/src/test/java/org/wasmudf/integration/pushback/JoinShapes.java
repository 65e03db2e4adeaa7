package org.wasmudf.integration.pushback;

import static org.wasmudf.integration.pushback.Shape.ordered;
import static org.wasmudf.integration.pushback.Shape.query;
import static org.wasmudf.integration.targets.Target.DUCKDB;
import static org.wasmudf.integration.targets.Target.H2;
import static org.wasmudf.integration.targets.Target.MARIADB;
import static org.wasmudf.integration.targets.Target.POSTGRESQL;
import static org.wasmudf.integration.targets.Target.SQLITE;

import java.util.List;

/** Functions in and over joins, derived tables, CTEs and set operations. */
final class JoinShapes {
  static final List<Shape> ALL =
      List.of(
          query(
              "JOIN ON",
              "SELECT o.id, c.cust, c.name FROM orders o JOIN customers c ON {small}(o.qty) ="
                  + " c.cust"),
          query(
              "JOIN ON both sides",
              "SELECT o.id, c.cust FROM orders o JOIN customers c ON {bytes}(o.note) ="
                  + " {bytes}(c.name)"),
          query(
              "JOIN ON over both tables",
              "SELECT o.id, c.cust FROM orders o JOIN customers c ON {duo}(o.id, c.cust) % 9 = 0"),
          query(
              "LEFT JOIN ON",
              "SELECT o.id, c.cust FROM orders o LEFT JOIN customers c ON {small}(o.qty) = c.cust"
                  + " AND {odd}(c.region)"),
          query(
              "RIGHT JOIN ON",
              "SELECT o.id, c.cust FROM orders o RIGHT JOIN customers c ON {small}(o.qty) = c.cust"),
          query(
                  "FULL JOIN ON",
                  "SELECT o.id, c.cust FROM orders o FULL JOIN customers c ON {small}(o.qty) = c.cust")
              .without("no FULL JOIN", H2, MARIADB)
              .without("joins fully by columns only", POSTGRESQL),
          query(
              "function of the side that may be missing",
              "SELECT o.id, {word}(c.name), {small}(c.region) + 1 AS d FROM orders o LEFT JOIN"
                  + " customers c ON c.cust = o.cust AND c.region > 1"),
          query(
              "WHERE over a LEFT JOIN",
              "SELECT o.id FROM orders o LEFT JOIN customers c ON c.cust = o.cust WHERE"
                  + " COALESCE({small}(c.region), 0) < 6"),
          query(
              "self join",
              "SELECT a.id, b.id AS other FROM orders a JOIN orders b ON {small}(a.qty) ="
                  + " {small}(b.qty) AND a.id < b.id"),
          query(
              "three tables",
              "SELECT o.id, c.cust, w.id AS w FROM orders o JOIN customers c ON c.cust = o.cust JOIN"
                  + " work w ON {small}(w.qty) = c.region WHERE {small}(o.qty) <> {small}(w.id)"),
          query(
              "comma join",
              "SELECT o.id, c.cust FROM orders o, customers c WHERE {small}(o.qty) + 1 = c.cust"),
          query(
              "USING",
              "SELECT cust, id, {small}(qty) + region AS c FROM orders JOIN customers USING (cust)"
                  + " WHERE {small}(cust) + 1 > 3"),
          query(
              "NATURAL JOIN",
              "SELECT cust, id, {tag}(name) AS t FROM orders NATURAL JOIN customers WHERE"
                  + " {small}(region) + 1 > 3"),
          query(
              "SELECT * over a join",
              "SELECT * FROM orders o JOIN customers c ON {small}(o.qty) = c.cust WHERE"
                  + " {odd}(c.region) OR o.id < 20"),
          query(
              "SELECT * over USING",
              "SELECT * FROM orders JOIN customers USING (cust) WHERE {small}(qty) + 1 > 6"),
          query(
              "o.* over a join",
              "SELECT o.*, {tag}(c.name) AS t FROM orders o JOIN customers c ON c.cust = o.cust AND"
                  + " {small}(o.qty) > 3"),
          query(
              "derived table",
              "SELECT d.k, COUNT(*) AS n FROM (SELECT {small}(qty) AS k FROM orders) d GROUP BY"
                  + " d.k"),
          query(
              "function over a derived table's function",
              "SELECT {small}(d.k + 1) AS c, d.id FROM (SELECT id, {small}(qty) AS k FROM orders) d"
                  + " WHERE {odd}(d.k)"),
          ordered(
              "derived table with LIMIT",
              "SELECT d.id, {small}(d.qty) + 1 AS c FROM (SELECT id, qty FROM orders ORDER BY id"
                  + " LIMIT 9) d ORDER BY {small}(d.qty), d.id"),
          query(
              "derived table joined",
              "SELECT d.k, c.name FROM (SELECT DISTINCT {small}(qty) AS k FROM orders) d JOIN"
                  + " customers c ON c.cust = d.k"),
          query(
              "CTE used twice",
              "WITH k AS (SELECT id, {small}(qty) AS v FROM orders) SELECT a.id, b.id AS other FROM k"
                  + " a JOIN k b ON a.v = b.v AND a.id < b.id"),
          query(
              "function over a CTE",
              "WITH k AS (SELECT cust, COUNT(*) AS n FROM orders GROUP BY cust) SELECT cust,"
                  + " {mix}(n) + 1 AS c FROM k"),
          query(
              "recursive CTE, function outside",
              "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 12) SELECT n,"
                  + " {small}(n) + 1 AS c FROM r"),
          query(
              "recursive CTE, function of another table inside",
              "WITH RECURSIVE r(id, depth) AS (SELECT id, 1 FROM orders WHERE {small}(qty) = 4 UNION"
                  + " ALL SELECT r.id + 30, r.depth + 1 FROM r WHERE r.depth < 3) SELECT id, depth"
                  + " FROM r"),
          query(
              "recursive CTE over its own results",
              "WITH RECURSIVE r(n, depth) AS (SELECT 3, 1 UNION ALL SELECT {small}(r.n), r.depth + 1"
                  + " FROM r WHERE r.depth < 5) SELECT n, depth FROM r"),
          query(
                  "LATERAL",
                  "SELECT o.id, l.v FROM orders o CROSS JOIN LATERAL (SELECT {small}(o.qty) + c.region AS"
                      + " v FROM customers c WHERE c.cust = o.cust) l")
              .without("no LATERAL", H2, MARIADB, SQLITE),
          query(
                  "VALUES",
                  "SELECT v.n, {small}(v.n) + 1 AS c FROM (VALUES (1), (2), (NULL), (37)) AS v(n)")
              .on("SELECT v.n, {small}(v.n) + 1 AS c FROM (VALUES (1), (2), (37)) AS v(n)", H2)
              .on(
                  "WITH v(n) AS (VALUES (1), (2), (NULL), (37)) SELECT v.n, {small}(v.n) + 1 AS c"
                      + " FROM v",
                  SQLITE,
                  MARIADB),
          query(
              "UNION",
              "SELECT {small}(qty) AS k FROM orders UNION SELECT {small}(cust) FROM customers"),
          query(
              "UNION ALL",
              "SELECT id, {tag}(note) AS t FROM orders WHERE id < 20 UNION ALL SELECT cust, name FROM"
                  + " customers"),
          query(
              "INTERSECT",
              "SELECT {small}(qty) AS k FROM orders INTERSECT SELECT cust FROM customers"),
          query("EXCEPT", "SELECT cust AS k FROM customers EXCEPT SELECT {small}(qty) FROM orders"),
          ordered(
                  "UNION with ORDER BY and LIMIT",
                  "SELECT {small}(qty) AS k FROM orders UNION SELECT region FROM customers ORDER BY k"
                      + " LIMIT 9")
              .on(
                  "SELECT {small}(qty) AS k FROM orders UNION SELECT region FROM customers ORDER BY k"
                      + " NULLS LAST LIMIT 9",
                  DUCKDB));

  private JoinShapes() {}
}
