package org.wasmudf.rewriter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * What must not be evaluated for more rows than the user's text evaluates it for. A condition over
 * a UDF is decided above the pushed query, so the target computes the other expressions for rows
 * that the condition would have kept away from them.
 */
final class Hazards {
  /** Operators and functions that fail on some values of the right type. */
  private static final Set<String> RAISING =
      Set.of(
          "DIV",
          "MOD",
          "CAST",
          "CONVERT",
          "SQRT",
          "LN",
          "LOG",
          "LOG2",
          "LOG10",
          "POWER",
          "POW",
          "EXP",
          "ACOS",
          "ASIN",
          "TO_NUMBER",
          "TO_DATE",
          "TO_TIMESTAMP",
          "TO_CHAR",
          "PARSEDATETIME",
          "STR_TO_DATE",
          "ERROR",
          "SIGNAL",
          "RAISE",
          "STRTOL",
          "FACTORIAL");

  private static final Set<String> TEXT_TYPES =
      Set.of("VARCHAR", "CHAR", "CHARACTER", "TEXT", "CLOB", "STRING", "NVARCHAR");

  /** What counts rows or moves state as rows pass. */
  private static final Set<String> COUNTING =
      Set.of("ROWNUM", "NEXTVAL", "CURRVAL", "SETVAL", "LAST_INSERT_ID");

  private Hazards() {}

  /**
   * The first token of an expression that may fail for some value: a division by something that is
   * no constant, a conversion, a function with a restricted domain. Under CASE it is guarded by the
   * user.
   */
  static Optional<SqlToken> raising(Span span, ParsedStatement statement) {
    List<SqlToken> tokens = statement.tokens(span);
    int cases = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isWord("CASE")) {
        cases++;
      } else if (token.isWord("END") && cases > 0) {
        cases--;
      } else if (cases == 0 && raises(tokens, i)) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  private static boolean raises(List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    SqlToken next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
    if (token.isSymbol("/") || token.isSymbol("%")) {
      return next == null
          || next.kind() != SqlToken.Kind.NUMBER
          || next.text().chars().noneMatch(c -> c >= '1' && c <= '9');
    }
    if (token.isSymbol("::")) {
      return next == null || !TEXT_TYPES.contains(next.text().toUpperCase(Locale.ROOT));
    }
    if (token.kind() != SqlToken.Kind.WORD) {
      return false;
    }
    if (token.isWord("CAST") && next != null && next.isSymbol("(")) {
      return !castsToText(tokens, i + 1);
    }
    boolean called = next != null && next.isSymbol("(");
    return RAISING.contains(token.text().toUpperCase(Locale.ROOT))
        && (called || token.isAnyWord("DIV", "MOD"));
  }

  private static boolean castsToText(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += Expressions.step(token);
      if (depth == 1 && token.isWord("AS") && i + 1 < tokens.size()) {
        return TEXT_TYPES.contains(tokens.get(i + 1).text().toUpperCase(Locale.ROOT));
      }
      if (depth == 0) {
        break;
      }
    }
    return false;
  }

  /** The first token of a statement that numbers the rows that pass, or changes state with them. */
  static Optional<SqlToken> counting(ParsedStatement statement) {
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean word = token.kind() == SqlToken.Kind.WORD;
      boolean nextValue =
          token.isWord("NEXT") && i + 1 < tokens.size() && tokens.get(i + 1).isWord("VALUE");
      if (nextValue
          || token.isSymbol(":=")
          || token.isWord("SQL_CALC_FOUND_ROWS")
          || (word && COUNTING.contains(token.text().toUpperCase(Locale.ROOT)))) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }
}
