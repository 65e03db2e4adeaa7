package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * ORDER BY, GROUP BY and HAVING name items of the SELECT list by number and by alias. The pushed
 * list has other items, so numbers must keep their meaning and names must not be those of UDFs.
 */
final class StreamOrder {
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final List<Span> ordinals = new ArrayList<>();
  private final @Nullable Span names;
  private final List<Expression> sortKeys = new ArrayList<>();

  StreamOrder(Analysis analysis, PlainSelect select, int listEnd, @Nullable Span where) {
    this.analysis = analysis;
    this.statement = analysis.statement();
    if (select.getOrderByElements() != null) {
      for (OrderByElement element : select.getOrderByElements()) {
        sortKeys.add(element.getExpression());
      }
    }
    if (select.getGroupBy() != null && select.getGroupBy().getGroupByExpressionList() != null) {
      sortKeys.addAll(select.getGroupBy().getGroupByExpressionList());
    }
    for (Expression key : sortKeys) {
      Span span = statement.span(key);
      if (key instanceof LongValue && span != null) {
        ordinals.add(span);
      }
    }
    this.names = naming(where == null ? listEnd : where.end());
  }

  /** From the first clause that may name items to the end. */
  private @Nullable Span naming(int from) {
    int depth = 0;
    List<SqlToken> tokens = statement.tokens(new Span(from, statement.sql().length()));
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean by =
          token.isAnyWord("GROUP", "ORDER")
              && i + 1 < tokens.size()
              && tokens.get(i + 1).isWord("BY");
      if (depth == 0 && (by || token.isAnyWord("HAVING", "QUALIFY"))) {
        return new Span(token.start(), statement.sql().length());
      }
      depth += Expressions.step(token);
    }
    return null;
  }

  boolean hasOrdinals() {
    return !ordinals.isEmpty();
  }

  /** Refuses names of UDF results, and a parameter as sort key, which targets take for a number. */
  void check(List<String> udfLabels) throws RefusedException {
    if (udfLabels.isEmpty()) {
      return;
    }
    for (Expression key : sortKeys) {
      Span span = statement.span(key);
      if (key instanceof JdbcParameter && span != null) {
        throw new RefusedException(
            analysis.refuse(
                span,
                "a parameter may stand for the number of a column, and that could be a WASM"
                    + " function",
                "Write the column's name."));
      }
    }
    if (names == null) {
      return;
    }
    List<SqlToken> tokens = statement.tokens(names);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean name =
          token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
      boolean qualified =
          (i > 0 && tokens.get(i - 1).isSymbol("."))
              || (i + 1 < tokens.size()
                  && (tokens.get(i + 1).isSymbol(".") || tokens.get(i + 1).isSymbol("(")));
      String bare = token.unquoted();
      if (name && !qualified && udfLabels.stream().anyMatch(bare::equalsIgnoreCase)) {
        String clause = Clauses.place(statement, token.span(), false).clause();
        throw new RefusedException(
            analysis.refuse(
                token.span(),
                "it names the result of a WASM function, which the target does not have for "
                    + clause,
                "Write table.column for a column of the target, or do it in your program."));
      }
    }
  }

  /**
   * Refuses numbers that mean a UDF result, or no item of the user's.
   *
   * @param counts for each item of the SELECT list how many columns it has
   * @param udfs for each item whether it is a UDF call
   */
  void checkOrdinals(int[] counts, boolean[] udfs) throws RefusedException {
    for (Span span : ordinals) {
      long number;
      try {
        number = Long.parseLong(span.of(statement.sql()));
      } catch (NumberFormatException e) {
        number = 0;
      }
      long behind = 0;
      Boolean udf = null;
      for (int i = 0; i < counts.length && udf == null; i++) {
        // A UDF without a place in the pushed query is one column for the user all the same.
        behind += udfs[i] ? 1 : counts[i];
        if (number >= 1 && number <= behind) {
          udf = udfs[i];
        }
      }
      if (udf == null || udf) {
        throw new RefusedException(
            analysis.refuse(
                span,
                udf == null
                    ? "the SELECT list has " + behind + " columns"
                    : "it is the number of a WASM function's result, which the target does not"
                        + " have",
                "Write the name or the number of a column of the target."));
      }
    }
  }
}
