package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.dialect.IdentifierCase;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.Volatility;

/**
 * Moves calls out of the SELECT list of a derived table that is all of a query's FROM, as Spark,
 * Metabase and other tools wrap their user's query: {@code SELECT * FROM (SELECT id, f(x) AS y FROM
 * t) q} becomes {@code SELECT q.id, f(q.a) AS y FROM (SELECT id, x AS a FROM t) q}. The derived
 * table gives the same rows with the arguments in the place of the result, so that the result
 * belongs to the query above. It is long because it is one rewriting with all of its conditions.
 */
final class DerivedTables {
  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final Dialect dialect;
  private final PlainSelect outer;
  private final PlainSelect inner;
  private final Span derived;
  private final @Nullable String alias;
  private final String prefix;
  private final Map<SelectItem<?>, Moved> moved = new LinkedHashMap<>();
  private final List<Edit> edits = new ArrayList<>();
  private int arguments;

  /**
   * A call that moves.
   *
   * @param label of its column
   * @param columns what stands in its place
   * @param text the call over these
   */
  private record Moved(UdfCall call, String label, String columns, String text) {}

  private record Edit(Span span, String text) {}

  private DerivedTables(
      Way.Question question,
      PlainSelect outer,
      PlainSelect inner,
      ParenthesedSelect from,
      Span at) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.dialect = analysis.dialect();
    this.outer = outer;
    this.inner = inner;
    this.derived = at;
    this.alias = from.getAlias() == null ? null : from.getAlias().getName();
    String text = statement.sql().toUpperCase(Locale.ROOT);
    String free = "WASMUDF_A";
    while (text.contains(free)) {
      free += "X_";
    }
    this.prefix = free;
  }

  /**
   * The statement's text with the calls of one derived table one level up.
   *
   * @return null where it has none that can move; parameters keep their order
   * @throws SQLException the target's own, from preparing the derived table without the calls
   */
  static @Nullable String moveUp(Way.Question question) throws SQLException {
    Node root = question.analysis().statement().root();
    if (root == null) {
      return null;
    }
    ParsedStatement statement = question.analysis().statement();
    UdfCall call = question.remaining().get(0);
    List<PlainSelect> around = new ArrayList<>();
    collect(root, PlainSelect.class, around);
    around.removeIf(select -> !contains(statement.span(select), call.whole()));
    around.sort(Comparator.comparingInt(select -> length(statement.span(select))));
    if (around.size() < 2) {
      return null;
    }
    PlainSelect inner = around.get(0);
    PlainSelect outer = around.get(1);
    if (!(outer.getFromItem() instanceof ParenthesedSelect from)
        || from.getSelect() != inner
        || !isPlain(outer, from, inner)) {
      return null;
    }
    Span at = statement.span(from);
    return at == null ? null : new DerivedTables(question, outer, inner, from, at).text();
  }

  private static boolean isPlain(PlainSelect outer, ParenthesedSelect from, PlainSelect inner) {
    return (outer.getJoins() == null || outer.getJoins().isEmpty())
        && from.getPivot() == null
        && from.getUnPivot() == null
        && from.getSampleClause() == null
        && (from.getAlias() == null || from.getAlias().getAliasColumns() == null)
        && from.getWithItemsList() == null
        && inner.getWithItemsList() == null
        && inner.getDistinct() == null
        && inner.getIntoTables() == null;
  }

  private @Nullable String text() throws SQLException {
    if (!readCalls() || !namesNone() || !readOuter()) {
      return null;
    }
    moved.forEach((item, call) -> edits.add(new Edit(spanOf(item), call.columns())));
    edits.sort(Comparator.comparingInt(edit -> edit.span().start()));
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      text.append(statement.sql(), at, edit.span().start()).append(edit.text());
      at = edit.span().end();
    }
    return text.append(statement.sql().substring(at)).toString();
  }

  // The derived table.

  /** Every call of the derived table must be an item of its SELECT list by itself. */
  private boolean readCalls() {
    Set<UdfCall> found = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (SelectItem<?> item : inner.getSelectItems()) {
      UdfCall call = analysis.reader().call(item.getExpression());
      if (call == null || question.isFolded(call)) {
        continue;
      }
      boolean printed = dialect.unaliasedLabel() == UnaliasedLabel.PRINTED;
      if ((item.getAlias() == null && printed) || statement.span(item) == null) {
        return false;
      }
      String label =
          item.getAlias() == null
              ? new Labels(analysis, Map.of()).of(call)
              : Labels.of(item.getAlias(), dialect);
      List<Operand.Other> operands = new ArrayList<>();
      if (!labels.add(label.toUpperCase(Locale.ROOT)) || !collectOperands(call, operands)) {
        return false;
      }
      found.add(call);
      moved.put(item, move(call, label, operands));
    }
    Span span = spanOf(inner);
    return question.remaining().stream()
        .allMatch(call -> found.contains(call) || !span.contains(call.whole()));
  }

  /** A parameter that is an argument by itself would change its place among the others. */
  private static boolean collectOperands(UdfCall call, List<Operand.Other> operands) {
    for (Operand argument : call.arguments()) {
      if (argument instanceof Operand.Parameter) {
        return false;
      } else if (argument instanceof Operand.Other other) {
        operands.add(other);
      } else if (argument instanceof Operand.Result result
          && !collectOperands(result.call(), operands)) {
        return false;
      }
    }
    return true;
  }

  private Moved move(UdfCall call, String label, List<Operand.Other> operands) {
    List<String> columns = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = call.whole().start();
    for (Operand.Other operand : operands) {
      String name = prefix + ++arguments;
      String source = operand.span().of(statement.sql());
      boolean column = operand.expression() instanceof Column;
      columns.add((column ? source : "(" + source + ")") + " AS " + name);
      text.append(statement.sql(), at, operand.span().start()).append(qualifier()).append(name);
      at = operand.span().end();
    }
    if (columns.isEmpty()) {
      columns.add("1 AS " + prefix + ++arguments);
    }
    text.append(statement.sql(), at, call.whole().end());
    return new Moved(call, label, String.join(", ", columns), text.toString());
  }

  private String qualifier() {
    return alias == null ? "" : alias + ".";
  }

  /** Nothing within the derived table may name one of the results, by label or by number. */
  private boolean namesNone() {
    List<Expression> keys = new ArrayList<>();
    if (inner.getOrderByElements() != null) {
      for (OrderByElement element : inner.getOrderByElements()) {
        keys.add(element.getExpression());
      }
    }
    if (inner.getGroupBy() != null && inner.getGroupBy().getGroupByExpressionList() != null) {
      keys.addAll(inner.getGroupBy().getGroupByExpressionList());
    }
    if (keys.stream().anyMatch(LongValue.class::isInstance)) {
      return false;
    }
    // Some targets also let an item of the list name another one.
    List<Span> naming = new ArrayList<>(List.of(new Span(listEnd(), spanOf(inner).end())));
    for (SelectItem<?> item : inner.getSelectItems()) {
      Moved call = moved.get(item);
      naming.add(call == null ? spanOf(item) : call.call().whole());
    }
    return naming.stream()
        .flatMap(span -> statement.tokens(span).stream())
        .noneMatch(token -> moved(token.unquoted()) != null);
  }

  private int listEnd() {
    List<SelectItem<?>> items = inner.getSelectItems();
    return spanOf(items.get(items.size() - 1)).end();
  }

  /** The call whose label is this name in any case. */
  private @Nullable Moved moved(String name) {
    return moved.values().stream()
        .filter(call -> call.label().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  // The query above it.

  private boolean readOuter() throws SQLException {
    Node node = statement.node(outer);
    if (node == null) {
      return false;
    }
    List<Select> selects = new ArrayList<>();
    collect(node, Select.class, selects);
    for (Select select : selects) {
      Span span = statement.span(select);
      if (select != outer && (span == null || !derived.contains(span))) {
        return false;
      }
    }
    Map<Column, SelectItem<?>> items = new LinkedHashMap<>();
    for (SelectItem<?> item : outer.getSelectItems()) {
      if (item.getExpression() instanceof AllColumns) {
        String list = isWholeStar(spanOf(item)) ? star() : null;
        if (list == null || item.getAlias() != null) {
          return false;
        }
        edits.add(new Edit(spanOf(item), list));
      } else if (item.getExpression() instanceof Column column) {
        items.put(column, item);
      }
    }
    if (readsWholeRows(node)) {
      return false;
    }
    List<Column> columns = new ArrayList<>();
    collect(node, Column.class, columns);
    for (Column column : columns) {
      Span span = statement.span(column);
      if (span == null || (!derived.contains(span) && !readColumn(column, span, items))) {
        return false;
      }
    }
    return mentionsVolatileOnce();
  }

  /** {@code *} or {@code q.*} and nothing with it, such as EXCLUDE. */
  private boolean isWholeStar(Span item) {
    List<SqlToken> tokens = statement.tokens(item);
    return tokens.size() == 1
        || (tokens.size() == 3 && tokens.get(1).isSymbol(".") && isAlias(tokens.get(0).text()));
  }

  /**
   * Whether rows of the derived table are read as values ({@code row_to_json(q)}, {@code
   * to_json(q.*)}): they would show the arguments. {@code COUNT(*)} reads none.
   */
  private boolean readsWholeRows(Node node) {
    List<SqlToken> tokens = statement.tokens(spanOf(outer));
    List<Span> stars = new ArrayList<>();
    for (SelectItem<?> item : outer.getSelectItems()) {
      if (isStar(item)) {
        stars.add(spanOf(item));
      }
    }
    List<Column> columns = new ArrayList<>();
    collect(node, Column.class, columns);
    for (Column column : columns) {
      Span span = statement.span(column);
      if (column.getTable() == null
          && (span == null || !derived.contains(span))
          && alias != null
          && isAlias(column.getColumnName())) {
        return true;
      }
    }
    for (int i = 1; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean elsewhere =
          !derived.contains(token.span())
              && stars.stream().noneMatch(star -> star.contains(token.span()));
      boolean counted = i > 1 && tokens.get(i - 2).isWord("COUNT");
      boolean opened = tokens.get(i - 1).isSymbol("(") || tokens.get(i - 1).isSymbol(".");
      if (token.isSymbol("*") && elsewhere && opened && !counted) {
        return true;
      }
    }
    return false;
  }

  private boolean readColumn(Column column, Span span, Map<Column, SelectItem<?>> items) {
    String written = column.getColumnName();
    Moved call = moved(Analyzer.bare(written));
    if (call == null) {
      return true;
    }
    String bare = Analyzer.bare(written);
    String name = bare.equals(written) ? dialect.identifierCase().fold(bare) : bare;
    boolean ours = column.getTable() == null || isAlias(column.getTable().getName());
    if (!ours || (column.getTable() != null && column.getTable().getSchemaName() != null)) {
      return false;
    }
    SelectItem<?> item = items.get(column);
    boolean unaliased = item != null && item.getAlias() == null;
    // Targets that keep a name as written differ in whose spelling becomes the label.
    boolean exact = dialect.identifierCase() != IdentifierCase.AS_WRITTEN || unaliased;
    if (exact && !name.equals(call.label())) {
      return false;
    }
    String as = unaliased ? " AS " + dialect.quoted(call.label()) : "";
    edits.add(new Edit(span, call.text() + as));
    return true;
  }

  private boolean isAlias(@Nullable String table) {
    return table == null
        || (alias != null && Analyzer.bare(table).equalsIgnoreCase(Analyzer.bare(alias)));
  }

  /** A volatile function's result must not become two. */
  private boolean mentionsVolatileOnce() {
    for (Moved call : moved.values()) {
      boolean isVolatile =
          call.call().candidates().stream().anyMatch(f -> f.volatility() == Volatility.VOLATILE);
      long mentions = edits.stream().filter(edit -> edit.text().contains(call.text())).count();
      if (isVolatile && mentions != 1) {
        return false;
      }
    }
    return true;
  }

  /** The list that {@code *} stands for; null where it cannot be told. */
  private @Nullable String star() throws SQLException {
    List<SelectItem<?>> items = inner.getSelectItems();
    List<TargetColumn> others = others();
    long stars = items.stream().filter(DerivedTables::isStar).count();
    int plain = items.size() - moved.size() - (int) stars;
    if (stars > 1 || others.size() < plain) {
      return null;
    }
    List<String> list = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    int at = 0;
    for (SelectItem<?> item : items) {
      Moved call = moved.get(item);
      if (call != null) {
        list.add(call.text() + " AS " + dialect.quoted(call.label()));
        labels.add(call.label().toUpperCase(Locale.ROOT));
        continue;
      }
      int columns = isStar(item) ? others.size() - plain : 1;
      for (int i = 0; i < columns; i++) {
        String label = others.get(at++).label();
        list.add(qualifier() + dialect.quoted(label));
        labels.add(label.toUpperCase(Locale.ROOT));
      }
    }
    return labels.size() == list.size() ? String.join(", ", list) : null;
  }

  private static boolean isStar(SelectItem<?> item) {
    return item.getExpression() instanceof AllColumns;
  }

  /** What the target says of the derived table's columns but for the calls. */
  private List<TargetColumn> others() throws SQLException {
    if (moved.size() == inner.getSelectItems().size()) {
      return List.of();
    }
    GeneratedSql sql = new GeneratedSql(statement, question.folded());
    sql.source(spanOf(inner).start(), spanOf(inner.getSelectItems().get(0)).start());
    String comma = "";
    for (SelectItem<?> item : inner.getSelectItems()) {
      if (!moved.containsKey(item)) {
        sql.text(comma).source(spanOf(item));
        comma = ", ";
      }
    }
    sql.source(listEnd(), spanOf(inner).end());
    return question.probe().columns(sql.sql());
  }

  private Span spanOf(Object treeObject) {
    Span span = statement.span(treeObject);
    if (span == null) {
      throw new IllegalStateException("a query and its items have places");
    }
    return span;
  }

  private static boolean contains(@Nullable Span outer, Span inner) {
    return outer != null && outer.contains(inner);
  }

  private static int length(@Nullable Span span) {
    return span == null ? 0 : span.end() - span.start();
  }

  private static <T> void collect(Node node, Class<T> type, List<T> found) {
    Object value = node.jjtGetValue();
    if (type.isInstance(value) && found.stream().noneMatch(other -> other == value)) {
      found.add(type.cast(value));
    }
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      collect(node.jjtGetChild(i), type, found);
    }
  }
}
