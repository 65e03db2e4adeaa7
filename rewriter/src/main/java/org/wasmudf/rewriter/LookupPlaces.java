package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.dialect.Dialect;
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
        || !new LookupLists(question, blocks).starsCanBeNamed(block)) {
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
}
