package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Whether UDFs may be evaluated above a query: what else the query has decides. */
final class StreamScope {
  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final PlainSelect select;
  private final int listEnd;
  private final @Nullable Span where;

  StreamScope(Way.Question question, PlainSelect select, int listEnd, @Nullable Span where) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.select = select;
    this.listEnd = listEnd;
    this.where = where;
  }

  void check(boolean filtered) throws RefusedException {
    if (select.getDistinct() != null) {
      refuse(
          "DISTINCT",
          "the target drops equal rows, and it does not have the function's result",
          "Leave DISTINCT out and drop equal rows in your program.");
    }
    boolean written =
        !isEmpty(select.getIntoTables())
            || select.getIntoTempTable() != null
            || select.getMySqlSelectIntoClause() != null;
    if (written) {
      refuse(
          "INTO",
          "the target writes the rows, and it does not have the function's result",
          "SELECT the rows and write them with parameters.");
    }
    if (select.getForXmlPath() != null
        || select.getForClause() != null
        || select.getBigQuerySelectQualifier() != null
        || select.getKsqlWindow() != null
        || select.getPivot() != null
        || select.getUnPivot() != null
        || select.isEmitChanges()) {
      refuse(
          "FOR",
          "the target makes something else of the rows than the SELECT list says",
          "Select plain rows.");
    }
    if (filtered) {
      checkFiltered();
    }
  }

  private void checkFiltered() throws RefusedException {
    String grouping = "rows are grouped on the target before a WASM condition could drop them";
    String remedy = "Select the rows with the condition, and group in your program.";
    if (select.getGroupBy() != null) {
      refuse("GROUP", grouping, remedy);
    }
    if (select.getHaving() != null) {
      refuse("HAVING", grouping, remedy);
    }
    if (select.getQualify() != null || !isEmpty(select.getWindowDefinitions())) {
      refuse("WINDOW", grouping, remedy);
    }
    if (select.getTop() != null || select.getFirst() != null || select.getSkip() != null) {
      refuse(
          select.getTop() != null ? "TOP" : select.getFirst() != null ? "FIRST" : "SKIP",
          "it counts rows on the target before the WASM condition drops some",
          "Write LIMIT or FETCH FIRST n ROWS ONLY, which the client counts.");
    }
    if (select.getForMode() != null || select.getForUpdate() != null) {
      refuse(
          "FOR",
          "the target would lock rows that the WASM condition drops",
          "Select the keys with the condition first, and lock those rows by their keys.");
    }
    if (select.getLimitBy() != null
        || select.getOracleHierarchical() != null
        || select.getPreWhere() != null
        || select.getPreferringClause() != null
        || select.getSampleClause() != null
        || select.getInterpolate() != null
        || select.getMySqlProcedureAnalyse() != null
        || select.isOracleSiblings()) {
      refuse(
          "SELECT",
          "a clause of this query counts or relates rows before the WASM condition drops some",
          "Use only FROM, WHERE, ORDER BY, LIMIT and OFFSET beside a WASM condition.");
    }
    Optional<SqlToken> counting = Hazards.counting(statement);
    if (counting.isPresent()) {
      throw new RefusedException(
          analysis.refuse(
              counting.get().span(),
              "it counts the rows that pass, and the WASM condition is decided later",
              "Count in your program."));
    }
    Node node = statement.node(select);
    if (node != null) {
      refuseWindows(node);
    }
  }

  private void refuseWindows(Node node) throws RefusedException {
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      Node child = node.jjtGetChild(i);
      Object value = child.jjtGetValue();
      if (value instanceof Select && value != select) {
        continue;
      }
      Span span = value instanceof AnalyticExpression ? statement.span(value) : null;
      if (span != null) {
        throw new RefusedException(
            analysis.refuse(
                span,
                "the target would count rows in that the WASM condition drops",
                "Select the rows with the condition, and aggregate in your program."));
      }
      refuseWindows(child);
    }
  }

  /**
   * Beside a filter each expression must be one over a single row, and must not fail for a row that
   * the filter drops. Whether a function is an aggregate only the target knows: every one refuses
   * aggregates in GROUP BY when it prepares (H2 accepts them in WHERE until it runs), so it is
   * asked to prepare them there.
   */
  void checkRowLocal(List<Span> expressions) throws RefusedException, SQLException {
    List<Span> asked = new ArrayList<>();
    List<Span> sorted = new ArrayList<>();
    if (select.getOrderByElements() != null) {
      for (OrderByElement element : select.getOrderByElements()) {
        Span span = statement.span(element.getExpression());
        if (span != null) {
          sorted.add(span);
        }
      }
    }
    Unrepeatable repeated = new Unrepeatable(question);
    List<Span> all = new ArrayList<>(expressions);
    all.addAll(sorted);
    for (Span span : all) {
      Optional<SqlToken> raising = Hazards.raising(span, statement);
      boolean argumentOfFilter = where != null && where.contains(span);
      if (raising.isPresent() && !argumentOfFilter) {
        throw new RefusedException(
            analysis.refuse(
                span,
                raising.get().text().toUpperCase(Locale.ROOT)
                    + " runs on the target also for rows that the WASM condition drops, and may"
                    + " fail there",
                "Write CASE WHEN ... THEN ... END around it with the condition that makes it"
                    + " safe."));
      }
      if (hasFunction(span)) {
        asked.add(span);
        if (!argumentOfFilter) {
          checkCalls(span, repeated);
        }
      }
    }
    if (!asked.isEmpty() && refused(asked, true) != null) {
      for (Span span : asked) {
        SQLException words = refused(List.of(span), true);
        SQLException alone =
            words == null || !expressions.contains(span) ? null : refused(List.of(span), false);
        if (alone != null) {
          // Not our doing: a column that does not exist, say.
          throw alone;
        }
        if (words != null) {
          RefusedException refused =
              new RefusedException(
                  analysis.refuse(
                      span,
                      "beside a WASM condition each expression must be one over a single row,"
                          + " which the target says this is not",
                      "Select the rows with the condition, and aggregate in your program."));
          refused.initCause(words);
          throw refused;
        }
      }
    }
  }

  private void checkCalls(Span span, Unrepeatable calls) throws RefusedException, SQLException {
    Optional<SqlToken> declared = calls.firstDeclared(span);
    if (declared.isPresent()) {
      throw new RefusedException(
          analysis.refuse(
              span,
              declared.get().text()
                  + " is volatile, and the target would call it also for rows that the WASM"
                  + " condition drops",
              "Select the rows with the condition first."));
    }
  }

  /**
   * The target's exception where it does not prepare the expressions.
   *
   * @param grouped in GROUP BY, or in the SELECT list
   */
  private @Nullable SQLException refused(List<Span> expressions, boolean grouped)
      throws SQLException {
    GeneratedSql sql = new GeneratedSql(statement, question.folded());
    Span first = statement.span(select.getSelectItems().get(0));
    sql.source(0, first == null ? 0 : first.start());
    if (!grouped) {
      list(sql, expressions);
    }
    sql.text(grouped ? "1 " : " ");
    SqlToken keyword = where == null ? null : statement.tokenBefore(where.start());
    sql.source(listEnd, keyword == null ? listEnd : keyword.start());
    if (grouped) {
      sql.text(" GROUP BY ");
      list(sql, expressions);
    }
    return question.probe().refusalOf(sql.sql());
  }

  private static void list(GeneratedSql sql, List<Span> expressions) {
    String comma = "(";
    for (Span span : expressions) {
      sql.text(comma).source(span).text(")");
      comma = ", (";
    }
  }

  /** Whether something is called: a name before a parenthesis. */
  private boolean hasFunction(Span span) {
    List<SqlToken> tokens = statement.tokens(span);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken.Kind kind = tokens.get(i).kind();
      if ((kind == SqlToken.Kind.WORD || kind == SqlToken.Kind.QUOTED_NAME)
          && tokens.get(i + 1).isSymbol("(")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  /** Refuses a clause at the last of its keywords that stands outside of parentheses. */
  private void refuse(String keyword, String reason, String remedy) throws RefusedException {
    Span at = null;
    int depth = 0;
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      depth += Expressions.step(tokens.get(i));
      if (depth == 0 && tokens.get(i).isWord(keyword)) {
        boolean two = i + 1 < tokens.size() && tokens.get(i + 1).isAnyWord("BY", "UPDATE", "SHARE");
        at = new Span(tokens.get(i).start(), tokens.get(two ? i + 1 : i).end());
      }
    }
    Span span = statement.span(select);
    throw new RefusedException(
        analysis.refuse(at != null ? at : span != null ? span : new Span(0, 1), reason, remedy));
  }
}
