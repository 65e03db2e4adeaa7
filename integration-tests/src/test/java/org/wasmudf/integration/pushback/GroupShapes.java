package org.wasmudf.integration.pushback;

import static org.wasmudf.integration.pushback.Shape.ordered;
import static org.wasmudf.integration.pushback.Shape.query;
import static org.wasmudf.integration.targets.Target.MARIADB;

import java.util.List;

/** Functions in and over groups, aggregates and windows. */
final class GroupShapes {
  static final List<Shape> ALL =
      List.of(
          query(
              "GROUP BY",
              "SELECT {small}(qty), COUNT(*) AS n, SUM(price) AS s FROM orders GROUP BY"
                  + " {small}(qty)"),
          query(
              "GROUP BY a text",
              "SELECT {tag}(note) AS t, COUNT(*) AS n FROM orders GROUP BY {tag}(note)"),
          query(
              "GROUP BY an alias",
              "SELECT {small}(qty) AS k, COUNT(*) AS n FROM orders GROUP BY k"),
          query(
              "GROUP BY an ordinal",
              "SELECT {small}(qty) AS k, COUNT(*) AS n FROM orders GROUP BY 1"),
          query(
              "GROUP BY an expression around",
              "SELECT {small}(qty) % 3 AS k, COUNT(*) AS n FROM orders GROUP BY {small}(qty) % 3"),
          query(
              "GROUP BY a column, function of it",
              "SELECT cust, {small}(cust) + 1 AS c, COUNT(*) AS n FROM orders GROUP BY cust"),
          query(
              "HAVING",
              "SELECT cust, COUNT(*) AS n FROM orders GROUP BY cust HAVING {mix}(COUNT(*)) > 23130"),
          query(
              "HAVING over a key",
              "SELECT {small}(qty) AS k, COUNT(*) AS n FROM orders GROUP BY {small}(qty) HAVING"
                  + " {small}(qty) > 5 AND COUNT(*) > 1"),
          query(
              "SUM of a function",
              "SELECT SUM({small}(qty)) AS s, AVG({small}(qty)) AS a FROM orders"),
          query(
              "aggregates of functions in groups",
              "SELECT cust, SUM({small}(qty)) AS s, MIN({tag}(note)) AS m, COUNT(DISTINCT"
                  + " {small}(qty)) AS d FROM orders GROUP BY cust"),
          query("function of an aggregate", "SELECT {mix}(COUNT(*)) AS c FROM orders"),
          query(
              "function of an aggregate in groups",
              "SELECT cust, {small}(MAX(id)) AS c, {tag}(MIN(note)) AS t FROM orders GROUP BY cust"),
          query(
              "function of an aggregate of a function",
              "SELECT cust, {small}(MAX({small}(id))) AS c FROM orders GROUP BY cust"),
          query(
                  "FILTER",
                  "SELECT COUNT(*) FILTER (WHERE {odd}(qty)) AS n, SUM(id) FILTER (WHERE {small}(qty) >"
                      + " 5) AS s FROM orders")
              .without("no FILTER", MARIADB),
          query(
              "aggregates over no rows",
              "SELECT COUNT({small}(qty)) AS n, SUM({small}(qty)) AS s FROM orders WHERE id < 0"),
          ordered(
              "ORDER BY an aggregate of a function",
              "SELECT cust, SUM({small}(qty)) AS s FROM orders GROUP BY cust ORDER BY"
                  + " SUM({small}(qty)), cust LIMIT 8"),
          query(
              "window over a function",
              "SELECT id, SUM({small}(qty)) OVER (ORDER BY id) AS s, ROW_NUMBER() OVER (ORDER BY"
                  + " {small}(qty), id) AS n FROM orders"),
          query(
              "PARTITION BY",
              "SELECT id, COUNT(*) OVER (PARTITION BY {small}(qty)) AS n FROM orders"),
          query(
              "window frame",
              "SELECT id, MAX({bytes}(note)) OVER (PARTITION BY {small}(qty) ORDER BY id ROWS BETWEEN"
                  + " 1 PRECEDING AND CURRENT ROW) AS m FROM orders"),
          query(
              "LAG of a function",
              "SELECT id, LAG({tag}(note)) OVER (ORDER BY id) AS p FROM orders"),
          query(
              "named window",
              "SELECT id, RANK() OVER w AS r FROM orders WINDOW w AS (PARTITION BY {odd}(cust) ORDER"
                  + " BY {small}(qty))"),
          query(
              "function of a window",
              "SELECT id, {mix}(ROW_NUMBER() OVER (ORDER BY id)) AS c FROM orders"),
          query(
              "scalar subquery",
              "SELECT c.cust, (SELECT MAX({small}(o.qty)) FROM orders o WHERE o.cust = c.cust) AS m"
                  + " FROM customers c"),
          query(
              "function of a scalar subquery",
              "SELECT c.cust, {small}((SELECT MAX(o.id) FROM orders o WHERE o.cust = c.cust)) AS m"
                  + " FROM customers c"),
          query(
              "function of outer and inner columns",
              "SELECT c.cust, (SELECT COUNT(*) FROM orders o WHERE {duo}(o.id, c.cust) % 5 = 0) AS n"
                  + " FROM customers c"),
          query(
              "EXISTS",
              "SELECT c.cust FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.cust ="
                  + " c.cust AND {small}(o.qty) > 10)"),
          query(
              "NOT EXISTS",
              "SELECT c.cust FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE"
                  + " {small}(o.qty) = c.cust)"),
          query(
              "IN subquery",
              "SELECT c.cust FROM customers c WHERE c.cust IN (SELECT {small}(qty) FROM orders)"),
          query(
              "function IN subquery",
              "SELECT id FROM orders WHERE {small}(qty) IN (SELECT cust FROM customers WHERE region >"
                  + " 1)"),
          query(
              "NOT IN subquery",
              "SELECT c.cust FROM customers c WHERE c.cust NOT IN (SELECT {small}(qty) FROM orders"
                  + " WHERE qty IS NOT NULL)"),
          query(
              "comparison with a subquery",
              "SELECT id FROM orders WHERE {small}(qty) > (SELECT AVG({small}(cust)) FROM"
                  + " customers)"),
          query(
              "nested subqueries",
              "SELECT c.cust FROM customers c WHERE {small}(c.cust) IN (SELECT {small}(o.qty) FROM"
                  + " orders o WHERE o.cust = c.cust AND EXISTS (SELECT 1 FROM work w WHERE w.id ="
                  + " o.id AND {bytes}(w.note) > 1050))"),
          ordered(
              "subquery in ORDER BY",
              "SELECT c.cust FROM customers c ORDER BY (SELECT COUNT(*) FROM orders o WHERE"
                  + " {small}(o.qty) = c.cust), c.cust"),
          query(
              "CASE with a guarded subquery",
              "SELECT c.cust, CASE WHEN c.region IS NULL THEN -1 ELSE (SELECT SUM({part}(o.qty)) FROM"
                  + " orders o WHERE o.cust = c.cust AND o.qty <> 0) END AS s FROM customers c"),
          Shape.counting(
              "volatile function of the target beside",
              "SELECT id, {small}(qty) + 1 AS c, {tick} AS n FROM orders WHERE {odd}(cust)"),
          Shape.counting(
              "volatile function of the target in a condition",
              "SELECT id FROM orders WHERE {small}(qty) + 1 > 6 AND {tick} > 0"),
          Shape.counting(
              "volatile function of the target as argument",
              "SELECT id, {mix}({tick}) + 1 AS c FROM orders WHERE id < 9"));

  private GroupShapes() {}
}
