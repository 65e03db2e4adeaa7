package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;

/** Keeps SELECT lists as they were: which columns a star shows, and how columns are labelled. */
final class LookupLists {
  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final List<QueryBlock> blocks;

  LookupLists(Way.Question question, List<QueryBlock> blocks) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.blocks = blocks;
  }

  /** {@code *} would show the map's columns, so it must be possible to name the tables. */
  boolean starsCanBeNamed(QueryBlock block) {
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
      if (analysis.dialect().name().equals(Dialect.H2.name()) && block.has(Clause.GROUP_BY)) {
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
    return switch (analysis.dialect().unaliasedLabel()) {
      case SOURCE_TEXT -> span.of(statement.sql());
      case PRINTED -> new PrintedArguments(question, blocks).label(span);
      case FUNCTION_NAME -> castLabel(item.getExpression());
    };
  }

  /** PostgreSQL names a cast after the function below it. */
  private @Nullable String castLabel(Expression expression) {
    Expression inner = Expressions.inner(expression);
    if (inner instanceof CastExpression cast) {
      UdfCall call = analysis.reader().call(cast.getLeftExpression());
      return call == null
          ? castLabel(cast.getLeftExpression())
          : new Labels(analysis, Map.of()).of(call);
    }
    return inner == expression ? null : castLabel(inner);
  }
}
