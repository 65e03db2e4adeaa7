package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * Plans a statement that writes and whose calls are items of RETURNING: the target writes and
 * returns their arguments.
 */
final class ReturningPlanning {
  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final ReturningClause clause;
  private final PushedColumns columns;
  private final CallClaims claims;
  private final List<Item> items = new ArrayList<>();

  /**
   * An item of RETURNING.
   *
   * @param call null for the target's own columns
   */
  private record Item(SelectItem<?> item, Span span, @Nullable UdfCall call) {
    boolean star() {
      return item.getExpression() instanceof AllColumns;
    }
  }

  ReturningPlanning(Way.Question question, ReturningClause clause) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.clause = clause;
    this.columns = new PushedColumns(statement);
    this.claims = new CallClaims(question, columns);
  }

  /** The clause of a statement, or null. */
  static @Nullable ReturningClause of(@Nullable Statement tree) {
    if (tree instanceof Insert insert) {
      return insert.getReturningClause();
    } else if (tree instanceof Update update) {
      return update.getReturningClause();
    }
    return tree instanceof Delete delete ? delete.getReturningClause() : null;
  }

  StatementPlan.Returning plan() throws RefusedException, SQLException {
    readItems();
    GeneratedSql pushed = new GeneratedSql(statement, question.folded());
    pushed.source(0, items.get(0).span().start());
    String comma = "";
    for (Item item : items) {
      if (item.call() == null) {
        pushed.text(comma).source(item.span());
        comma = ", ";
      }
    }
    for (PushedColumns.Hidden column : columns.all()) {
      pushed.text(comma).source(column.span()).text(" AS " + column.alias());
      comma = ", ";
    }
    if (comma.isEmpty()) {
      pushed.text("1 AS " + columns.alias(1));
    }
    int end = items.get(items.size() - 1).span().end();
    pushed.source(end, statement.tokens().get(statement.tokens().size() - 1).end());
    return finish(pushed, question.probe().columns(described(pushed)));
  }

  /** MariaDB describes no INSERT, so the same list over the table is asked for there. */
  private String described(GeneratedSql pushed) {
    List<QueryBlock> blocks = QueryBlocks.of(statement);
    if (!analysis.dialect().equals(Dialect.MYSQL) || blocks.isEmpty()) {
      return pushed.sql();
    }
    List<FromItem> tables = blocks.get(0).items();
    GeneratedSql sql = new GeneratedSql(statement, question.folded()).text("SELECT ");
    String comma = "";
    for (Item item : items) {
      if (item.call() == null) {
        sql.text(comma).source(item.span());
        comma = ", ";
      }
    }
    for (PushedColumns.Hidden column : columns.all()) {
      sql.text(comma).source(column.span()).text(" AS " + column.alias());
      comma = ", ";
    }
    sql.text(comma.isEmpty() ? "1 AS " + columns.alias(1) : "");
    return tables.isEmpty() ? pushed.sql() : sql.text(" FROM ").source(tables.get(0).span()).sql();
  }

  private void readItems() throws RefusedException {
    for (SelectItem<?> item : clause) {
      Span span = statement.span(item);
      if (span == null) {
        throw new IllegalStateException("an item of RETURNING has a place");
      }
      Expression expression = item.getExpression();
      UdfCall call = analysis.reader().call(expression);
      if (call == null) {
        claims.refuseInner(span);
        Span at = expression instanceof Column ? statement.span(expression) : null;
        if (at != null) {
          columns.visible(at, items.size());
        }
      }
      items.add(new Item(item, span, call));
    }
    for (Item item : items) {
      if (item.call() != null) {
        claims.claim(item.call(), at -> {});
      }
    }
    for (UdfCall call : question.remaining()) {
      if (!claims.has(call)) {
        throw new RefusedException(
            analysis.refuse(
                call,
                "a WASM function in RETURNING and another one elsewhere in the statement cannot"
                    + " be evaluated together",
                "Return the arguments, and call the function in a query over them."));
      }
    }
    if (items.stream().filter(Item::star).count() > 1) {
      throw new RefusedException(
          analysis.refuse(
              items.get(0).span(),
              "two stars beside a WASM function cannot be told apart",
              "Name the columns."));
    }
  }

  private StatementPlan.Returning finish(GeneratedSql pushed, List<TargetColumn> described)
      throws RefusedException {
    int plain = 0;
    for (Item item : items) {
      plain += item.call() == null && !item.star() ? 1 : 0;
    }
    boolean placeholder = plain == 0 && columns.all().isEmpty() && !hasStar();
    int hidden = columns.all().size() + (placeholder ? 1 : 0);
    int starred = described.size() - hidden - plain;
    int[] first = new int[items.size()];
    int at = 0;
    for (int i = 0; i < first.length; i++) {
      first[i] = at;
      at += items.get(i).call() != null ? 0 : items.get(i).star() ? starred : 1;
    }
    int base = at;
    if (starred < 0 || base + hidden != described.size()) {
      throw new RefusedException(
          analysis.refuse(
              items.get(0).span(),
              "the target returns other columns than RETURNING says",
              "Name the columns one by one."));
    }
    Calls calls =
        new Calls(
            analysis,
            operand -> {
              PushedColumns.Ref column = columns.of(operand);
              int index =
                  column instanceof PushedColumns.Hidden own
                      ? base + own.number()
                      : first[((PushedColumns.Visible) column).item()];
              return new Calls.Column(index, described.get(index));
            });
    List<OutputColumn> outputs = new ArrayList<>();
    ParameterUses uses = new ParameterUses(statement.parameterCount()).add(pushed.bindings());
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (item.call() != null) {
        ValueExpr.Call value = calls.resolve(item.call());
        outputs.add(new OutputColumn(label(item, item.call()), value));
        uses.add(value);
        continue;
      }
      for (int c = 0; c < (item.star() ? starred : 1); c++) {
        outputs.add(
            new OutputColumn(
                described.get(first[i] + c).label(), new ValueExpr.Pushed(first[i] + c)));
      }
    }
    return new StatementPlan.Returning(
        new StatementPlan.Stream(
            pushed.sql(),
            pushed.bindings(),
            described,
            List.of(),
            outputs,
            null,
            null,
            uses.list(),
            "the target writes, and WASM functions stand only in RETURNING; where one fails, nothing"
                + " is written"));
  }

  private boolean hasStar() {
    return items.stream().anyMatch(Item::star);
  }

  private String label(Item item, UdfCall call) {
    return item.item().getAlias() == null
        ? new Labels(analysis, Map.of()).of(call)
        : Labels.of(item.item().getAlias(), analysis.dialect());
  }
}
