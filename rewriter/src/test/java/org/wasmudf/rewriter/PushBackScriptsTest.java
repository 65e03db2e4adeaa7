package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.Template;

/** A golden script of statements whose calls become lookups: what is collected, and what runs. */
final class PushBackScriptsTest {
  @Test
  void scriptSaysWhatBecomesOfItsStatements() throws IOException, SQLException {
    String script =
        new String(
            Objects.requireNonNull(
                    PushBackScriptsTest.class.getResourceAsStream("/plans/push-back.sql"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    List<String> result = new ArrayList<>();
    try (H2Target target = new H2Target(PlanScriptsTest.TABLES)) {
      for (String line : script.lines().toList()) {
        if (line.startsWith(">")) {
          continue;
        }
        result.add(line);
        if (line.endsWith(";")) {
          describe(line.substring(0, line.length() - 1), target)
              .forEach(answer -> result.add("> " + answer));
        }
      }
    }
    assertEquals(script, String.join("\n", result) + "\n");
  }

  private static List<String> describe(String sql, H2Target target) {
    try {
      StatementPlan plan =
          Planner.plan(
              ParsedStatement.parse(sql, Dialect.H2),
              PlanScriptsTest.CATALOG,
              Dialect.H2,
              target,
              Planner.WITHOUT_ECHO);
      if (!(plan instanceof StatementPlan.PushBack push)) {
        return List.of(plan.getClass().getSimpleName());
      }
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < push.maps().size(); i++) {
        ResultMap map = push.maps().get(i);
        String collection = text(map.collection());
        String superset = text(map.superset());
        lines.add("map" + (i + 1) + ": " + collection);
        if (!superset.equals(collection)) {
          lines.add("map" + (i + 1) + " or: " + superset);
        }
      }
      lines.add(text(push.statement()));
      return lines;
    } catch (RefusedException e) {
      return List.of(e.sqlState() + " " + e.getMessage());
    } catch (SQLException e) {
      return List.of("target " + e.getSQLState());
    }
  }

  /** A statement with its lookups in short: what they are spelled like is the dialect's. */
  private static String text(Template template) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Sql sql) {
        text.append(sql.text());
      } else if (piece instanceof Piece.Parameter parameter) {
        text.append(
            parameter.binding() instanceof Binding.UserParameter user
                ? "?" + user.ordinal()
                : "?folded");
      } else if (piece instanceof Piece.Key key) {
        text.append("key ").append(text(key.argument()));
      } else if (piece instanceof Piece.Join join) {
        text.append(" LEFT JOIN ").append(map(join.map(), join.alias(), join.arguments()));
      } else if (piece instanceof Piece.JoinedValue value) {
        text.append(value.alias());
      } else {
        Piece.Lookup lookup = (Piece.Lookup) piece;
        text.append("look up ").append(map(lookup.map(), lookup.alias(), lookup.arguments()));
      }
    }
    return text.toString().replace("WASMUDF_", "");
  }

  private static String map(int map, String alias, List<Template> arguments) {
    return arguments.stream()
        .map(PushBackScriptsTest::text)
        .collect(Collectors.joining(", ", "map" + (map + 1) + " " + alias + "[", "]"));
  }
}
