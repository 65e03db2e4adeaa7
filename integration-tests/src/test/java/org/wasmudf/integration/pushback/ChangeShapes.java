package org.wasmudf.integration.pushback;

import static org.wasmudf.integration.pushback.Shape.change;
import static org.wasmudf.integration.targets.Target.DUCKDB;
import static org.wasmudf.integration.targets.Target.H2;
import static org.wasmudf.integration.targets.Target.MARIADB;
import static org.wasmudf.integration.targets.Target.POSTGRESQL;
import static org.wasmudf.integration.targets.Target.SQLITE;

import java.util.List;

/** Functions in statements that write. */
final class ChangeShapes {
  static final List<Shape> ALL =
      List.of(
          change(
              "INSERT ... SELECT",
              "INSERT INTO work (id, cust, qty, note) SELECT id + 100, cust, {small}(qty), {tag}(note)"
                  + " FROM orders WHERE {odd}(id)"),
          change(
                  "INSERT ... VALUES, constants",
                  "INSERT INTO work (id, cust, qty, note) VALUES (101, {small}(?), {small}(37), {tag}(?))")
              .with(12, "né"),
          change(
              "INSERT ... VALUES, subquery",
              "INSERT INTO work (id, qty) VALUES (101, (SELECT MAX({small}(qty)) FROM orders))"),
          change("UPDATE SET", "UPDATE work SET qty = {small}(qty)"),
          change(
              "UPDATE SET, expression around",
              "UPDATE work SET qty = {small}(id) * 2 + cust, note = UPPER({tag}(note)) WHERE id > 5"),
          change(
              "UPDATE SET two columns of each other",
              "UPDATE work SET qty = {small}(cust), cust = {small}(qty) + 1"),
          change("UPDATE WHERE", "UPDATE work SET cust = -1 WHERE {bytes}(note) > 1100"),
          change(
                  "UPDATE with parameters",
                  "UPDATE work SET qty = {small}(id + ?), note = ? WHERE {small}(qty) > ? AND id < ?")
              .on(
                  "UPDATE work SET qty = {small}(id + CAST(? AS INTEGER)), note = ? WHERE {small}(qty)"
                      + " > ? AND id < ?",
                  H2,
                  POSTGRESQL,
                  DUCKDB)
              .on(
                  "UPDATE work SET qty = {small}(id + CAST(? AS SIGNED)), note = ? WHERE {small}(qty)"
                      + " > ? AND id < ?",
                  MARIADB)
              .with(7, "new", 4, 25),
          change(
              "UPDATE guarded by CASE",
              "UPDATE work SET qty = CASE WHEN qty <> 0 THEN {part}(qty) ELSE 0 END"),
          change("UPDATE that traps", "UPDATE work SET qty = {part}(qty)"),
          change(
              "UPDATE from a subquery",
              "UPDATE work SET qty = (SELECT MAX({small}(o.qty)) FROM orders o WHERE o.cust ="
                  + " work.cust)"),
          change(
              "UPDATE where IN subquery",
              "UPDATE work SET qty = 0 WHERE cust IN (SELECT cust FROM customers WHERE"
                  + " {small}(region) > 4)"),
          change(
                  "UPDATE FROM",
                  "UPDATE work SET qty = {small}(c.region) FROM customers c WHERE c.cust = work.cust AND"
                      + " {small}(work.id) > 3")
              .on(
                  "UPDATE work JOIN customers c ON c.cust = work.cust SET work.qty ="
                      + " {small}(c.region) WHERE {small}(work.id) > 3",
                  MARIADB)
              .without("no UPDATE FROM", H2),
          change("DELETE WHERE", "DELETE FROM work WHERE {small}(qty) > 6"),
          change(
              "DELETE with OR and subquery",
              "DELETE FROM work WHERE {odd}(id) AND cust IN (SELECT cust FROM customers) OR"
                  + " {word}(note) IS NULL"),
          change(
              "DELETE where EXISTS",
              "DELETE FROM work WHERE EXISTS (SELECT 1 FROM customers c WHERE c.cust ="
                  + " {small}(work.qty))"),
          change(
                  "DELETE USING",
                  "DELETE FROM work USING customers c WHERE c.cust = {small}(work.qty)")
              .on("DELETE work FROM work JOIN customers c ON c.cust = {small}(work.qty)", MARIADB)
              .without("no DELETE USING", H2, SQLITE),
          change(
                  "MERGE",
                  "MERGE INTO work w USING orders o ON w.id = o.id - 20 WHEN MATCHED THEN UPDATE SET qty ="
                      + " {small}(o.qty) WHEN NOT MATCHED THEN INSERT (id, qty) VALUES (o.id + 200,"
                      + " {small}(o.id))")
              .without("no MERGE", MARIADB, SQLITE),
          change(
                  "MERGE ON a function",
                  "MERGE INTO work w USING customers c ON w.id = {small}(c.cust) + 1 WHEN MATCHED THEN"
                      + " UPDATE SET qty = c.region")
              .without("no MERGE", MARIADB, SQLITE),
          change(
                  "INSERT on a conflict",
                  "INSERT INTO work (id, qty) SELECT id, {small}(qty) FROM orders WHERE id < 40 ON"
                      + " CONFLICT (id) DO UPDATE SET qty = excluded.qty + 1")
              .on(
                  "INSERT INTO work (id, qty) SELECT id, {small}(qty) FROM orders WHERE id < 40 ON"
                      + " DUPLICATE KEY UPDATE qty = VALUES(qty) + 1",
                  MARIADB)
              .without("no ON CONFLICT", H2),
          change(
                  "function in ON CONFLICT",
                  "INSERT INTO work (id, qty) SELECT id, qty FROM orders WHERE id < 40 ON CONFLICT (id)"
                      + " DO UPDATE SET qty = {small}(excluded.qty)")
              .on(
                  "INSERT INTO work (id, qty) SELECT id, qty FROM orders WHERE id < 40 ON DUPLICATE"
                      + " KEY UPDATE qty = {small}(VALUES(qty))",
                  MARIADB)
              .without("no ON CONFLICT", H2),
          change(
                  "INSERT ... RETURNING",
                  "INSERT INTO work (id, qty) SELECT id + 100, qty FROM orders WHERE id < 9 RETURNING id,"
                      + " {small}(qty) AS c")
              .without("no RETURNING", H2),
          change(
                  "UPDATE ... RETURNING",
                  "UPDATE work SET qty = qty + 1 WHERE id < 9 RETURNING id, {small}(qty) AS c")
              .without("no RETURNING", H2, MARIADB),
          change(
                  "DELETE ... RETURNING",
                  "DELETE FROM work WHERE {odd}(id) RETURNING id, {tag}(note) AS c")
              .without("no RETURNING", H2),
          change(
                  "CREATE TABLE AS",
                  "CREATE TABLE made AS SELECT id, {small}(qty) AS k, {tag}(note) AS t FROM orders WHERE"
                      + " {small}(qty) > 3")
              .reads("SELECT * FROM made")
              .after("DROP TABLE made"),
          change(
                  "CREATE TEMPORARY TABLE AS",
                  "CREATE TEMPORARY TABLE made AS SELECT {small}(qty) AS k, COUNT(*) AS n FROM orders"
                      + " GROUP BY {small}(qty)")
              .without("no temporary table of one connection", H2)
              .reads("SELECT * FROM made")
              .after("DROP TABLE made"));

  private ChangeShapes() {}
}
