package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetProbe;
import org.wasmudf.store.Catalog;

/**
 * Golden scripts: statements, each ended by a semicolon at the end of a line, and below each what
 * becomes of it, in lines that start with {@code >}. Lines that start with {@code --} or are empty
 * stay as they are.
 */
final class PlanScripts {
  private PlanScripts() {}

  /** The script again, with what really becomes of its statements. */
  static String replay(String script, Catalog catalog, Dialect dialect, TargetProbe probe) {
    List<String> result = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : script.lines().toList()) {
      if (line.startsWith(">")) {
        continue;
      }
      result.add(line);
      if (statement.length() == 0 && (line.startsWith("--") || line.isBlank())) {
        continue;
      }
      statement.append(statement.length() == 0 ? "" : "\n").append(line);
      if (line.endsWith(";")) {
        String sql = statement.substring(0, statement.length() - 1);
        describe(sql, catalog, dialect, probe)
            .lines()
            .map(answer -> "> " + answer)
            .forEach(result::add);
        statement.setLength(0);
      }
    }
    return String.join("\n", result) + "\n";
  }

  /** What becomes of a statement, in lines. */
  static String describe(String sql, Catalog catalog, Dialect dialect, TargetProbe probe) {
    try {
      StatementPlan plan =
          Planner.plan(
              ParsedStatement.parse(sql, dialect), catalog, dialect, probe, Planner.STREAMS);
      StringBuilder text = new StringBuilder();
      for (ExplainRow row : Explanation.of(plan, sql, dialect)) {
        text.append(text.length() == 0 ? "" : "\n")
            .append(row.way())
            .append(", ")
            .append(row.place())
            .append(": ")
            .append(row.sql().replaceAll("\\s+", " "));
      }
      if (plan instanceof StatementPlan.Stream stream) {
        text.append("\nreturns: ")
            .append(
                stream.outputs().stream()
                    .map(OutputColumn::label)
                    .map(label -> label.replaceAll("\\s+", " "))
                    .collect(Collectors.joining(" | ")));
      }
      return text.toString();
    } catch (RefusedException e) {
      return e.sqlState() + " " + e.getMessage();
    } catch (SQLException e) {
      return "target " + e.getSQLState();
    }
  }
}
