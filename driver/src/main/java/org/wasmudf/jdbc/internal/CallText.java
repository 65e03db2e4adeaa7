package org.wasmudf.jdbc.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.parse.SqlToken.Kind;
import org.wasmudf.store.Catalog;

/**
 * A text of prepareCall: {@code {? = call f(...)}}, {@code {call f(...)}}, or either without the
 * braces.
 *
 * @param name of what is called, as written
 * @param ours whether the name is written as {@code wasmudf.f}
 * @param returns whether the first parameter comes out
 * @param query the same call as a query
 */
public record CallText(String name, boolean ours, boolean returns, String query) {
  /** Null where the text has another form, or the name another qualifier. */
  static @Nullable CallText of(ParsedStatement text) {
    List<SqlToken> tokens = text.tokens();
    int at = 0;
    int end = tokens.size();
    if (is(tokens, 0, "{")) {
      if (!is(tokens, end - 1, "}")) {
        return null;
      }
      at = 1;
      end--;
    }
    boolean returns = at < end && tokens.get(at).kind() == Kind.PARAMETER;
    if (returns) {
      if (!is(tokens, at + 1, "=")) {
        return null;
      }
      at += 2;
    }
    if (at >= end || !tokens.get(at).isWord("CALL")) {
      return null;
    }
    int first = at + 1;
    boolean qualified = is(tokens, first + 1, ".");
    int name = qualified ? first + 2 : first;
    if (!is(tokens, name + 1, "(") || closing(tokens, name + 1) != end - 1) {
      return null;
    }
    boolean ours = qualified && tokens.get(first).unquoted().equalsIgnoreCase("wasmudf");
    if (qualified && !ours) {
      return null;
    }
    return new CallText(
        tokens.get(name).unquoted(),
        ours,
        returns,
        "SELECT " + text.sql().substring(tokens.get(first).start(), tokens.get(end - 1).end()));
  }

  private static boolean is(List<SqlToken> tokens, int index, String symbol) {
    return index >= 0 && index < tokens.size() && tokens.get(index).isSymbol(symbol);
  }

  private static int closing(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += is(tokens, i, "(") ? 1 : is(tokens, i, ")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a registered function is called. */
  boolean names(Catalog catalog) {
    return ours || !catalog.functions(name).isEmpty();
  }
}
