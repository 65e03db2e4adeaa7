package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.Expressions.Placed;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * Plans one SELECT as a stream. It is long because it is one pass: what is pushed, how it is
 * spelled, what the target says of it, and what is made of that.
 */
final class StreamPlanning {
  private final Way.Question question;
  private final @Nullable EchoForm echoes;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final PlainSelect select;
  private final PushedColumns columns;
  private final CallClaims claims;
  private final List<Item> items = new ArrayList<>();
  private final List<Span> pushedConjuncts = new ArrayList<>();
  private final List<Pending> filters = new ArrayList<>();
  private @Nullable Span where;

  /** An item of the SELECT list. */
  private sealed interface Item {
    Span span();

    /** The target's own, one column. */
    record Plain(Span span, Expression expression, boolean aliased) implements Item {}

    /** {@code *} or {@code t.*}. */
    record Star(Span span) implements Item {}

    /** One column that the pushed query does not have. */
    sealed interface Computed extends Item {
      @Nullable Alias alias();
    }

    /** A UDF call. */
    record Udf(Span span, UdfCall call, @Nullable Alias alias) implements Computed {}

    /** An expression over UDF calls. */
    record Echoed(Span span, List<EchoReader.Use> uses, @Nullable Alias alias)
        implements Computed {}
  }

  /**
   * @param echoes how the target evaluates expressions over results, null where it does not
   */
  StreamPlanning(Way.Question question, PlainSelect select, @Nullable EchoForm echoes) {
    this.question = question;
    this.echoes = echoes;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.select = select;
    this.columns = new PushedColumns(statement);
    this.claims = new CallClaims(question, columns);
  }

