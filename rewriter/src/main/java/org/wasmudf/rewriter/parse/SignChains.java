package org.wasmudf.rewriter.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes signs in a row ({@code 2 * - + x}) readable for JSqlParser, which takes one: the first
 * becomes the sign that they amount to, the others blanks, so that every offset stays.
 */
final class SignChains {
  /** Unquoted words that end no operand, so that a sign behind one is no operator. */
  private static final Set<String> LEADING =
      Set.of(
          "ALL",
          "AND",
          "ANY",
          "BETWEEN",
          "BY",
          "CASE",
          "DISTINCT",
          "DIV",
          "ELSE",
          "ESCAPE",
          "EXCEPT",
          "FROM",
          "HAVING",
          "IN",
          "INTERSECT",
          "IS",
          "LIKE",
          "LIMIT",
          "MOD",
          "NOT",
          "OFFSET",
          "ON",
          "OR",
          "RETURNING",
          "SELECT",
          "SET",
          "THEN",
          "UNION",
          "VALUES",
          "WHEN",
          "WHERE",
          "XOR");

  private SignChains() {}

  /** Rewrites the chains in a text of these tokens; false where there are none. */
  static boolean shorten(List<SqlToken> tokens, StringBuilder text) {
    boolean any = false;
    int i = 0;
    while (i < tokens.size()) {
      if (!isSign(tokens.get(i))) {
        i++;
        continue;
      }
      int first = i > 0 && endsOperand(tokens.get(i - 1)) ? i + 1 : i;
      int end = i;
      boolean negative = false;
      while (end < tokens.size() && isSign(tokens.get(end))) {
        negative ^= end >= first && tokens.get(end).isSymbol("-");
        end++;
      }
      if (end - first > 1) {
        any = true;
        text.setCharAt(tokens.get(first).start(), negative ? '-' : '+');
        for (int j = first + 1; j < end; j++) {
          text.setCharAt(tokens.get(j).start(), ' ');
        }
      }
      i = end;
    }
    return any;
  }

  private static boolean isSign(SqlToken token) {
    return token.isSymbol("-") || token.isSymbol("+");
  }

  private static boolean endsOperand(SqlToken token) {
    return switch (token.kind()) {
      case WORD -> !LEADING.contains(token.text().toUpperCase(Locale.ROOT));
      case QUOTED_NAME, STRING, NUMBER, PARAMETER -> true;
      case SYMBOL -> token.isSymbol(")") || token.isSymbol("]");
    };
  }
}
