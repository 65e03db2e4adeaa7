package org.wasmudf.integration.pushback;

import static org.wasmudf.integration.pushback.Shape.ordered;
import static org.wasmudf.integration.pushback.Shape.query;
import static org.wasmudf.integration.targets.Target.DUCKDB;
import static org.wasmudf.integration.targets.Target.H2;
import static org.wasmudf.integration.targets.Target.MARIADB;
import static org.wasmudf.integration.targets.Target.POSTGRESQL;

import java.util.List;

/** Functions in the SELECT list and WHERE, and ordinary expressions around them. */
final class ExpressionShapes {
  static final List<Shape> ALL =
      List.of(
          query(
              "SELECT list",
              "SELECT id, {small}(qty), {mix}(big), {sign}(weight), {tag}(note) FROM orders"),
          query(
              "SELECT list, NULL and condition", "SELECT id, {word}(note), {odd}(qty) FROM orders"),
          query("two arguments", "SELECT id, {duo}(big, qty), {duo}(id, cust) FROM orders"),
          query("nested", "SELECT id, {small}({bytes}({tag}(note))) FROM orders"),
          query("over an expression", "SELECT id, {small}(id * 3 + cust) FROM orders"),
          query(
              "over an expression over a function",
              "SELECT id, {small}(1 + {small}(qty)) FROM orders"),
          query("text functions around", "SELECT id, UPPER({tag}(note)) || 'a' AS c FROM orders")
              .on("SELECT id, CONCAT(UPPER({tag}(note)), 'a') AS c FROM orders", MARIADB),
          query(
              "ABS and arithmetic around", "SELECT id, ABS({small}(qty) - 7) * 2 AS c FROM orders"),
          query("ROUND around", "SELECT id, ROUND({sign}(weight)) AS c FROM orders"),
          query(
              "CAST around",
              "SELECT id, CAST({small}(qty) AS VARCHAR(10)) AS c, CAST({small}(qty) AS"
                  + " DECIMAL(10,2)) AS d FROM orders"),
          query(
              "decimal arithmetic around",
              "SELECT id, price * {small}(qty) AS c, price + {small}(qty) AS d FROM orders"),
          query(
              "CASE guards a trap",
              "SELECT id, CASE WHEN qty <> 0 THEN {part}(qty) ELSE -1 END AS c FROM orders"),
          query(
              "CASE over results",
              "SELECT id, CASE {small}(qty) WHEN 4 THEN 'four' WHEN 5 THEN 'five' ELSE note END AS c"
                  + " FROM orders"),
          query(
              "COALESCE", "SELECT id, COALESCE({small}(qty), {small}(cust), -1) AS c FROM orders"),
          query(
              "NULLIF guards a trap",
              "SELECT id, {part}(NULLIF(qty, 0)) AS c, NULLIF({small}(qty), 4) AS d FROM orders"),
          query("trap in a read row", "SELECT id, {part}(qty) + 0 AS c FROM orders"),
          query(
              "trap behind a filter", "SELECT id, {part}(qty) + 0 AS c FROM orders WHERE qty > 3"),
          query("WHERE", "SELECT id FROM orders WHERE {bytes}(note) > 1100"),
          query(
              "WHERE with other conditions",
              "SELECT id FROM orders WHERE {small}(qty) = 4 AND price > 1000 AND note IS NOT NULL"),
          query("WHERE with OR", "SELECT id FROM orders WHERE {small}(qty) = 4 OR id < 5"),
          query(
              "WHERE with NOT",
              "SELECT id FROM orders WHERE NOT ({small}(qty) = 4 OR {odd}(cust))"),
          query("WHERE a boolean", "SELECT id FROM orders WHERE {odd}(qty)"),
          query(
              "WHERE IS NULL",
              "SELECT id FROM orders WHERE {word}(note) IS NULL OR {small}(qty) IS NULL"),
          query(
              "WHERE with an expression around",
              "SELECT id FROM orders WHERE {small}(qty) + 1 = cust"),
          query("BETWEEN", "SELECT id FROM orders WHERE {small}(qty) BETWEEN cust AND 12"),
          query("IN list", "SELECT id FROM orders WHERE {small}(qty) IN (1, cust, {small}(cust))"),
          query("LIKE", "SELECT id, note FROM orders WHERE {tag}(note) LIKE 'a%'"),
          query(
              "LIKE with an expression",
              "SELECT id, note FROM orders WHERE UPPER({tag}(note)) LIKE '%C|'"),
          query("comparison of texts", "SELECT id, note FROM orders WHERE {tag}(note) > 'abc|'"),
          query(
              "two functions compared", "SELECT id FROM orders WHERE {small}(qty) < {small}(cust)"),
          query(
                  "parameters",
                  "SELECT id, {small}(qty + ?) AS c, ? + {small}(qty) AS d FROM orders WHERE {duo}(big,"
                      + " ?) > ? AND id > ?")
              .on(
                  "SELECT id, {small}(qty + CAST(? AS INTEGER)) AS c, CAST(? AS INTEGER) +"
                      + " {small}(qty) AS d FROM orders WHERE {duo}(big, ?) > ? AND id > ?",
                  H2,
                  POSTGRESQL,
                  DUCKDB)
              .with(-3, 5, 2, 100L, 3),
          ordered(
                  "parameter in LIMIT",
                  "SELECT id, {small}(qty) + 1 AS c FROM orders WHERE {small}(qty) > ? ORDER BY id LIMIT ?"
                      + " OFFSET ?")
              .with(3, 7, 2),
          query(
              "constant arguments",
              "SELECT id, {small}(37) + qty % 5 AS c FROM orders WHERE id < {small}(1) * 10"),
          query("no FROM", "SELECT {small}(37) AS c, UPPER({tag}('b')) AS d"),
          ordered("ORDER BY", "SELECT id, note FROM orders ORDER BY {small}(qty), id"),
          ordered(
              "ORDER BY with LIMIT",
              "SELECT id, qty FROM orders ORDER BY {small}(qty) DESC, {bytes}(note), id LIMIT 7"),
          ordered(
              "ORDER BY an ordinal", "SELECT {small}(qty), id FROM orders ORDER BY 1, 2 LIMIT 30"),
          ordered("ORDER BY an alias", "SELECT {tag}(note) AS t, id FROM orders ORDER BY t, id"),
          ordered(
              "ORDER BY a column that is not selected",
              "SELECT {tag}(note) FROM orders ORDER BY id"),
          ordered(
              "ORDER BY an expression around",
              "SELECT id FROM orders ORDER BY -{small}(qty), id LIMIT 20 OFFSET 5"),
          query("DISTINCT", "SELECT DISTINCT {small}(qty) FROM orders"),
          query("DISTINCT texts", "SELECT DISTINCT {bytes}(note), {tag}(note) FROM orders"),
          query(
              "the same call thrice",
              "SELECT {small}(qty), {small}(qty) + 1 AS c FROM orders WHERE {small}(qty) > 3"),
          query("SELECT * with a filter", "SELECT * FROM orders WHERE {small}(qty) + 0 = 4"));

  private ExpressionShapes() {}
}
