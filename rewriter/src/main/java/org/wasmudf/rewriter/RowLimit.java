package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.Fetch;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.Offset;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/**
 * LIMIT, OFFSET and FETCH of a query whose rows are counted above a filter of ours.
 *
 * @param cuts what goes out of the pushed query, in the order of the text
 */
record RowLimit(@Nullable ValueExpr limit, @Nullable ValueExpr offset, List<Span> cuts) {
  private static final SqlType COUNT = new SqlType.Int(64, true);
  private static final Set<String> PLAIN_FETCH = Set.of("ROW", "ROWS", "ONLY");

  static RowLimit of(PlainSelect select, Analysis analysis) throws RefusedException {
    return new Reader(analysis).read(select);
  }

  private static final class Reader {
    private final Analysis analysis;
    private final ParsedStatement statement;
    private final List<Span> cuts = new ArrayList<>();
    private @Nullable ValueExpr limit;
    private @Nullable ValueExpr offset;

    Reader(Analysis analysis) {
      this.analysis = analysis;
      this.statement = analysis.statement();
    }

    RowLimit read(PlainSelect select) throws RefusedException {
      Limit clause = select.getLimit();
      if (clause != null) {
        limit(clause);
      }
      Offset skip = select.getOffset();
      if (skip != null) {
        offset = count(skip.getOffset());
        cut(skip.getOffset(), "OFFSET");
      }
      Fetch fetch = select.getFetch();
      if (fetch != null) {
        fetch(fetch);
      }
      cuts.sort((a, b) -> Integer.compare(a.start(), b.start()));
      refuseBehind();
      return new RowLimit(limit, offset, List.copyOf(cuts));
    }

    /** The parser takes these clauses in places where targets do not: they end the statement. */
    private void refuseBehind() throws RefusedException {
      if (cuts.isEmpty()) {
        return;
      }
      Span rest = new Span(cuts.get(0).start(), statement.sql().length());
      for (SqlToken token : statement.tokens(rest)) {
        boolean within = cuts.stream().anyMatch(cut -> cut.contains(token.span()));
        if (!within && !token.isSymbol(";")) {
          throw unknown(token.span());
        }
      }
    }

    private void limit(Limit clause) throws RefusedException {
      Span span = statement.span(clause);
      if (span == null || clause.getByExpressions() != null) {
        throw unknown(span);
      }
      if (!(clause.getRowCount() instanceof AllValue)) {
        limit = count(clause.getRowCount());
      }
      if (clause.getOffset() != null) {
        offset = count(clause.getOffset());
      }
      cuts.add(span);
    }

    private void fetch(Fetch fetch) throws RefusedException {
      Expression rows = fetch.getExpression();
      Span at = rows == null ? null : statement.span(rows);
      boolean plain =
          fetch.getFetchParameters().stream()
              .flatMap(words -> List.of(words.trim().split("\\s+")).stream())
              .allMatch(word -> PLAIN_FETCH.contains(word.toUpperCase(Locale.ROOT)));
      if (!plain) {
        throw unknown(at);
      }
      if (rows == null || at == null) {
        // FETCH FIRST ROW ONLY: one row.
        limit = new ValueExpr.Constant(1L, "1");
        SqlToken keyword = lastWord("FETCH");
        if (keyword == null) {
          throw unknown(null);
        }
        cuts.add(new Span(keyword.start(), behindRows(keyword.end())));
        return;
      }
      limit = count(rows);
      cut(rows, "FETCH");
    }

    private @Nullable SqlToken lastWord(String word) {
      SqlToken last = null;
      for (SqlToken token : statement.tokens()) {
        last = token.isWord(word) ? token : last;
      }
      return last;
    }

    /** Takes out the clause around its expression: from the keyword to ROW, ROWS, ONLY. */
    private void cut(Expression expression, String keyword) throws RefusedException {
      Span span = statement.span(expression);
      if (span == null) {
        throw unknown(null);
      }
      SqlToken start = statement.tokenBefore(span.start());
      if (start != null && start.isAnyWord("FIRST", "NEXT")) {
        start = statement.tokenBefore(start.start());
      }
      if (start == null || !start.isWord(keyword)) {
        throw unknown(span);
      }
      cuts.add(new Span(start.start(), behindRows(span.end())));
    }

    private int behindRows(int offset) {
      int end = offset;
      SqlToken next = statement.tokenFrom(end);
      while (next != null && next.isAnyWord("FIRST", "NEXT", "ROW", "ROWS", "ONLY")) {
        end = next.end();
        next = statement.tokenFrom(end);
      }
      return end;
    }

    private ValueExpr count(Expression expression) throws RefusedException {
      Span span = statement.span(expression);
      if (span == null) {
        throw unknown(null);
      }
      Operand operand = analysis.reader().read(expression, span);
      if (operand instanceof Operand.Parameter parameter && parameter.castTo() == null) {
        return new ValueExpr.Parameter(parameter.ordinal(), COUNT, true);
      }
      if (operand instanceof Operand.Literal literal
          && literal.value().value() instanceof Long rows
          && rows >= 0) {
        return literal.value();
      }
      throw unknown(span);
    }

    private RefusedException unknown(@Nullable Span span) {
      SqlToken last = statement.tokens().get(statement.tokens().size() - 1);
      return new RefusedException(
          analysis.refuse(
              span == null ? last.span() : span,
              "above a WASM condition rows are counted in the client, which takes a plain number",
              "Write LIMIT n, OFFSET n or FETCH FIRST n ROWS ONLY with a number or a parameter."));
    }
  }
}
