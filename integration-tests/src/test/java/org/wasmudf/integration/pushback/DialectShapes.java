package org.wasmudf.integration.pushback;

import static org.wasmudf.integration.pushback.Shape.ordered;
import static org.wasmudf.integration.pushback.Shape.query;
import static org.wasmudf.integration.targets.Target.DUCKDB;
import static org.wasmudf.integration.targets.Target.H2;
import static org.wasmudf.integration.targets.Target.MARIADB;
import static org.wasmudf.integration.targets.Target.POSTGRESQL;
import static org.wasmudf.integration.targets.Target.SQLITE;

import java.util.List;

/** Functions among what only one or some targets can say. */
final class DialectShapes {
  static final List<Shape> ALL =
      List.of(
          query(
                  "dialect: cast",
                  "SELECT id, {small}(qty)::text AS c, {bytes}(id::text) AS d FROM orders")
              .on("SELECT id, {small}(qty)::varchar AS c FROM orders", H2, DUCKDB)
              .on("SELECT id, CONVERT({small}(qty), CHAR) AS c FROM orders", MARIADB)
              .on("SELECT id, CAST({small}(qty) AS TEXT) AS c FROM orders", SQLITE),
          query(
                  "dialect: list of texts",
                  "SELECT cust, STRING_AGG({tag}(note), ',' ORDER BY id) AS c FROM orders GROUP BY cust")
              .on(
                  "SELECT cust, LISTAGG({tag}(note), ',') WITHIN GROUP (ORDER BY id) AS c FROM orders"
                      + " GROUP BY cust",
                  H2)
              .on(
                  "SELECT cust, GROUP_CONCAT({tag}(note) ORDER BY id) AS c FROM orders GROUP BY cust",
                  MARIADB)
              .on(
                  "SELECT cust, GROUP_CONCAT({tag}(note)) AS c FROM (SELECT * FROM orders ORDER BY id)"
                      + " GROUP BY cust",
                  SQLITE),
          query(
                  "dialect: condition function",
                  "SELECT id, GREATEST({small}(qty), cust) AS c FROM orders")
              .on("SELECT id, IF({odd}(qty), {small}(qty), -1) AS c FROM orders", MARIADB)
              .on("SELECT id, IIF({odd}(qty), {small}(qty), -1) AS c FROM orders", SQLITE)
              .on("SELECT id, CASEWHEN({odd}(qty), {small}(qty), -1) AS c FROM orders", H2),
          query(
                  "dialect: NULL-safe comparison",
                  "SELECT id FROM orders WHERE {small}(qty) IS DISTINCT FROM cust")
              .on("SELECT id FROM orders WHERE NOT ({small}(qty) <=> cust)", MARIADB)
              .on("SELECT id FROM orders WHERE {small}(qty) IS NOT cust", SQLITE),
          query(
              "dialect: division and remainder",
              "SELECT id, {small}(qty) / 2 AS c, {mix}(id) % 7 AS d FROM orders"),
          query(
                  "dialect: text functions",
                  "SELECT id, SUBSTRING({tag}(note) FROM 2) AS c, LENGTH({tag}(note)) AS d FROM orders")
              .on(
                  "SELECT id, SUBSTR({tag}(note), 2) AS c, LENGTH({tag}(note)) AS d FROM orders",
                  SQLITE,
                  DUCKDB),
          ordered(
                  "DISTINCT ON",
                  "SELECT DISTINCT ON ({small}(qty)) {small}(qty) AS k, id FROM orders ORDER BY"
                      + " {small}(qty), id")
              .without("no DISTINCT ON", MARIADB, SQLITE),
          query(
                  "ROLLUP",
                  "SELECT {small}(qty) AS k, {odd}(cust) AS o, COUNT(*) AS n FROM orders GROUP BY"
                      + " ROLLUP ({small}(qty), {odd}(cust))")
              .on(
                  "SELECT {small}(qty) AS k, {odd}(cust) AS o, COUNT(*) AS n FROM orders GROUP BY"
                      + " {small}(qty), {odd}(cust) WITH ROLLUP",
                  MARIADB)
              .without("no ROLLUP", H2, SQLITE),
          query(
                  "GROUPING SETS",
                  "SELECT {small}(qty) AS k, cust, COUNT(*) AS n FROM orders GROUP BY GROUPING SETS"
                      + " (({small}(qty)), (cust), ())")
              .without("no GROUPING SETS", H2, MARIADB, SQLITE),
          query(
                  "QUALIFY",
                  "SELECT id, cust FROM orders QUALIFY ROW_NUMBER() OVER (PARTITION BY cust ORDER BY"
                      + " {small}(qty), id) = 1")
              .without("no QUALIFY", POSTGRESQL, MARIADB, SQLITE),
          query("arrays", "SELECT id, {small}(qty) = ANY(ARRAY[1, 4, 7]) AS c FROM orders")
              .without("no arrays", MARIADB, SQLITE),
          query(
              "row values",
              "SELECT id FROM orders WHERE ({small}(qty), cust) IN (SELECT cust, region FROM"
                  + " customers)"),
          query("series", "SELECT g, {small}(g) + 1 AS c FROM generate_series(1, 20) AS s(g)")
              .on("SELECT x, {small}(CAST(x AS INTEGER)) + 1 AS c FROM SYSTEM_RANGE(1, 20)", H2)
              .on("SELECT seq, {small}(CAST(seq AS SIGNED)) + 1 AS c FROM seq_1_to_20", MARIADB)
              .on("SELECT j.value, {small}(j.value) + 1 AS c FROM json_each('[1,2,37]') j", SQLITE)
              .on(
                  "SELECT g, {small}(g::integer) + 1 AS c FROM generate_series(1, 20) AS s(g)",
                  DUCKDB),
          query(
                  "dialect: JSON around",
                  "SELECT id, json_build_object('k', {small}(qty), 't', {tag}(note)) ->> 't' AS c FROM"
                      + " orders")
              .on("SELECT id, JSON_OBJECT('k': {small}(qty)) AS c FROM orders", H2)
              .on("SELECT id, JSON_OBJECT('k', {tag}(note)) AS c FROM orders", MARIADB)
              .on("SELECT id, json_object('k', {small}(qty)) AS c FROM orders", SQLITE)
              .on("SELECT id, json_object('k', {small}(qty)) ->> 'k' AS c FROM orders", DUCKDB));

  private DialectShapes() {}
}
