package org.wasmudf.rewriter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import org.wasmudf.rewriter.UdfCall.Place;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Names the clause that a place stands in, for messages. Decides nothing. */
final class Clauses {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("SELECT", "the SELECT list"),
          Map.entry("FROM", "FROM"),
          Map.entry("JOIN", "FROM"),
          Map.entry("ON", "a join condition"),
          Map.entry("WHERE", "WHERE"),
          Map.entry("GROUP", "GROUP BY"),
          Map.entry("HAVING", "HAVING"),
          Map.entry("QUALIFY", "QUALIFY"),
          Map.entry("WINDOW", "WINDOW"),
          Map.entry("ORDER", "ORDER BY"),
          Map.entry("PARTITION", "PARTITION BY"),
          Map.entry("LIMIT", "LIMIT"),
          Map.entry("OFFSET", "OFFSET"),
          Map.entry("FETCH", "FETCH"),
          Map.entry("TOP", "TOP"),
          Map.entry("VALUES", "VALUES"),
          Map.entry("SET", "SET"),
          Map.entry("RETURNING", "RETURNING"),
          Map.entry("CONNECT", "CONNECT BY"),
          Map.entry("FILTER", "FILTER"));

  private Clauses() {}

  private static final class Level {
    private String clause = "";
    private boolean query;
  }

  static Place place(ParsedStatement statement, Span span, boolean guarded) {
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(new Level());
    for (SqlToken token : statement.tokens()) {
      if (token.start() >= span.start()) {
        break;
      }
      if (token.isSymbol("(")) {
        levels.push(new Level());
      } else if (token.isSymbol(")") && levels.size() > 1) {
        levels.pop();
      } else if (token.kind() == SqlToken.Kind.WORD) {
        String name = NAMES.get(token.text().toUpperCase(Locale.ROOT));
        if (name != null) {
          levels.peek().clause = name;
          levels.peek().query |= token.isAnyWord("SELECT", "VALUES");
        }
      }
    }
    String clause = "";
    boolean subquery = false;
    int depth = levels.size();
    for (Level level : levels) {
      depth--;
      clause = clause.isEmpty() ? level.clause : clause;
      subquery |= level.query && depth > 0;
    }
    return new Place(clause.isEmpty() ? "this statement" : clause, subquery, guarded);
  }
}
