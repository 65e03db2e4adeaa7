package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** A call over constants and parameters is evaluated once, and stands in any place. */
class FoldedCallsTest {
  @EachTarget
  void constantsInQueriesAndChanges(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      assertEquals(List.of("42"), shop.rows("SELECT twice(21)"));
      assertEquals(List.of("1"), shop.rows("SELECT id FROM item WHERE qty = twice(5)"));
      assertEquals(List.of("20"), shop.rows("SELECT SUM(qty + twice(5)) FROM item WHERE id = 1"));
      shop.run(
          "INSERT INTO item (id, name, qty) VALUES (6, same('kiwi'), twice(50))",
          "UPDATE item SET qty = twice(3) WHERE id = 5",
          "DELETE FROM item WHERE id = twice(1)");
      assertEquals(
          List.of("1|apple|10", "3|plum|7", "4|null|null", "5|fig|6", "6|kiwi|100"),
          shop.rows("SELECT id, name, qty FROM item ORDER BY id"));
      assertEquals(List.of("null"), shop.rows("SELECT twice(NULL)"));
      assertEquals(
          List.of("5"),
          shop.rows("SELECT COUNT(*) FROM item WHERE id > 0 HAVING COUNT(*) > twice(1)"));
    }
  }

  @EachTarget
  void parameters(Target target) throws SQLException {
    try (Shop shop = new Shop(target)) {
      try (PreparedStatement insert =
          shop.connection.prepareStatement(
              "INSERT INTO item (id, name, qty) VALUES (?, same(?), twice(?))")) {
        for (int i = 10; i < 13; i++) {
          insert.setInt(1, i);
          insert.setString(2, "n" + i);
          insert.setLong(3, i);
          assertEquals(1, insert.executeUpdate());
        }
        for (int i = 13; i < 16; i++) {
          insert.setInt(1, i);
          insert.setString(2, "n" + i);
          insert.setLong(3, i);
          insert.addBatch();
        }
        assertEquals(3, insert.executeBatch().length);
        assertEquals(3, insert.getParameterMetaData().getParameterCount());
      }
      assertEquals(
          List.of("10|n10|20", "11|n11|22", "12|n12|24", "13|n13|26", "14|n14|28", "15|n15|30"),
          shop.rows("SELECT id, name, qty FROM item WHERE id >= 10 ORDER BY id"));
      try (PreparedStatement query =
          shop.connection.prepareStatement("SELECT id FROM item WHERE qty = twice(?)")) {
        query.setInt(1, 5);
        try (ResultSet rows = query.executeQuery()) {
          assertEquals(List.of("1"), Bench.rows(rows));
        }
        query.setNull(1, java.sql.Types.BIGINT);
        try (ResultSet rows = query.executeQuery()) {
          assertEquals(List.of(), Bench.rows(rows));
        }
      }
    }
  }

  @EachTarget
  void typesOfFoldedValues(Target target) throws SQLException {
    try (Shop shop = new Shop(target);
        PreparedStatement query =
            shop.connection.prepareStatement("SELECT half(?), same(?), twice(?)")) {
      query.setDouble(1, 5);
      query.setString(2, "é✓");
      query.setLong(3, 1L << 40);
      try (ResultSet rows = query.executeQuery()) {
        assertTrue(rows.next());
        assertEquals(2.5, rows.getDouble(1));
        assertEquals("é✓", rows.getString(2));
        assertEquals(1L << 41, rows.getLong(3));
      }
    }
  }
}
