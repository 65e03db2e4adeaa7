package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Runs one scenario on a target's own driver and through wasmudf, and compares what was seen. */
final class Comparison {
  /** Registered before each scenario through wasmudf: its name occurs in none of them. */
  static final String BYSTANDER =
      """
      CREATE FUNCTION wasmudf_bystander(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "wasmudf_bystander") (param i64) (result i64) (local.get 0)))
      $$""";

  /** What a caller does with a connection, noting what it sees. */
  interface Scenario {
    void run(Connection connection, Transcript seen) throws SQLException;
  }

  private Comparison() {}

  /** The target's tables for a scenario: {@code t (id, n, s)} with three rows. */
  static void fill(Database database) throws SQLException {
    database.run(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s VARCHAR(20))",
        "INSERT INTO t VALUES (1, 10, 'one'), (2, 20, 'two'), (3, NULL, NULL)");
  }

  /** Fails where a scenario, each time on a database of its own, goes differently through us. */
  static void same(Target target, Scenario scenario) throws SQLException {
    List<String> direct;
    try (Database database = target.database()) {
      fill(database);
      try (Connection connection = database.connectDirect()) {
        direct = transcript(database, connection, scenario);
      }
    }
    try (Database database = target.database()) {
      fill(database);
      try (Connection connection = database.connect(Map.of())) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(BYSTANDER);
        }
        assertEquals(
            "", differences(direct, transcript(database, connection, scenario)), target.product());
      }
    }
  }

  /** The lines that differ, as the target's driver has them and as they are through us. */
  private static String differences(List<String> direct, List<String> ours) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.max(direct.size(), ours.size()); i++) {
      String expected = i < direct.size() ? direct.get(i) : "nothing";
      String actual = i < ours.size() ? ours.get(i) : "nothing";
      if (!expected.equals(actual)) {
        text.append("\nstep ").append(i).append("\n  direct: ").append(expected);
        text.append("\n  ours:   ").append(actual);
      }
    }
    return text.toString();
  }

  /** What is seen, but for the names of the database and the numbers of objects. */
  private static List<String> transcript(
      Database database, Connection connection, Scenario scenario) throws SQLException {
    Transcript seen = new Transcript();
    scenario.run(connection, seen);
    String name = database.directUrl().replaceFirst("^.*(test_[0-9]+).*$", "$1");
    return seen.lines().stream()
        .map(
            line ->
                line.replaceAll("(?i)[^ ]*" + name + "[^ ;)]*", "<database>")
                    .replaceAll("\\(conn=\\d+\\)", "(conn)")
                    .replaceAll("\\[I@[0-9a-f]+", "[I"))
        .toList();
  }
}
