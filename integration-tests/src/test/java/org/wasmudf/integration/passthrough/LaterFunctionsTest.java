package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Functions that are registered, replaced or dropped after a statement was prepared. */
class LaterFunctionsTest {
  /** Some targets look a text up only when it runs; the others refuse it when it is prepared. */
  private static void assumePrepares(Target target) {
    assumeTrue(
        target == Target.POSTGRESQL || target == Target.MARIADB,
        target + " refuses to prepare a text with a function that it does not know");
  }

  @EachTarget
  void registeredAfterPrepare(Target target) throws SQLException {
    assumePrepares(target);
    try (Database database = target.database();
        Connection connection = database.connect();
        Connection other = database.connect()) {
      Comparison.fill(database);
      try (PreparedStatement rows =
              connection.prepareStatement("SELECT id, twice(n) FROM t WHERE id < ? ORDER BY id");
          PreparedStatement constant = connection.prepareStatement("SELECT twice(21)");
          PreparedStatement update =
              connection.prepareStatement("UPDATE t SET n = twice(?) WHERE id = ?")) {
        assertThrows(SQLException.class, constant::executeQuery);
        Guests.run(other, Guests.TWICE);
        rows.setInt(1, 3);
        ResultSet result = rows.executeQuery();
        assertSame(rows, result.getStatement());
        assertEquals(List.of("1|20", "2|40"), Bench.rows(result));
        assertEquals(2, rows.getMetaData().getColumnCount());
        assertEquals(1, rows.getParameterMetaData().getParameterCount());
        assertEquals(List.of("42"), Bench.rows(constant.executeQuery()));
        for (int id = 1; id <= 2; id++) {
          update.setInt(1, 100 * id);
          update.setInt(2, id);
          update.addBatch();
        }
        assertArrayEquals(new int[] {1, 1}, update.executeBatch());
        rows.setInt(1, 2);
        assertEquals(List.of("1|400"), Bench.rows(rows.executeQuery()));
      }
    }
  }

  @EachTarget
  void aTargetsFunctionIsShadowedAndBack(Target target) throws SQLException {
    String shadow =
        Guests.times("FUNCTION", "abs", 3).replace("RETURNS BIGINT", "RETURNS BIGINT OR SHADOW");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      try (PreparedStatement rows =
              connection.prepareStatement("SELECT abs(n) FROM t WHERE id >= ? AND id <= ?");
          PreparedStatement text =
              connection.prepareStatement("SELECT abs(n) FROM t WHERE s = ?")) {
        rows.setInt(1, 1);
        rows.setInt(2, 1);
        text.setString(1, "one");
        assertEquals(List.of("10"), Bench.rows(rows.executeQuery()));
        assertEquals(List.of("10"), Bench.rows(text.executeQuery()));
        Guests.run(connection, shadow);
        // Only one of the two is set again: the values that the target holds stay in force.
        rows.setInt(1, 1);
        assertEquals(List.of("10"), Bench.rows(rows.executeQuery()));
        rows.setInt(2, 1);
        assertEquals(List.of("30"), Bench.rows(rows.executeQuery()));
        text.setCharacterStream(1, new StringReader("one"));
        assertEquals(List.of("30"), Bench.rows(text.executeQuery()));
        assertEquals(List.of("30"), Bench.rows(rows.executeQuery()));
        Guests.run(connection, "DROP FUNCTION abs");
        assertEquals(List.of("10"), Bench.rows(rows.executeQuery()));
        assertEquals(List.of("10"), Bench.rows(text.executeQuery()));
      }
    }
  }

  @EachTarget
  void replacedAndDropped(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Connection other = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (PreparedStatement rows =
              connection.prepareStatement("SELECT twice(n) FROM t WHERE id = ?");
          PreparedStatement folded =
              connection.prepareStatement("SELECT n FROM t WHERE n = twice(?)")) {
        rows.setInt(1, 1);
        folded.setInt(1, 5);
        assertEquals(List.of("20"), Bench.rows(rows.executeQuery()));
        assertEquals(List.of("10"), Bench.rows(folded.executeQuery()));
        Guests.run(other, Guests.times("OR REPLACE FUNCTION", "twice", 4));
        assertEquals(List.of("40"), Bench.rows(rows.executeQuery()));
        assertEquals(List.of("20"), Bench.rows(folded.executeQuery()));
        Guests.run(other, "DROP FUNCTION twice");
        assertThrows(SQLException.class, rows::executeQuery);
        assertThrows(SQLException.class, folded::executeQuery);
        Guests.run(other, Guests.TWICE);
        assertEquals(List.of("20"), Bench.rows(rows.executeQuery()));
      }
    }
  }
}
