package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Our relations in queries of every kind, beside the target's own tables. */
final class JoinedRelationsTest {
  private static final String ODD =
      "it's \"odd\" \\ 100% {fn x} ? :a $1 \n line é 漢字 😀 -- /* ' */ ;";

  @EachTarget
  void relationsStandInAnyQuery(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      shop.run(
          "CREATE TABLE used (fn VARCHAR(20), times INTEGER)",
          "INSERT INTO used VALUES ('twice', 3), ('half', 1), ('gone', 2)");
      assertEquals(List.of("5"), shop.rows("SELECT COUNT(*) FROM wasmudf.functions"));
      assertEquals(
          List.of("half|1|half(DOUBLE PRECISION)", "twice|3|twice(BIGINT)"),
          shop.rows(
              "SELECT f.name, u.times, CONCAT(f.name, CONCAT('(', CONCAT(CASE WHEN f.name = 'half'"
                  + " THEN 'DOUBLE PRECISION' ELSE 'BIGINT' END, ')'))) FROM wasmudf.functions f"
                  + " JOIN used u ON u.fn = f.name ORDER BY f.name"));
      assertEquals(
          List.of("gone"),
          shop.rows(
              "SELECT fn FROM used LEFT JOIN wasmudf.functions ON functions.name = used.fn"
                  + " WHERE functions.name IS NULL"));
      assertEquals(
          List.of("gone"),
          shop.rows("SELECT fn FROM used WHERE fn NOT IN (SELECT name FROM wasmudf.functions)"));
      assertEquals(
          List.of("BIGINT|3"),
          shop.rows(
              "SELECT f.returns, COUNT(*) FROM wasmudf.functions AS f GROUP BY f.returns"
                  + " HAVING COUNT(*) > 1"));
      assertEquals(
          List.of("half", "twice"),
          shop.rows(
              "SELECT wasmudf.functions.name FROM used, wasmudf.functions WHERE fn ="
                  + " wasmudf.functions.name ORDER BY 1"));
      assertEquals(
          List.of("2"),
          shop.rows(
              "WITH q AS (SELECT name FROM wasmudf.functions) SELECT COUNT(*) FROM q JOIN used ON fn"
                  + " = q.name"));
      assertEquals(
          List.of("5"),
          shop.rows(
              "SELECT COUNT(*) FROM wasmudf.functions f JOIN wasmudf.modules m ON m.name = f.module"
                  + " WHERE m.size_bytes > 8 AND f.created_at IS NOT NULL"));
      assertEquals(
          List.of("1"),
          shop.rows("SELECT COUNT(*) FROM wasmudf.version WHERE version IS NOT NULL"));
    }
  }

  @EachTarget
  void parametersAndFunctionsStandBesideThem(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      try (PreparedStatement query =
          shop.connection.prepareStatement(
              "SELECT i.id, f.name FROM item i JOIN wasmudf.functions f ON f.name = ? WHERE i.id < ?"
                  + " ORDER BY i.id")) {
        query.setString(1, "twice");
        query.setInt(2, 3);
        assertEquals(2, query.getMetaData().getColumnCount());
        assertEquals(2, query.getParameterMetaData().getParameterCount());
        assertEquals(List.of("1|twice", "2|twice"), Bench.rows(query.executeQuery()));
        shop.run("DROP FUNCTION twice");
        assertEquals(List.of(), Bench.rows(query.executeQuery()), "the catalog as it is now");
        shop.run(Shop.TWICE);
      }
      assertEquals(
          List.of("20|twice"),
          shop.rows(
              "SELECT twice(i.qty), f.name FROM item i JOIN wasmudf.functions f ON f.name = 'twice'"
                  + " WHERE i.id = 1"));
      shop.run("CREATE TABLE kept (name VARCHAR(50), kind VARCHAR(20))");
      try (Statement statement = shop.connection.createStatement()) {
        assertEquals(
            5,
            statement.executeUpdate("INSERT INTO kept SELECT name, kind FROM wasmudf.functions"));
        assertEquals(
            1,
            statement.executeUpdate(
                "DELETE FROM kept WHERE name IN (SELECT name FROM wasmudf.functions WHERE returns"
                    + " = 'DOUBLE PRECISION')"));
      }
      assertTrue(
          shop.rows("EXPLAIN WASM SELECT COUNT(*) FROM wasmudf.functions")
              .get(0)
              .contains("rows of wasmudf's relations"));
    }
  }

  @EachTarget
  void oddTextsAndEmptyRelationsArriveAsTheyAre(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      try (PreparedStatement create =
          shop.connection.prepareStatement(
              "CREATE OR REPLACE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$ (module (func (export \"twice\") (param i64) (result i64) (local.get 0))) $$ COMMENT '"
                  + ODD.replace("'", "''")
                  + "'")) {
        create.execute();
      }
      try (Statement statement = shop.connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT f.comment FROM wasmudf.functions f, item i WHERE i.id = 1 AND f.name ="
                      + " 'twice'")) {
        assertTrue(rows.next());
        assertEquals(ODD, rows.getString(1));
      }
      shop.run(
          "DROP FUNCTION twice",
          "DROP FUNCTION trap13",
          "DROP FUNCTION endless",
          "DROP FUNCTION half",
          "DROP FUNCTION same");
      assertEquals(
          List.of("1|null", "2|null"),
          shop.rows(
              "SELECT i.id, f.name FROM item i LEFT JOIN wasmudf.functions f ON f.name = i.name"
                  + " WHERE i.id < 3 ORDER BY i.id"));
      assertEquals(List.of("0"), shop.rows("SELECT COUNT(*) FROM wasmudf.functions"));
    }
  }

  @EachTarget
  void storedTextIsLeftAlone(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertThrows(
          SQLException.class,
          () -> {
            shop.run("CREATE VIEW v AS SELECT name FROM wasmudf.functions");
            shop.rows("SELECT * FROM v");
          });
      assertThrows(SQLException.class, () -> shop.run("DELETE FROM wasmudf.functions"));
    }
  }
}
