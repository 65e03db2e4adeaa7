package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.conditional.XorExpression;
import net.sf.jsqlparser.expression.operators.relational.DoubleAnd;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Expressions together with the stretch of text that they stand in. */
final class Expressions {
  private Expressions() {}

  /** An expression and where it stands. */
  record Placed(Expression expression, Span span) {}

  /** Without the parentheses around it. */
  static Placed unwrap(Expression expression, Span span, ParsedStatement statement) {
    Expression inner = inner(expression);
    if (inner == expression) {
      return new Placed(expression, span);
    }
    List<SqlToken> tokens = statement.tokens(span);
    int last = tokens.size() - 1;
    if (last < 2 || !tokens.get(0).isSymbol("(") || !tokens.get(last).isSymbol(")")) {
      return new Placed(expression, span);
    }
    Span within = new Span(tokens.get(1).start(), tokens.get(last - 1).end());
    return unwrap(inner, within, statement);
  }

  static Expression inner(Expression expression) {
    boolean single =
        expression.getClass() == ParenthesedExpressionList.class
            && ((ParenthesedExpressionList<?>) expression).size() == 1;
    return single ? ((ParenthesedExpressionList<?>) expression).get(0) : expression;
  }

  /** Whether a connective stands above the expression's primaries: AND, OR, XOR. */
  static boolean connects(Object expression) {
    if (expression instanceof AndExpression
        || expression instanceof OrExpression
        || expression instanceof XorExpression
        || expression instanceof DoubleAnd) {
      return true;
    }
    if (expression instanceof BinaryExpression binary) {
      return connects(binary.getLeftExpression()) || connects(binary.getRightExpression());
    }
    return expression instanceof NotExpression not && connects(not.getExpression());
  }

  /**
   * Cuts a stretch of text at the tokens of its outermost level that separate its parts. CASE,
   * parentheses, brackets and the AND of BETWEEN are inner levels.
   *
   * @return the parts, trimmed to their tokens; empty where a part would be
   */
  static List<Span> split(Span span, Predicate<SqlToken> separator, ParsedStatement statement) {
    List<Span> parts = new ArrayList<>();
    int depth = 0;
    int betweens = 0;
    int start = -1;
    int end = -1;
    for (SqlToken token : statement.tokens(span)) {
      boolean betweenAnd = depth == 0 && betweens > 0 && token.isWord("AND");
      if (depth == 0 && !betweenAnd && separator.test(token)) {
        if (start < 0) {
          return List.of();
        }
        parts.add(new Span(start, end));
        start = -1;
        continue;
      }
      if (betweenAnd) {
        betweens--;
      } else if (depth == 0 && token.isWord("BETWEEN")) {
        betweens++;
      }
      depth += step(token);
      start = start < 0 ? token.start() : start;
      end = token.end();
    }
    if (start < 0) {
      return List.of();
    }
    parts.add(new Span(start, end));
    return parts;
  }

  /** +1 where a token opens an inner level, -1 where it closes one. */
  static int step(SqlToken token) {
    return switch (token.kind()) {
      case SYMBOL ->
          switch (token.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
          };
      case WORD -> token.isWord("CASE") ? 1 : token.isWord("END") ? -1 : 0;
      case QUOTED_NAME, STRING, NUMBER, PARAMETER -> 0;
    };
  }
}
