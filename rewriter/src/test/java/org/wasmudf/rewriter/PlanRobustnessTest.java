package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * Broken statements: a plan, a refusal or the target's error, and never a call of ours let through.
 */
final class PlanRobustnessTest {
  private static final Pattern WORDS = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);

  private static final String[] INSERTS = {
    "collatz(id)",
    "collatz",
    "(",
    ")",
    ",",
    "'",
    "\"",
    "AND",
    "OR",
    "NOT",
    "WHERE",
    "SELECT",
    "*",
    "FROM",
    "?",
    "is_prime(x)",
    "IN",
    "BETWEEN",
    "NULL",
    "--",
    "/*",
    "*/",
    ";",
    "ORDER BY",
    "GROUP BY",
    "LIMIT",
    "=",
    "CASE WHEN",
    "END",
    "1",
    "AS",
    ".",
    "TRY(",
    "$$",
    "::INT",
    "\n",
    "😀",
    "JOIN u ON",
    "UNION",
    "wasmudf.",
    "{fn ",
    "}",
    "[",
    "]",
    "`",
    "\\",
    "\u0000"
  };

  private enum Outcome {
    PUSHED_BACK,
    PASSED,
    PLANNED,
    REFUSED,
    TARGET_ERROR
  }

  @Test
  void mutatedStatementsArePlannedPassedOrRefused() throws IOException, SQLException {
    Random random = new Random(20261121);
    List<String> statements = statements();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    try (H2Target target = new H2Target(PlanScriptsTest.TABLES)) {
      for (int i = 0; i < 8000; i++) {
        String sql = statements.get(random.nextInt(statements.size()));
        for (int m = random.nextInt(3); m >= 0; m--) {
          sql = mutate(sql, statements, random);
        }
        outcomes.merge(plan(sql, target), 1, Integer::sum);
      }
    }
    for (Outcome outcome : Outcome.values()) {
      assertTrue(outcomes.getOrDefault(outcome, 0) > 100, outcomes.toString());
    }
  }

  private static Outcome plan(String sql, H2Target target) {
    try {
      StatementPlan plan =
          Planner.plan(
              ParsedStatement.parse(sql, Dialect.H2), PlanScriptsTest.CATALOG, Dialect.H2, target);
      if (plan instanceof StatementPlan.Stream stream) {
        assertNoCallOfOurs(stream.pushedSql(), sql);
        assertEquals(parameters(stream.pushedSql()), stream.bindings().size(), sql);
        return Outcome.PLANNED;
      }
      if (plan instanceof StatementPlan.Folded folded) {
        assertNoCallOfOurs(folded.sql(), sql);
        assertEquals(parameters(folded.sql()), folded.bindings().size(), sql);
        return Outcome.PLANNED;
      }
      if (plan instanceof StatementPlan.PushBack pushed) {
        assertNoCallOfOurs(pushed.described(), sql);
        assertEquals(parameters(pushed.described()), pushed.describedBindings().size(), sql);
        return Outcome.PUSHED_BACK;
      }
      return Outcome.PASSED;
    } catch (RefusedException e) {
      assertTrue(e.sqlState().startsWith("42"), e.getMessage());
      assertTrue(e.refusal().position().line() >= 1 && e.refusal().position().column() >= 1);
      return Outcome.REFUSED;
    } catch (SQLException e) {
      return Outcome.TARGET_ERROR;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("on: " + sql, e);
    }
  }

  private static int parameters(String sql) {
    return ParsedStatement.parse(sql, Dialect.H2).parameterCount();
  }

  /** A text that goes to the target is one that would pass. */
  private static void assertNoCallOfOurs(String generated, String sql) {
    assertFalse(
        UnclaimedNames.first(
                ParsedStatement.parse(generated, Dialect.H2),
                java.util.Set.of(),
                PlanScriptsTest.CATALOG,
                Dialect.H2)
            .isPresent(),
        () -> sql + " became " + generated);
  }

  private static String mutate(String sql, List<String> statements, Random random) {
    List<String> parts = new ArrayList<>();
    WORDS.matcher(sql).results().forEach(match -> parts.add(match.group()));
    if (parts.isEmpty()) {
      return sql;
    }
    int at = random.nextInt(parts.size());
    switch (random.nextInt(6)) {
      case 0 -> parts.remove(at);
      case 1 -> parts.add(at, " " + INSERTS[random.nextInt(INSERTS.length)] + " ");
      case 2 -> parts.set(at, INSERTS[random.nextInt(INSERTS.length)]);
      case 3 -> parts.add(at, parts.get(random.nextInt(parts.size())));
      case 4 -> {
        int other = random.nextInt(parts.size());
        String part = parts.get(at);
        parts.set(at, parts.get(other));
        parts.set(other, part);
      }
      default -> {
        String other = statements.get(random.nextInt(statements.size()));
        int cut = random.nextInt(other.length() + 1);
        return String.join("", parts.subList(0, at)) + " " + other.substring(cut);
      }
    }
    return String.join("", parts);
  }

  private static List<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    for (String script : PlanScriptsTest.SCRIPTS) {
      try (InputStream in =
          PlanRobustnessTest.class.getResourceAsStream("/plans/" + script + ".sql")) {
        if (in == null) {
          throw new IllegalStateException("no script " + script);
        }
        StringBuilder statement = new StringBuilder();
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
          if (line.startsWith(">") || line.isBlank() || line.startsWith("--")) {
            continue;
          }
          statement.append(line).append('\n');
          if (line.endsWith(";")) {
            statements.add(statement.substring(0, statement.length() - 2));
            statement.setLength(0);
          }
        }
      }
    }
    return statements;
  }
}
