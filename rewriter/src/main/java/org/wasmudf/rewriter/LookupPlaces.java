package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.ResultMap;

/** Decides whether and how a lookup may be written in a place of the text. */
final class LookupPlaces {
  private static final Set<String> AGGREGATES =
      Set.of(
          "COUNT",
          "SUM",
          "MIN",
          "MAX",
          "AVG",
          "STRING_AGG",
          "GROUP_CONCAT",
          "LISTAGG",
          "ARRAY_AGG",
          "LIST",
          "STDDEV",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "VARIANCE",
          "VAR_POP",
          "VAR_SAMP",
          "MEDIAN",
          "MODE",
          "BOOL_AND",
          "BOOL_OR",
          "EVERY",
          "ANY",
          "SOME",
          "BIT_AND",
          "BIT_OR",
          "BIT_XOR",
          "ANY_VALUE",
          "FIRST",
          "LAST",
          "JSON_AGG",
          "JSONB_AGG",
          "JSON_ARRAYAGG",
          "JSON_OBJECTAGG",
          "CORR",
          "COVAR_POP",
          "COVAR_SAMP");

  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final List<QueryBlock> blocks;

  LookupPlaces(Way.Question question, List<QueryBlock> blocks) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.blocks = blocks;
  }

  /**
   * The query that a call belongs to.
   *
   * @throws RefusedException where no lookup may stand there
   */
  QueryBlock check(UdfCall call) throws RefusedException {
    QueryBlock block = QueryBlocks.around(blocks, call.whole());
    Clause clause = block == null ? null : block.clauseOf(call.whole());
    if (block == null || clause == null) {
      throw refused(
          call,
          "it sorts or limits rows that several queries gave together",
          "Write SELECT * FROM (... UNION ...) AS q, and call the function there.");
    }
    List<SqlToken> tokens = statement.tokens();
    if (analysis.dialect().equals(Dialect.MYSQL)
        && tokens.size() > 1
        && tokens.get(0).isWord("CREATE")
        && tokens.stream().limit(4).anyMatch(token -> token.isWord("TEMPORARY"))) {
      throw refused(
          call,
          "rows of a temporary table that is made beside another one survive a rollback here",
          "Create the table first, and INSERT INTO it ... SELECT.");
    }
    if (clause == Clause.RETURNING) {
      throw refused(
          call,
          "its arguments are there only after the statement has written",
          "Return the arguments, and call the function in a query over them.");
    }
    for (QueryBlock outer : block.chain()) {
      boolean within = outer.parent() == null && outer.writes() && outer != top();
      if (within) {
        throw refused(
            call,
            "it stands in a statement that writes within WITH, whose rows cannot be read ahead",
            "Run that statement by itself first.");
      }
    }
    return block;
  }

  private @Nullable QueryBlock top() {
    for (QueryBlock block : blocks) {
      if (block.parent() == null && !blocks.isEmpty() && isTop(block)) {
        return block;
      }
    }
    return null;
  }

  /** Whether a block stands outside of all parentheses. */
  private boolean isTop(QueryBlock block) {
    int depth = 0;
    for (SqlToken token : statement.tokens()) {
      if (token.start() >= block.span().start()) {
        break;
      }
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
    }
    return depth == 0;
  }

  /**
   * Looks at the tables that the arguments come from.
   *
   * @throws RefusedException where they are not there ahead of the statement
   */
  void checkOwners(
      UdfCall call, QueryBlock block, List<Operand.Other> arguments, List<Owner> owners)
      throws RefusedException, SQLException {
    for (Owner owner : owners) {
      for (String name : owner.block().unfinished()) {
        if (owner.item().kind() == FromItem.Kind.TABLE && mentions(owner.item().span(), name)) {
          throw refused(
              call,
              "its arguments come from the recursion itself, which only the target runs",
              "Call the function in the query that reads the recursive WITH.");
        }
      }
    }
    for (Owner owner : owners) {
      checkGroups(call, owner.block());
    }
    if (analysis.dialect().equals(Dialect.MYSQL) && rollsUp(block)) {
      throw refused(
          call,
          "with ROLLUP the database does not recognise a lookup in the SELECT list as the key of a"
              + " group",
          "Write the query without ROLLUP as a derived table with the function as a column, and"
              + " roll that up.");
    }
    if (block.kind() == QueryBlock.Kind.UPDATE && analysis.dialect().equals(Dialect.MYSQL)) {
      checkAssigned(call, block, arguments);
    }
  }

  private void checkGroups(UdfCall call, QueryBlock block) throws RefusedException, SQLException {
    Clause clause = block.clauseOf(call.whole());
    boolean above =
        clause == Clause.LIST
            || clause == Clause.HAVING
            || clause == Clause.ORDER_BY
            || clause == Clause.QUALIFY
            || clause == Clause.GROUP_BY;
    if (isH2()
        && above
        && block.has(Clause.GROUP_BY)
        && !isAggregated(call, block)
        && !new GroupKeys(question, block, blocks).has(call)) {
      throw refused(
          call,
          "the database recognises a key of GROUP BY with a lookup in it only where it is an item of"
              + " the SELECT list with an alias, and mistakes rows for groups elsewhere",
          "Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS"
              + " q GROUP BY y.");
    }
  }

  /** H2 can be told how it folds names, which makes it another dialect. */
  private boolean isH2() {
    return analysis.dialect().name().equals(Dialect.H2.name());
  }

  private boolean rollsUp(QueryBlock block) {
    Span group = block.clause(Clause.GROUP_BY);
    return group != null
        && statement.tokens(group).stream().anyMatch(token -> token.isWord("ROLLUP"));
  }

  /** MySQL assigns from left to right, and what stands behind sees the new values. */
  private void checkAssigned(UdfCall call, QueryBlock block, List<Operand.Other> arguments)
      throws RefusedException {
    Span set = block.clause(Clause.SET);
    if (set == null || !set.contains(call.whole())) {
      return;
    }
    for (Span assignment : Expressions.split(set, token -> token.isSymbol(","), statement)) {
      if (assignment.end() > call.whole().start()) {
        return;
      }
      List<SqlToken> tokens = statement.tokens(assignment);
      int equals = 0;
      while (equals < tokens.size() && !tokens.get(equals).isSymbol("=")) {
        equals++;
      }
      String assigned = equals == 0 ? "" : tokens.get(equals - 1).unquoted();
      for (Operand.Other argument : arguments) {
        if (mentions(argument.span(), assigned)) {
          throw refused(
              call,
              "its argument "
                  + assigned
                  + " is assigned before it in this UPDATE, and the database uses the new value",
              "Write the assignment with the function first.");
        }
      }
    }
  }

  private boolean mentions(Span span, String name) {
    String bare = Analyzer.bare(name);
    return statement.tokens(span).stream().anyMatch(t -> t.unquoted().equalsIgnoreCase(bare));
  }

  private RefusedException refused(UdfCall call, String reason, String remedy) {
    return new RefusedException(analysis.refuse(call, reason, remedy));
  }

  /** Whether a call's map may be joined to the one table that its arguments come from. */
  boolean joins(
      UdfCall call,
      QueryBlock block,
      List<Operand.Other> arguments,
      List<Owner> owners,
      ResultMap map) {
    boolean one = owners.size() == 1 && owners.get(0).block() == block;
    if (!one
        || block.writes()
        || block.has(Clause.LOCKING)
        || owners.get(0).item().nested()
        || !starsCanBeNamed(block)) {
      return false;
    }
    for (Operand.Other argument : arguments) {
      if (blocks.stream().anyMatch(inner -> argument.span().contains(inner.span()))) {
        return false;
      }
    }
    // Of a row that an outer join made of NULLs only a plain column is known to be NULL.
    boolean plain = arguments.stream().allMatch(a -> a.expression() instanceof Column);
    boolean strict = map.arguments().stream().allMatch(ResultMap.Argument::strict);
    if (owners.get(0).item().nullable() && !(plain && strict)) {
      return false;
    }
    return !(block.has(Clause.GROUP_BY) && isAboveGroups(call, block));
  }

  private boolean isAboveGroups(UdfCall call, QueryBlock block) {
    Clause clause = block.clauseOf(call.whole());
    if (clause != Clause.LIST
        && clause != Clause.HAVING
        && clause != Clause.ORDER_BY
        && clause != Clause.QUALIFY) {
      return false;
    }
    Span group = block.clause(Clause.GROUP_BY);
    String source = CallArguments.source(call.whole(), statement);
    boolean grouped =
        group != null
            && Expressions.split(group, token -> token.isSymbol(","), statement).stream()
                .anyMatch(span -> CallArguments.source(span, statement).contains(source));
    return !grouped && !isAggregated(call, block);
  }

  private boolean isAggregated(UdfCall call, QueryBlock block) {
    int depth = 0;
    List<SqlToken> tokens = statement.tokens(new Span(block.span().start(), call.whole().start()));
    for (int i = tokens.size() - 1; i > 0; i--) {
      if (tokens.get(i).isSymbol(")")) {
        depth++;
      } else if (tokens.get(i).isSymbol("(") && depth > 0) {
        depth--;
      } else if (tokens.get(i).isSymbol("(")
          && AGGREGATES.contains(tokens.get(i - 1).text().toUpperCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  // SELECT lists.

  /** {@code *} would show the map's columns, so it must be possible to name the tables. */
  private boolean starsCanBeNamed(QueryBlock block) {
    List<SelectItem<?>> stars = stars(block);
    return stars.isEmpty()
        || (!block.merged()
            && block.items().stream().allMatch(item -> item.qualifier() != null)
            && stars.stream().allMatch(star -> isPlain(star)));
  }

  private boolean isPlain(SelectItem<?> star) {
    Span span = statement.span(star);
    return span != null && statement.tokens(span).size() == 1;
  }

  private List<SelectItem<?>> stars(QueryBlock block) {
    List<SelectItem<?>> stars = new ArrayList<>();
    for (SelectItem<?> item : items()) {
      Span span = statement.span(item);
      if (item.getExpression().getClass() == AllColumns.class
          && span != null
          && QueryBlocks.around(blocks, span) == block) {
        stars.add(item);
      }
    }
    return stars;
  }

  private List<SelectItem<?>> items() {
    List<SelectItem<?>> items = new ArrayList<>();
    Node root = statement.root();
    if (root != null) {
      collect(root, items);
    }
    return items;
  }

  private static void collect(Node node, List<SelectItem<?>> items) {
    if (node.jjtGetValue() instanceof PlainSelect select) {
      for (SelectItem<?> item : select.getSelectItems()) {
        if (items.stream().noneMatch(other -> other == item)) {
          items.add(item);
        }
      }
    }
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      collect(node.jjtGetChild(i), items);
    }
  }

  /** Names the tables of stars beside maps, and the columns whose labels a lookup would change. */
  void finish(LookupSplice splice) throws SQLException {
    for (QueryBlock block : blocks) {
      if (block.items().stream().anyMatch(item -> splice.joins(item.span()))) {
        for (SelectItem<?> star : stars(block)) {
          Span span = statement.span(star);
          if (span != null) {
            splice.put(span, named(block));
          }
        }
      }
    }
    for (QueryBlock block : blocks) {
      if (isH2() && block.has(Clause.GROUP_BY)) {
        new GroupKeys(question, block, blocks).name(splice);
      }
    }
    for (SelectItem<?> item : items()) {
      Span span = statement.span(item);
      String label = span == null || item.getAlias() != null ? null : label(item, span);
      if (span != null && label != null) {
        splice.put(new Span(span.end(), span.end()), " AS " + analysis.dialect().quoted(label));
      }
    }
  }

  private static String named(QueryBlock block) {
    StringBuilder list = new StringBuilder();
    for (FromItem item : block.items()) {
      list.append(list.length() == 0 ? "" : ", ").append(item.qualifier()).append(".*");
    }
    return list.toString();
  }

  /** The label that the user's text gives a column; null where the target gives it by itself. */
  private @Nullable String label(SelectItem<?> item, Span span) throws SQLException {
    boolean calls = question.remaining().stream().anyMatch(c -> span.contains(c.whole()));
    boolean folds = question.folded().stream().anyMatch(f -> span.contains(f.span()));
    UdfCall call = analysis.reader().call(item.getExpression());
    if (call != null) {
      return new PrintedArguments(question, blocks).label(call);
    }
    if (!calls && !folds) {
      return null;
    }
    UnaliasedLabel rule = analysis.dialect().unaliasedLabel();
    return rule == UnaliasedLabel.SOURCE_TEXT ? span.of(statement.sql()) : null;
  }
}