  StatementPlan.Stream plan() throws RefusedException, SQLException {
    readItems();
    readWhere();
    refuseUnclaimed();
    StreamScope scope = new StreamScope(question, select, listEnd(), where);
    scope.check(!filters.isEmpty());
    boolean udfItems = items.stream().anyMatch(Item.Computed.class::isInstance);
    StreamOrder order = new StreamOrder(analysis, select, listEnd(), where);
    List<String> udfLabels = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Computed computed) {
        udfLabels.addAll(names(computed));
      }
    }
    order.check(udfLabels);
    boolean keepPlaces = udfItems && order.hasOrdinals();
    RowLimit limit =
        filters.isEmpty() ? new RowLimit(null, null, List.of()) : RowLimit.of(select, analysis);
    if (!filters.isEmpty()) {
      scope.checkRowLocal(rowLocal());
    }
    if (items.stream().noneMatch(Item.Star.class::isInstance)) {
      // Where the numbers are known already, the target must not be asked what it cannot group by.
      int[] one = new int[items.size()];
      Arrays.fill(one, 1);
      order.checkOrdinals(one, udfPositions());
    }
    GeneratedSql pushed = generate(limit, keepPlaces, List.of(), false);
    Probe probe = probe(limit, keepPlaces, pushed);
    order.checkOrdinals(probe.items(), udfPositions());
    return finish(pushed, probe, limit);
  }

  /** What other clauses may call a result. */
  private List<String> names(Item.Computed item) {
    Alias alias = item.alias();
    if (alias != null) {
      return List.of(Labels.of(alias, analysis.dialect()));
    }
    if (item instanceof Item.Udf udf) {
      return List.of(new Labels(analysis, Map.of()).of(udf.call()));
    }
    return item instanceof Item.Echoed echoed
            && analysis.dialect().unaliasedLabel() != UnaliasedLabel.PRINTED
        ? possibleNames(echoed)
        : List.of();
  }

  /**
   * The target's label of an expression is not known yet. It is a name only where a function, a
   * type or a keyword gives it, or the column behind ELSE.
   */
  private List<String> possibleNames(Item.Echoed item) {
    List<SqlToken> tokens = statement.tokens(item.span());
    boolean last = tokens.stream().anyMatch(token -> token.isWord("ELSE"));
    List<String> names = new ArrayList<>();
    for (SqlToken token : tokens) {
      boolean read =
          item.uses().stream()
              .anyMatch(use -> use.span().contains(token.span()) && !isName(use.call(), token));
      if (last || !read) {
        names.add(token.unquoted());
      }
    }
    return names;
  }

  private static boolean isName(@Nullable UdfCall call, SqlToken token) {
    return call != null && token.start() == call.span().start();
  }

  private void readItems() throws RefusedException {
    List<Item.Computed> udfs = new ArrayList<>();
    for (SelectItem<?> item : select.getSelectItems()) {
      Span span = statement.span(item);
      if (span == null) {
        throw new IllegalStateException("a SELECT item has a place");
      }
      Expression expression = item.getExpression();
      if (item.getAlias() != null && item.getAlias().getAliasColumns() != null) {
        throw new RefusedException(
            analysis.refuse(span, "an alias of a column is one name", "Write AS name."));
      }
      UdfCall call = analysis.reader().call(expression);
      if (call != null) {
        Item.Udf udf = new Item.Udf(span, call, item.getAlias());
        udfs.add(udf);
        items.add(udf);
      } else if (expression instanceof AllColumns) {
        claims.refuseInner(span);
        items.add(new Item.Star(span));
      } else {
        Item.Echoed echoed = echoed(item, span);
        if (echoed != null) {
          udfs.add(echoed);
          items.add(echoed);
          continue;
        }
        if (expression instanceof Column) {
          Span at = statement.span(expression);
          columns.visible(at == null ? span : at, items.size());
        }
        items.add(new Item.Plain(span, expression, item.getAlias() != null));
      }
    }
    for (Item.Computed computed : udfs) {
      if (computed instanceof Item.Udf udf) {
        claims.claim(udf.call(), at -> {});
      } else if (computed instanceof Item.Echoed echoed) {
        claim(echoed);
      }
    }
  }

  private void claim(Item.Echoed item) throws RefusedException {
    for (EchoReader.Use use : item.uses()) {
      UdfCall call = use.call();
      Operand.Other column = use.column();
      if (call != null) {
        claims.claim(call, at -> {});
      } else if (column != null) {
        columns.add(column);
      }
    }
  }

  /**
   * An expression over calls; null where it has none.
   *
   * @throws RefusedException where the target cannot evaluate it over batches
   */
  private Item.@Nullable Echoed echoed(SelectItem<?> item, Span span) throws RefusedException {
    Optional<UdfCall> inner =
        analysis.within(span).stream().filter(call -> !question.isFolded(call)).findFirst();
    if (inner.isEmpty()) {
      return null;
    }
    EchoReader.Reading reading =
        echoes == null ? null : EchoReader.read(item.getExpression(), question);
    boolean printed =
        item.getAlias() == null && analysis.dialect().unaliasedLabel() == UnaliasedLabel.PRINTED;
    if (reading == null || reading.uses().isEmpty() || (printed && reading.compares())) {
      throw new RefusedException(Refusals.expression(analysis, inner.get()));
    }
    return new Item.Echoed(span, reading.uses(), item.getAlias());
  }

  private void readWhere() throws RefusedException {
    Expression condition = select.getWhere();
    if (condition == null) {
      return;
    }
    Span span = statement.span(condition);
    Conditions conditions = new Conditions(question, columns, claims);
    if (span == null || !conditions.needsRows(span)) {
      return;
    }
    where = span;
    for (Placed conjunct : conditions.conjuncts(condition, span)) {
      if (conditions.needsRows(conjunct.span())) {
        filters.add(conditions.read(conjunct, !filters.isEmpty()));
      } else {
        pushedConjuncts.add(conjunct.span());
        Optional<SqlToken> raising =
            filters.isEmpty() ? Optional.empty() : Hazards.raising(conjunct.span(), statement);
        if (raising.isPresent()) {
          throw new RefusedException(
              analysis.refuse(
                  conjunct.span(),
                  "it runs on the target before the WASM condition, and may fail for rows that the"
                      + " condition would keep away",
                  "Write it before the WASM condition if it is safe for all rows."));
        }
      }
    }
  }

  /** Calls outside of the SELECT list and WHERE. */
  private void refuseUnclaimed() throws RefusedException {
    for (UdfCall call : question.remaining()) {
      if (!claims.has(call)) {
        throw new RefusedException(Refusals.place(analysis, call));
      }
    }
  }

  private int listEnd() {
    return items.get(items.size() - 1).span().end();
  }

  /** What must be an expression over one row when rows are filtered above it. */
  private List<Span> rowLocal() {
    List<Span> spans = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Plain column) {
        spans.add(unaliased(column.span(), column.aliased()));
      }
    }
    columns.all().forEach(column -> spans.add(column.span()));
    return spans;
  }

  /** An item without its alias; the parser keeps no whole place of an expression there. */
  private Span unaliased(Span item, boolean aliased) {
    if (!aliased) {
      return item;
    }
    List<SqlToken> tokens = statement.tokens(item);
    int last = tokens.size() - 2;
    if (last > 0 && tokens.get(last).isWord("AS")) {
      last--;
    }
    return new Span(item.start(), tokens.get(Math.max(0, last)).end());
  }

  // The pushed text.

  /**
   * @param printed expressions to add behind all others, for their labels
   * @param markers whether to put a column of a known name behind each star
   */
  private GeneratedSql generate(
      RowLimit limit, boolean keepPlaces, List<Span> printed, boolean markers) {
    GeneratedSql sql = new GeneratedSql(statement, question.folded());
    sql.source(0, items.get(0).span().start());
    String comma = "";
    int extra = columns.all().size();
    for (Item item : items) {
      if (item instanceof Item.Computed) {
        extra++;
        if (keepPlaces) {
          sql.text(comma + "1 AS " + columns.alias(extra));
          comma = ", ";
        }
        continue;
      }
      sql.text(comma).source(item.span());
      comma = ", ";
      if (markers && item instanceof Item.Star) {
        extra++;
        sql.text(", 1 AS " + columns.alias(extra));
      }
    }
    for (PushedColumns.Hidden column : columns.all()) {
      String open = column.condition() ? "(" : "";
      String close = column.condition() ? ")" : "";
      sql.text(comma + open).source(column.span()).text(close + " AS " + column.alias());
      comma = ", ";
    }
    if (comma.isEmpty()) {
      sql.text("1 AS " + columns.alias(extra + 1));
      comma = ", ";
    }
    for (Span expression : printed) {
      sql.text(comma + "ROW(").source(expression).text(")");
    }
    tail(sql, limit);
    return sql;
  }

  private void tail(GeneratedSql sql, RowLimit limit) {
    int at = listEnd();
    if (where != null) {
      SqlToken keyword = statement.tokenBefore(where.start());
      int start = keyword == null ? where.start() : keyword.start();
      sql.source(at, start);
      String connective = "WHERE ";
      for (Span conjunct : pushedConjuncts) {
        sql.text(connective).source(conjunct);
        connective = " AND ";
      }
      at = where.end();
    }
    for (Span cut : limit.cuts()) {
      sql.source(at, cut.start());
      at = cut.end();
    }
    sql.source(at, end());
  }

  /** The end of the statement without semicolons. */
  private int end() {
    List<SqlToken> tokens = statement.tokens();
    int last = tokens.size() - 1;
    while (last > 0 && tokens.get(last).isSymbol(";")) {
      last--;
    }
    return tokens.get(last).end();
  }

  // What the target says of it.

  /**
   * @param pushed the columns of the pushed query
   * @param first for each item of the SELECT list where its columns start, -1 for a UDF without a
   *     place of its own
   * @param count for each item how many columns it has in the pushed query
   * @param printed the target's print of expressions
   * @param users makes the user's labels of the target's
   */
  private record Probe(
      List<TargetColumn> pushed,
      int[] first,
      int[] count,
      Map<Span, String> printed,
      PrintedLabels users) {
    int[] items() {
      return count;
    }
  }

  private Probe probe(RowLimit limit, boolean keepPlaces, GeneratedSql pushed)
      throws RefusedException, SQLException {
    List<Span> printed = spansToPrint();
    long stars = items.stream().filter(Item.Star.class::isInstance).count();
    boolean markers = stars > 1;
    GeneratedSql asked =
        printed.isEmpty() && !markers ? pushed : generate(limit, keepPlaces, printed, markers);
    List<TargetColumn> seen = question.probe().columns(asked.sql());
    PrintedLabels users = new PrintedLabels(question, asked.bindings());
    Map<Span, String> prints = new HashMap<>();
    for (int i = 0; i < printed.size() && printed.size() <= seen.size(); i++) {
      String label = seen.get(seen.size() - printed.size() + i).label();
      if (label.startsWith("ROW (") && label.endsWith(")")) {
        prints.put(printed.get(i), users.ofUser(label.substring(5, label.length() - 1)));
      }
    }
    List<TargetColumn> all =
        new ArrayList<>(seen.subList(0, Math.max(0, seen.size() - printed.size())));
    return place(all, keepPlaces, markers, prints, users);
  }

  private Probe place(
      List<TargetColumn> all,
      boolean keepPlaces,
      boolean markers,
      Map<Span, String> prints,
      PrintedLabels users)
      throws RefusedException {
    int[] first = new int[items.size()];
    int[] count = new int[items.size()];
    int fixed = columns.all().size();
    for (Item item : items) {
      boolean one = item instanceof Item.Plain || (keepPlaces && item instanceof Item.Computed);
      fixed += one ? 1 : 0;
    }
    List<TargetColumn> pushed = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < items.size(); i++) {
      first[i] = pushed.size();
      if (items.get(i) instanceof Item.Star) {
        count[i] = markers ? toMarker(all, at) : all.size() - fixed;
      } else {
        count[i] = items.get(i) instanceof Item.Plain || keepPlaces ? 1 : 0;
      }
      for (int c = 0; c < count[i] && at < all.size(); c++) {
        pushed.add(all.get(at++));
      }
      at += markers && items.get(i) instanceof Item.Star ? 1 : 0;
    }
    int visible = pushed.size();
    pushed.addAll(all.subList(Math.min(at, all.size()), all.size()));
    boolean onlyPlaceholder = visible == 0 && columns.all().isEmpty();
    if (pushed.size() - visible != columns.all().size() + (onlyPlaceholder ? 1 : 0)) {
      throw new RefusedException(
          analysis.refuse(
              new Span(items.get(0).span().start(), listEnd()),
              "the target returns other columns than the SELECT list says",
              "Name the columns one by one."));
    }
    return new Probe(pushed, first, count, prints, users);
  }

  private int toMarker(List<TargetColumn> all, int from) {
    for (int i = from; i < all.size(); i++) {
      String label = all.get(i).label();
      if (label.length() > 8 && label.toUpperCase(Locale.ROOT).startsWith(columns.prefix())) {
        return i - from;
      }
    }
    return all.size() - from;
  }

  /** Arguments whose print the label of an unaliased call needs. */
  private List<Span> spansToPrint() {
    List<Span> spans = new ArrayList<>();
    if (analysis.dialect().unaliasedLabel() == UnaliasedLabel.PRINTED) {
      for (Item item : items) {
        if (item instanceof Item.Udf udf && udf.alias() == null) {
          collectOthers(udf.call(), spans);
        } else if (item instanceof Item.Echoed echoed && echoed.alias() == null) {
          for (EchoReader.Use use : echoed.uses()) {
            UdfCall call = use.call();
            if (call == null) {
              spans.add(use.span());
            } else {
              collectOthers(call, spans);
            }
          }
        }
      }
    }
    return spans;
  }

  private static void collectOthers(UdfCall call, List<Span> spans) {
    for (Operand argument : call.arguments()) {
      if (argument instanceof Operand.Result result) {
        collectOthers(result.call(), spans);
      } else if (argument instanceof Operand.Other other) {
        spans.add(other.span());
      }
    }
  }

  /** For each item of the SELECT list whether it is a UDF call. */
  private boolean[] udfPositions() {
    boolean[] udfs = new boolean[items.size()];
    for (int i = 0; i < udfs.length; i++) {
      udfs[i] = items.get(i) instanceof Item.Computed;
    }
    return udfs;
  }

  // What is made of it.

  private StatementPlan.Stream finish(GeneratedSql pushed, Probe probe, RowLimit limit)
      throws RefusedException, SQLException {
    int firstHidden = 0;
    for (int i = 0; i < items.size(); i++) {
      firstHidden += probe.count()[i];
    }
    int base = firstHidden;
    Calls calls =
        new Calls(
            analysis,
            operand -> {
              PushedColumns.Ref column = columns.of(operand);
              int index =
                  column instanceof PushedColumns.Hidden hidden
                      ? base + hidden.number()
                      : probe.first()[((PushedColumns.Visible) column).item()];
              return new Calls.Column(index, probe.pushed().get(index));
            });
    Comparisons comparisons = new Comparisons(analysis.dialect(), question.probe());
    List<Predicate> predicates = new ArrayList<>();
    for (Pending filter : filters) {
      predicates.add(filter.finish(calls, comparisons));
    }
    EchoPlanning.Planned echo = echo(calls, probe);
    int echoedItems = 0;
    Labels labels = new Labels(analysis, probe.printed());
    List<OutputColumn> outputs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Udf udf) {
        String label =
            udf.alias() == null
                ? labels.of(udf.call())
                : Labels.of(udf.alias(), analysis.dialect());
        outputs.add(new OutputColumn(label, calls.resolve(udf.call())));
        continue;
      }
      if (items.get(i) instanceof Item.Echoed echoed && echo != null) {
        String label =
            echoed.alias() == null
                ? echo.labels().get(echoedItems)
                : Labels.of(echoed.alias(), analysis.dialect());
        outputs.add(new OutputColumn(label, new ValueExpr.Echoed(echoedItems)));
        echoedItems++;
        continue;
      }
      for (int c = 0; c < probe.count()[i]; c++) {
        int index = probe.first()[i] + c;
        String label = probe.pushed().get(index).label();
        boolean printed = items.get(i) instanceof Item.Plain plain && !plain.aliased();
        outputs.add(
            new OutputColumn(
                printed ? probe.users().ofUser(label) : label, new ValueExpr.Pushed(index)));
      }
    }
    ParameterUses uses =
        new ParameterUses(statement.parameterCount())
            .add(pushed.bindings())
            .add(limit.limit())
            .add(limit.offset());
    predicates.forEach(uses::add);
    outputs.forEach(output -> uses.add(output.value()));
    if (echo != null) {
      uses.add(echo.echo());
    }
    return new StatementPlan.Stream(
        pushed.sql(),
        pushed.bindings(),
        probe.pushed(),
        predicates,
        outputs,
        limit.limit(),
        limit.offset(),
        uses.list(),
        echo == null ? null : echo.echo(),
        reason());
  }

  private EchoPlanning.@Nullable Planned echo(Calls calls, Probe probe)
      throws RefusedException, SQLException {
    List<EchoPlanning.Item> echoed = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Item.Echoed one) {
        echoed.add(new EchoPlanning.Item(unaliased(one.span(), one.alias() != null), one.uses()));
      }
    }
    return echoes == null || echoed.isEmpty()
        ? null
        : new EchoPlanning(question, echoes, calls, columns.prefix(), probe.printed()).plan(echoed);
  }

  private String reason() {
    boolean outputs = items.stream().anyMatch(Item.Computed.class::isInstance);
    String where = filters.isEmpty() ? "" : outputs ? " and WHERE" : "WHERE";
    return "WASM functions only in "
        + (outputs ? "the SELECT list" : "")
        + where
        + (items.stream().anyMatch(Item.Echoed.class::isInstance)
            ? ": what is left above the pushed query is computed row by row"
            : ": nothing else is left above the pushed query");
  }
}
