package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * The keys of GROUP BY on H2, which takes the value of any row of a group for an expression that it
 * does not recognise as a key, and recognises few. So a key with a call is named by its alias in
 * the SELECT list, and a call above groups must be a part of such a key.
 */
final class GroupKeys {
  private final Way.Question question;
  private final ParsedStatement statement;
  private final QueryBlock block;
  private final List<Item> items = new ArrayList<>();

  /**
   * An item of the SELECT list that is a key.
   *
   * @param source its expression
   * @param name that GROUP BY can name it by
   */
  private record Item(Span span, String source, String name) {}

  GroupKeys(Way.Question question, QueryBlock block, List<QueryBlock> blocks) throws SQLException {
    this.question = question;
    this.statement = question.analysis().statement();
    this.block = block;
    for (Span span : elements(Clause.LIST)) {
      String name = calls(span) ? name(span, blocks) : null;
      String source = source(bare(span));
      boolean grouped = false;
      for (Span element : elements(Clause.GROUP_BY)) {
        String key = source(element);
        grouped |= key.equals(source) || (name != null && key.equalsIgnoreCase(name));
      }
      if (name != null && grouped) {
        items.add(new Item(span, source, name));
      }
    }
  }

  private boolean calls(Span span) {
    return question.remaining().stream().anyMatch(call -> span.contains(call.whole()));
  }

  private String source(Span span) {
    return CallArguments.source(span, statement);
  }

  private List<Span> elements(Clause clause) {
    Span span = block.clause(clause);
    if (span == null) {
      return List.of();
    }
    List<SqlToken> tokens = statement.tokens(span);
    boolean distinct = clause == Clause.LIST && tokens.get(0).isAnyWord("DISTINCT", "ALL");
    int from = distinct && tokens.size() > 1 ? 1 : 0;
    return Expressions.split(
        new Span(tokens.get(from).start(), span.end()), token -> token.isSymbol(","), statement);
  }

  /** The alias of an item, where no table has a column of that name; or the label it will get. */
  private @Nullable String name(Span item, List<QueryBlock> blocks) throws SQLException {
    Span expression = bare(item);
    if (expression.equals(item)) {
      for (UdfCall call : question.remaining()) {
        if (call.whole().equals(item)) {
          String label = new PrintedArguments(question, blocks).label(call);
          return question.analysis().dialect().quoted(label);
        }
      }
      return null;
    }
    List<SqlToken> tokens = statement.tokens(item);
    String alias = tokens.get(tokens.size() - 1).text();
    StringBuilder sql = new StringBuilder("SELECT ").append(alias);
    String between = " FROM ";
    for (Span table : block.tables()) {
      if (calls(table)) {
        return null;
      }
      sql.append(between).append(table.of(statement.sql()));
      between = ", ";
    }
    return question.probe().tryColumns(sql.toString()) == null ? alias : null;
  }

  /** Whether a call above the groups is a part of what can be named. */
  boolean has(UdfCall call) {
    Clause clause = block.clauseOf(call.whole());
    if (clause != Clause.LIST && clause != Clause.ORDER_BY && clause != Clause.GROUP_BY) {
      return false;
    }
    for (Span element : elements(clause)) {
      if (element.contains(call.whole())) {
        Span expression = clause == Clause.GROUP_BY ? element : bare(element);
        return items.stream().anyMatch(item -> item.source().equals(source(expression)));
      }
    }
    return false;
  }

  /** Names the keys. */
  void name(LookupSplice splice) {
    for (Clause clause : List.of(Clause.GROUP_BY, Clause.ORDER_BY)) {
      for (Span element : elements(clause)) {
        Span expression = clause == Clause.ORDER_BY ? bare(element) : element;
        for (Item item : items) {
          if (calls(expression) && item.source().equals(source(expression))) {
            splice.replace(expression, item.name());
          }
        }
      }
    }
  }

  /** An element without its alias, or without the words of its order. */
  private Span bare(Span element) {
    List<SqlToken> tokens = statement.tokens(element);
    int last = tokens.size() - 1;
    while (last > 0 && tokens.get(last).isAnyWord("ASC", "DESC", "NULLS", "FIRST", "LAST")) {
      last--;
    }
    boolean alias =
        last > 0
            && last == tokens.size() - 1
            && (tokens.get(last).kind() == SqlToken.Kind.WORD
                || tokens.get(last).kind() == SqlToken.Kind.QUOTED_NAME);
    if (alias && tokens.get(last - 1).isWord("AS")) {
      last -= 2;
    } else if (alias && endsExpression(tokens.get(last - 1)) && !tokens.get(last).isWord("END")) {
      last--;
    }
    return new Span(element.start(), tokens.get(Math.max(last, 0)).end());
  }

  private static boolean endsExpression(SqlToken token) {
    return token.isSymbol(")")
        || token.isWord("END")
        || token.kind() == SqlToken.Kind.NUMBER
        || token.kind() == SqlToken.Kind.STRING;
  }
}
