package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** EXPLAIN WASM, and metadata with and without execution. */
class DescriptionsTest {
  @EachTarget
  void explainSaysTheWay(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertEquals(List.of("stream"), ways(shop, "SELECT twice(qty) FROM item"));
      assertEquals(List.of("fold"), ways(shop, "SELECT id FROM item WHERE qty = twice(3)"));
      assertEquals(List.of("pass-through"), ways(shop, "SELECT id FROM item"));
      String way = target == Target.SQLITE ? "bridge" : "push-back";
      assertEquals(way, ways(shop, "SELECT SUM(twice(qty)) FROM item").get(0));
      try (Statement statement = shop.connection.createStatement();
          ResultSet rows =
              statement.executeQuery("EXPLAIN ANALYZE WASM SELECT twice(qty) FROM item")) {
        assertTrue(rows.next());
        assertEquals(5, rows.getLong("rows"));
      }
    }
  }

  private static List<String> ways(Shop shop, String sql) throws SQLException {
    try (Statement statement = shop.connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN WASM " + sql)) {
      assertTrue(rows.next());
      List<String> ways = new ArrayList<>();
      ways.add(rows.getString("way"));
      return ways;
    }
  }

  private static String lower(String label) {
    return label.toLowerCase(Locale.ROOT);
  }

  @EachTarget
  void metadataBeforeExecution(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        PreparedStatement query =
            shop.connection.prepareStatement(
                "SELECT id, name AS n, twice(qty) AS t, half(price) FROM item WHERE qty > ?")) {
      ResultSetMetaData before = query.getMetaData();
      assertNotNull(before);
      assertEquals(4, before.getColumnCount());
      assertEquals("t", lower(before.getColumnLabel(3)));
      assertEquals("n", lower(before.getColumnLabel(2)));
      ParameterMetaData parameters = query.getParameterMetaData();
      assertEquals(1, parameters.getParameterCount());
      query.setLong(1, 1);
      try (ResultSet rows = query.executeQuery()) {
        ResultSetMetaData after = rows.getMetaData();
        for (int i = 1; i <= 4; i++) {
          assertEquals(before.getColumnLabel(i), after.getColumnLabel(i));
          if (target != Target.SQLITE || i > 2) {
            assertEquals(before.getColumnType(i), after.getColumnType(i), "type of " + i);
            assertEquals(before.getColumnTypeName(i), after.getColumnTypeName(i));
            assertEquals(before.getColumnClassName(i), after.getColumnClassName(i));
          }
        }
      }
    }
  }

  @EachTarget
  void emptyProbe(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        Statement statement = shop.connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, twice(qty) AS t FROM item WHERE 1=0")) {
      assertFalse(rows.next());
      assertEquals(2, rows.getMetaData().getColumnCount());
      assertEquals("t", lower(rows.getMetaData().getColumnLabel(2)));
    }
  }
}
