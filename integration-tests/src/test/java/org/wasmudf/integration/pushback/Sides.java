package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;

/** The same statement by the target's own functions and by ours, over the same first rows. */
final class Sides {
  private Sides() {}

  /** What is done on a connection, and what it shows at the end. */
  interface Scenario {
    String run(Connection connection, String prefix) throws SQLException;
  }

  /** A text with the functions of one side. */
  static String text(String template, String prefix) {
    return template.replaceAll("\\{(\\w+)}", prefix + "$1");
  }

  /**
   * Runs a scenario on both sides.
   *
   * @return what differs, empty where nothing does or where ours was refused
   */
  static String difference(Orders orders, Scenario scenario) throws SQLException {
    Orders.refill(orders.direct);
    String expected = show(orders.direct, "nf_", scenario);
    Orders.refill(orders.direct);
    String found = show(orders.ours, "wf_", scenario);
    return found.equals(expected) || found.startsWith("refused")
        ? ""
        : ShapeRunner.expected(expected, found);
  }

  private static String show(Connection connection, String prefix, Scenario scenario)
      throws SQLException {
    try {
      return scenario.run(connection, prefix);
    } catch (SQLException e) {
      if ("42W01".equals(e.getSQLState())) {
        return "refused: " + e.getMessage();
      }
      return "failed with " + e.getSQLState();
    } finally {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
