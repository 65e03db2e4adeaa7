package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Wasm;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Modules and functions are declared, listed, replaced and dropped. */
class DeclaringTest {
  @EachTarget
  void moduleFromAParameterThenReplacedThenDropped(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      // local.get 0, i64.const 7, i64.add
      try (PreparedStatement create = shop.connection.prepareStatement("CREATE MODULE m FROM ?")) {
        create.setBytes(1, Wasm.withBody(0x20, 0, 0x42, 7, 0x7c));
        create.execute();
      }
      shop.run("CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'm'");
      assertEquals(List.of("17"), shop.rows("SELECT f(qty) FROM item WHERE id = 1"));
      try (PreparedStatement create =
          shop.connection.prepareStatement("CREATE OR REPLACE MODULE m FROM ?")) {
        create.setBytes(1, Wasm.withBody(0x20, 0, 0x42, 9, 0x7c));
        create.execute();
      }
      assertEquals(List.of("19"), shop.rows("SELECT f(qty) FROM item WHERE id = 1"));
      SQLException used = assertThrows(SQLException.class, () -> shop.run("DROP MODULE m"));
      assertEquals("2BP01", used.getSQLState(), used.getMessage());
      shop.run("DROP FUNCTION f", "DROP MODULE m");
      assertEquals(List.of(), shop.rows("SELECT name FROM wasmudf.modules WHERE name = 'm'"));
    }
  }

  @EachTarget
  void relationsAndListings(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertEquals(
          List.of("endless", "half", "same", "trap13", "twice"),
          shop.rows("SELECT name FROM wasmudf.functions ORDER BY name"));
      assertEquals(
          List.of("twice"), shop.rows("SELECT name FROM wasmudf.modules WHERE name = 'twice'"));
      assertTrue(
          shop.rows("SHOW CREATE FUNCTION twice").get(0).contains("LANGUAGE WASM"),
          "SHOW CREATE FUNCTION");
      assertEquals(1, shop.rows("SELECT * FROM wasmudf.version").size());
      List<String> listed = new ArrayList<>();
      try (ResultSet functions = shop.connection.getMetaData().getFunctions(null, null, "twice")) {
        while (functions.next()) {
          listed.add(
              functions.getString("FUNCTION_SCHEM") + "." + functions.getString("FUNCTION_NAME"));
        }
      }
      assertEquals(List.of("wasmudf.twice"), listed);
      listed.clear();
      try (ResultSet columns =
          shop.connection.getMetaData().getFunctionColumns(null, null, "twice", "%")) {
        while (columns.next()) {
          listed.add(columns.getString("COLUMN_NAME"));
        }
      }
      assertEquals(2, listed.size(), listed::toString);
    }
  }

  @EachTarget
  void temporaryFunctionIsItsConnectionsAlone(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Connection other = shop.database.connect()) {
      shop.run(Shop.number("TEMPORARY FUNCTION", "mine", "(i64.sub (i64.const 0) (local.get 0))"));
      assertEquals(List.of("-10"), shop.rows("SELECT mine(qty) FROM item WHERE id = 1"));
      assertThrows(
          SQLException.class, () -> Bench.rows(other, "SELECT mine(qty) FROM item WHERE id = 1"));
      shop.run("DROP FUNCTION mine");
      assertThrows(SQLException.class, () -> shop.rows("SELECT mine(qty) FROM item WHERE id = 1"));
    }
  }

  @EachTarget
  void functionsAreTheNextConnectionsToo(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Connection other = shop.database.connect()) {
      assertEquals(
          List.of("20"), Bench.rows(other, "SELECT twice(qty) FROM item WHERE name = 'apple'"));
    }
  }

  @EachTarget
  void statementsOfTheTargetAreUntouched(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      shop.run("CREATE TABLE twice (twice INTEGER)", "INSERT INTO twice (twice) VALUES (4)");
      assertEquals(List.of("4"), shop.rows("SELECT twice FROM twice WHERE twice.twice = 4"));
      assertEquals(List.of("8"), shop.rows("SELECT twice(twice) FROM twice"));
      assertEquals(List.of("twice(1)"), shop.rows("SELECT 'twice(1)' /* twice(2) */ -- twice(3)"));
      assertEquals(List.of("14"), shop.rows("SELECT wasmudf.twice(7)"));
    }
  }
}
