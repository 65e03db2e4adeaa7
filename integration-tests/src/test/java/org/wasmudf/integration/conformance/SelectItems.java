package org.wasmudf.integration.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The items of a SELECT list in the plain texts of sql-logic-test. */
final class SelectItems {
  private static final Pattern HEAD =
      Pattern.compile("\\s*SELECT\\s+(?:(?:DISTINCT|ALL)\\s+)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SET_OPERATION =
      Pattern.compile("\\b(?:UNION|EXCEPT|INTERSECT)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED =
      Pattern.compile("(.*\\S)\\s+AS\\s+(\\w+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern TWO_LAST_WORDS =
      Pattern.compile("(.*?([\\w)]+))\\s+([a-z]\\w*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Words that an operand cannot be behind, so that a name behind one is no alias. */
  private static final Set<String> JOINING =
      Set.of(
          "NOT",
          "AND",
          "OR",
          "BETWEEN",
          "IN",
          "IS",
          "LIKE",
          "DIV",
          "THEN",
          "ELSE",
          "WHEN",
          "CASE",
          "DISTINCT",
          "ALL");

  private static final Set<String> ENDING = Set.of("NULL", "END");

  private SelectItems() {}

  /** The expression of an item, and its alias with what leads to it. */
  record Item(String expression, String alias) {}

  /** A text, its items, and what stands around them. */
  record Split(String head, List<Item> items, String tail) {
    /** The text with these expressions in the place of its own. */
    String with(List<String> expressions) {
      StringBuilder text = new StringBuilder(head);
      for (int i = 0; i < items.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(expressions.get(i)).append(items.get(i).alias());
      }
      return text.append(' ').append(tail).toString();
    }
  }

  /** The items of one SELECT; null where the text is another or has a star. */
  static @Nullable Split split(String sql) {
    Matcher head = HEAD.matcher(sql);
    if (!head.lookingAt() || SET_OPERATION.matcher(sql).find() || sql.indexOf('\'') >= 0) {
      return null;
    }
    List<Item> items = new ArrayList<>();
    int depth = 0;
    int start = head.end();
    int at = start;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0 && (c == ',' || isFrom(sql, at))) {
        String text = sql.substring(start, at).strip();
        if (text.endsWith("*")) {
          return null;
        }
        items.add(item(text));
        start = at + 1;
        if (c != ',') {
          return new Split(sql.substring(0, head.end()), items, sql.substring(at));
        }
      }
      at++;
    }
    return null;
  }

  private static boolean isFrom(String sql, int at) {
    return sql.regionMatches(true, at, "FROM", 0, 4)
        && Character.isWhitespace(sql.charAt(at - 1))
        && at + 4 < sql.length()
        && Character.isWhitespace(sql.charAt(at + 4));
  }

  private static Item item(String text) {
    Matcher named = NAMED.matcher(text);
    if (named.matches() && balanced(named.group(1))) {
      return new Item(named.group(1), " AS " + named.group(2));
    }
    Matcher words = TWO_LAST_WORDS.matcher(text);
    if (words.matches()
        && !JOINING.contains(words.group(2).toUpperCase(Locale.ROOT))
        && !ENDING.contains(words.group(3).toUpperCase(Locale.ROOT))) {
      return new Item(words.group(1), " " + words.group(3));
    }
    return new Item(text, "");
  }

  private static boolean balanced(String text) {
    return text.chars().filter(c -> c == '(').count() == text.chars().filter(c -> c == ')').count();
  }
}
