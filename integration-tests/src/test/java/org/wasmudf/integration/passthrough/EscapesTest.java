package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** JDBC's escapes, several statements in one text, and texts that only look like calls. */
class EscapesTest {
  private static void assumeEscapes(Target target) {
    assumeTrue(
        target == Target.H2 || target == Target.POSTGRESQL || target == Target.MARIADB,
        target + "'s driver has no escapes");
  }

  @EachTarget
  void functionsStandInEscapes(Target target) throws SQLException {
    assumeEscapes(target);
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      for (String sql :
          List.of(
              "SELECT {fn twice(n)} FROM t WHERE id < 3 ORDER BY id",
              "SELECT {fn twice({fn ABS(n)})} FROM t WHERE n > {fn LENGTH('x')} ORDER BY id",
              "SELECT twice(n) FROM t WHERE {d '2024-02-29'} < {ts '2024-03-01 00:00:00'}"
                  + " AND n > 0 ORDER BY id")) {
        assertEquals(List.of("20", "40"), Bench.rows(connection, sql), sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          assertEquals(List.of("20", "40"), Bench.rows(statement.executeQuery()), sql);
        }
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT {fn twice(n)} FROM t WHERE n > ? AND {fn LCASE(s)} = ?")) {
        statement.setInt(1, 1);
        statement.setString(2, "two");
        assertEquals(List.of("40"), Bench.rows(statement.executeQuery()));
      }
    }
  }

  @EachTarget
  void escapeProcessingCanBeSwitchedOff(Target target) throws SQLException {
    assumeEscapes(target);
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      try (Statement theirs = direct.createStatement();
          Statement ours = connection.createStatement()) {
        theirs.setEscapeProcessing(false);
        ours.setEscapeProcessing(false);
        String plain = "SELECT {fn ABS(n)} FROM t WHERE id = 1";
        boolean works;
        try {
          works = theirs.execute(plain);
        } catch (SQLException e) {
          works = false;
        }
        String sql = "SELECT {fn twice(n)} FROM t WHERE id = 1";
        if (works) {
          assertEquals(List.of("20"), Bench.rows(ours.executeQuery(sql)));
        } else {
          assertThrows(SQLException.class, () -> ours.executeQuery(sql));
        }
        assertEquals(
            List.of("20"), Bench.rows(ours.executeQuery("SELECT twice(n) FROM t WHERE id = 1")));
      }
    }
  }

  /** Several statements are refused by name: some targets run them as one transaction. */
  @EachTarget
  void functionsInSeveralStatementsAreRefusedBeforeAnyRuns(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      SQLException e =
          assertThrows(
              SQLException.class,
              () ->
                  statement.execute(
                      "UPDATE t SET n = 11 WHERE id = 1; UPDATE t SET n = twice(n) WHERE id = 1"));
      assertEquals("42W01", e.getSQLState());
      assertEquals(List.of("10"), Bench.rows(connection, "SELECT n FROM t WHERE id = 1"));
    }
  }

  private static List<String> looksLikeACall(Target target) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "SELECT 'twice(1)' FROM t",
                "SELECT 'it''s twice(1)' FROM t",
                "SELECT id /* twice(1) */ FROM t",
                "SELECT id -- twice(1)\n FROM t",
                "SELECT n AS twice FROM t",
                "SELECT twice FROM (SELECT n AS twice FROM t) x",
                "SELECT twice.id FROM t twice",
                "WITH twice(a) AS (SELECT id FROM t) SELECT a FROM twice"));
    switch (target) {
      case H2 ->
          texts.addAll(
              List.of(
                  "SELECT $$twice(1)$$ FROM t",
                  "SELECT \"twice(1)\" FROM (SELECT id AS \"twice(1)\" FROM t) x",
                  "SELECT N'twice(1)' FROM t",
                  "SELECT U&'twice(1)' FROM t",
                  "SELECT id /* a /* twice(1) */ twice(2) */ FROM t"));
      case POSTGRESQL ->
          texts.addAll(
              List.of(
                  "SELECT $$twice(1)$$ FROM t",
                  "SELECT $a$ $$ twice(1) $a$ FROM t",
                  "SELECT E'\\' twice(1)' FROM t",
                  "SELECT U&'twice(1)' FROM t",
                  "SELECT \"twice(1)\" FROM (SELECT id AS \"twice(1)\" FROM t) x",
                  "SELECT id /* a /* twice(1) */ twice(2) */ FROM t",
                  "SELECT 'twice(1)'::text, n::bigint FROM t",
                  "SELECT '{\"twice\": 1}'::jsonb -> 'twice' FROM t"));
      case MARIADB ->
          texts.addAll(
              List.of(
                  "SELECT \"twice(1)\" FROM t",
                  "SELECT 'it\\'s twice(1)' FROM t",
                  "SELECT `twice(1)` FROM (SELECT id AS `twice(1)` FROM t) x",
                  "SELECT id # twice(1)\n FROM t",
                  "SELECT N'twice(1)' FROM t",
                  "SELECT _utf8mb4'twice(1)' FROM t"));
      case SQLITE ->
          texts.addAll(
              List.of(
                  "SELECT [twice(1)] FROM (SELECT id AS [twice(1)] FROM t) x",
                  "SELECT `twice(1)` FROM (SELECT id AS `twice(1)` FROM t) x",
                  "SELECT \"twice(1)\" FROM (SELECT id AS \"twice(1)\" FROM t) x"));
      case DUCKDB ->
          texts.addAll(
              List.of(
                  "SELECT $$twice(1)$$ FROM t",
                  "SELECT \"twice(1)\" FROM (SELECT id AS \"twice(1)\" FROM t) x",
                  "SELECT E'\\' twice(1)' FROM t",
                  "SELECT {'twice': 1} FROM t"));
    }
    return texts;
  }

  @EachTarget
  void nothingIsTakenForACallThatIsNone(Target target) throws SQLException {
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      for (String sql : looksLikeACall(target)) {
        assertEquals(Bench.rows(direct, sql), Bench.rows(connection, sql), sql);
        try (PreparedStatement theirs = direct.prepareStatement(sql);
            PreparedStatement ours = connection.prepareStatement(sql)) {
          assertEquals(Bench.rows(theirs.executeQuery()), Bench.rows(ours.executeQuery()), sql);
        }
      }
    }
  }

  /** A real call behind text that looks like one. */
  @EachTarget
  void realCallsAreFoundBesideThem(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Comparison.fill(database);
      Guests.run(connection, Guests.TWICE);
      List<String> texts =
          new ArrayList<>(
              List.of(
                  "SELECT 'twice(1)', twice(id) FROM t WHERE id = 1",
                  "SELECT 'twice(1)' /* twice(2) */, twice(id) -- twice(3)\n FROM t WHERE id = 1",
                  "SELECT 'twice(1)', twice(id) FROM t twice WHERE id = 1"));
      if (target == Target.POSTGRESQL) {
        texts.add("SELECT $$twice(1)$$, twice(id::bigint) FROM t WHERE id = 1");
        texts.add("SELECT 'twice(1)', twice(id) FROM t WHERE id = 1 AND '{\"a\":1}'::jsonb ?? 'a'");
      } else if (target == Target.MARIADB) {
        texts.add("SELECT \"twice(1)\", twice(`id`) # twice(3)\n FROM t WHERE id = 1");
      } else if (target == Target.SQLITE) {
        texts.add("SELECT 'twice(1)', twice([id]) FROM t WHERE id = 1");
      }
      for (String sql : texts) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          assertEquals(List.of("twice(1)|2"), Bench.rows(statement.executeQuery()), sql);
        }
      }
    }
  }
}
