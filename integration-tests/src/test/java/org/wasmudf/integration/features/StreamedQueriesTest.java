package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Functions in the SELECT list and in WHERE of a query that the target runs otherwise. */
class StreamedQueriesTest {
  @EachTarget
  void selectListConditionsOrderAndLimit(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertEquals(
          List.of("1|20", "2|26", "3|14", "4|null", "5|80"),
          shop.rows("SELECT id, twice(qty) FROM item ORDER BY id"));
      assertEquals(
          List.of("5|80", "2|26"),
          shop.rows(
              "SELECT id, twice(qty) AS q FROM item WHERE twice(qty) > 20 AND id < 10"
                  + " ORDER BY id DESC LIMIT 2"));
      assertEquals(
          List.of("2|26"),
          shop.rows("SELECT id, twice(qty) FROM item ORDER BY id LIMIT 1 OFFSET 1"));
      assertEquals(
          List.of("4"),
          shop.rows("SELECT i.id FROM item AS i WHERE twice(i.qty) IS NULL ORDER BY i.id"));
      assertEquals(
          List.of("40"), shop.rows("SELECT twice(twice(qty)) FROM item i WHERE i.name = 'apple'"));
      assertEquals(
          List.of("apple|20", "pear|26"),
          shop.rows(
              "SELECT a.name, twice(b.qty) FROM item a JOIN item b ON a.id = b.id"
                  + " WHERE a.id IN (1, 2) ORDER BY a.id"));
      assertEquals(
          List.of("20", "26"),
          shop.rows(
              "WITH big AS (SELECT id, qty FROM item WHERE qty > 9 AND id < 3)"
                  + " SELECT twice(qty) FROM big ORDER BY id"));
      assertEquals(List.of("22"), shop.rows("SELECT twice(qty + 1) FROM item WHERE id = 1"));
    }
  }

  @EachTarget
  void starBesideACall(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT item.*, twice(qty) AS t FROM item WHERE id = 1")) {
      assertTrue(rows.next());
      assertEquals(1, rows.getInt("ID"));
      assertEquals("apple", rows.getString("name"));
      assertEquals(1.25, rows.getDouble("price"));
      assertEquals(20, rows.getLong("t"));
      assertEquals(5, rows.getMetaData().getColumnCount());
    }
  }

  @EachTarget
  void textsDoublesAndDecimals(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertEquals(
          List.of("apple|apple", "null|null", "fig|fig"),
          shop.rows("SELECT same(name), name FROM item WHERE id IN (1, 4, 5) ORDER BY id"));
      try (Statement statement = shop.connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT half(price) FROM item WHERE id < 4 ORDER BY id")) {
        assertTrue(rows.next());
        assertEquals(0.625, rows.getDouble(1));
        assertTrue(rows.next());
        assertEquals(1.25, rows.getDouble(1));
        assertTrue(rows.next());
        // DuckDB's driver has NaN there.
        assertEquals(target == Target.DUCKDB ? Double.NaN : 0, rows.getDouble(1));
        assertTrue(rows.wasNull());
      }
    }
  }

  @EachTarget
  void parametersEverywhere(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        PreparedStatement query =
            shop.connection.prepareStatement(
                "SELECT id, twice(?), twice(qty) FROM item WHERE qty > ? AND twice(qty) < ?"
                    + " ORDER BY id LIMIT ?")) {
      for (int round = 0; round < 3; round++) {
        query.setLong(1, round);
        query.setInt(2, 5);
        query.setLong(3, 50);
        query.setInt(4, 2);
        try (ResultSet rows = query.executeQuery()) {
          assertEquals(
              List.of("1|" + 2 * round + "|20", "2|" + 2 * round + "|26"), Bench.rows(rows));
        }
      }
      assertEquals(4, query.getParameterMetaData().getParameterCount());
    }
  }

  @EachTarget
  void failureBelongsToItsRow(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT trap13(qty) FROM item ORDER BY id")) {
        assertTrue(rows.next());
        assertEquals(10, rows.getInt(1));
        SQLException failure = assertThrows(SQLException.class, rows::next);
        assertEquals("38W01", failure.getSQLState());
      }
      assertEquals(List.of("10"), shop.rows("SELECT trap13(qty) FROM item ORDER BY id LIMIT 1"));
      try (ResultSet rows =
          statement.executeQuery("SELECT TRY(trap13(qty)) FROM item ORDER BY id LIMIT 2")) {
        assertEquals(List.of("10", "null"), Bench.rows(rows));
        SQLWarning warning = statement.getWarnings();
        assertEquals("01000", warning.getSQLState());
      }
    }
  }

  @EachTarget
  void refusalNamesTheConstruct(Target target) throws SQLException {
    assumeFalse(target == Target.SQLITE, "SQLite calls the functions itself");
    try (Shop shop = new Shop(target)) {
      for (String sql :
          List.of(
              "SELECT qty, COUNT(*) FROM item GROUP BY qty HAVING twice(COUNT(*)) > 1",
              "SELECT id FROM item UNION SELECT id FROM item ORDER BY twice(id)",
              "CREATE VIEW seen AS SELECT twice(qty) AS t FROM item",
              "WITH RECURSIVE r(n) AS (SELECT MIN(qty) FROM item UNION ALL SELECT twice(n) FROM r"
                  + " WHERE n < 9) SELECT n FROM r")) {
        SQLException refused = assertThrows(SQLException.class, () -> shop.run(sql), sql);
        assertEquals("42W01", refused.getSQLState(), sql + ": " + refused.getMessage());
      }
      assertEquals(List.of("5"), shop.rows("SELECT COUNT(*) FROM item"));
    }
  }
}
