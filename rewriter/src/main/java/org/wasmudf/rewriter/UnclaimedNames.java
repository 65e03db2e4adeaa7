package org.wasmudf.rewriter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.store.Catalog;

/**
 * Registered names before a parenthesis that no analysed call accounts for: the text cannot be
 * parsed, or the parser keeps them without structure. A name that can only be a table, a column
 * list, a common table expression or a routine of the target is none.
 */
final class UnclaimedNames {
  /** The words that an expression can follow. */
  private static final Set<String> BEFORE_EXPRESSIONS =
      Set.of(
          "SELECT",
          "DISTINCT",
          "ALL",
          "ANY",
          "SOME",
          "UNIQUE",
          "WHERE",
          "AND",
          "OR",
          "XOR",
          "NOT",
          "ON",
          "BY",
          "HAVING",
          "QUALIFY",
          "WHEN",
          "THEN",
          "ELSE",
          "CASE",
          "IN",
          "LIKE",
          "ILIKE",
          "BETWEEN",
          "IS",
          "FROM",
          "JOIN",
          "LATERAL",
          "USING",
          "SET",
          "VALUES",
          "RETURNING",
          "DEFAULT",
          "CHECK",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "NEXT",
          "FIRST",
          "TOP",
          "RETURN",
          "DIV",
          "MOD",
          "ESCAPE",
          "DO",
          "PRINT",
          "IF",
          "WHILE",
          "TO",
          "FILTER",
          "GENERATED",
          "ALWAYS");

  private UnclaimedNames() {}

  /**
   * @param claimed offsets of names that are analysed calls
   * @return the first token that may be a call of ours
   */
  static Optional<SqlToken> first(
      ParsedStatement statement, Set<Integer> claimed, Catalog catalog, Dialect dialect) {
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean name =
          token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
      if (name
          && tokens.get(i + 1).isSymbol("(")
          && !claimed.contains(token.start())
          && !qualifiedElsewhere(tokens, i)
          && !Analyzer.candidates(token.text(), catalog, dialect).isEmpty()
          && !declares(tokens, i, dialect)) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** {@code other.f(...)} is the target's. */
  private static boolean qualifiedElsewhere(List<SqlToken> tokens, int i) {
    return i >= 2
        && tokens.get(i - 1).isSymbol(".")
        && !tokens.get(i - 2).unquoted().equalsIgnoreCase("wasmudf");
  }

  /** Whether the name with its parenthesis declares or names something that is no call. */
  private static boolean declares(List<SqlToken> tokens, int i, Dialect dialect) {
    if (i == 0) {
      return false;
    }
    SqlToken before = tokens.get(i - 1);
    if (before.isAnyWord("CALL", "EXEC", "EXECUTE")) {
      return !dialect.callIsExpression();
    }
    // A name behind a name is an alias with its column list, or what a statement is about.
    boolean behindName =
        before.isSymbol(")")
            || before.kind() == SqlToken.Kind.QUOTED_NAME
            || (before.kind() == SqlToken.Kind.WORD
                && !BEFORE_EXPRESSIONS.contains(before.text().toUpperCase(Locale.ROOT)));
    return behindName || commonTableExpression(tokens, i);
  }

  /** {@code f(a, b) AS (...)}. */
  private static boolean commonTableExpression(List<SqlToken> tokens, int i) {
    int depth = 0;
    for (int j = i + 1; j < tokens.size(); j++) {
      depth += tokens.get(j).isSymbol("(") ? 1 : tokens.get(j).isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        boolean as = j + 1 < tokens.size() && tokens.get(j + 1).isWord("AS");
        return as
            && j + 2 < tokens.size()
            && (tokens.get(j + 2).isSymbol("(")
                || tokens.get(j + 2).isAnyWord("MATERIALIZED", "NOT"));
      }
    }
    return false;
  }
}
