package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;

/** Finds the FROM items that the columns of a call's arguments belong to. */
final class ArgumentOwners {
  private final Way.Question question;
  private final ParsedStatement statement;
  private final List<QueryBlock> blocks;

  /** An item of FROM and the block that it belongs to. */
  record Owner(QueryBlock block, FromItem item) {}

  ArgumentOwners(Way.Question question, List<QueryBlock> blocks) {
    this.question = question;
    this.statement = question.analysis().statement();
    this.blocks = blocks;
  }

  /**
   * The owners, in the order of the text.
   *
   * @throws RefusedException where a column belongs to nothing that can be read by itself
   */
  List<Owner> of(UdfCall call, List<Operand.Other> arguments)
      throws RefusedException, SQLException {
    Set<Owner> owners = new LinkedHashSet<>();
    for (Operand.Other argument : arguments) {
      for (Column column : columns(argument)) {
        Span span = statement.span(column);
        Owner owner = span == null ? null : owner(column, span, argument.span(), call);
        if (owner != null) {
          owners.add(owner);
        }
      }
    }
    List<Owner> ordered = new ArrayList<>(owners);
    ordered.sort((a, b) -> Integer.compare(a.item().span().start(), b.item().span().start()));
    return ordered;
  }

  private List<Column> columns(Operand.Other argument) {
    List<Column> columns = new ArrayList<>();
    Node node = statement.node(argument.expression());
    if (node == null) {
      node = statement.root();
    }
    if (node != null) {
      collect(node, argument.span(), columns);
    }
    return columns;
  }

  private void collect(Node node, Span within, List<Column> columns) {
    if (node.jjtGetValue() instanceof Column column
        && columns.stream().noneMatch(other -> other == column)) {
      Span span = statement.span(column);
      if (span != null && within.contains(span)) {
        columns.add(column);
      }
    }
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      collect(node.jjtGetChild(i), within, columns);
    }
  }

  /** The owner of a column; null for a column of a subquery within the argument. */
  private @Nullable Owner owner(Column column, Span span, Span argument, UdfCall call)
      throws RefusedException, SQLException {
    QueryBlock innermost = QueryBlocks.around(blocks, span);
    List<QueryBlock> chain = innermost == null ? List.of() : innermost.chain();
    Table table = column.getTable();
    String qualifier = table == null ? null : table.getName();
    List<Owner> candidates = new ArrayList<>();
    for (QueryBlock block : chain) {
      // What INSERT writes to is in scope only where it meets a row that is there already.
      if (block.kind() == QueryBlock.Kind.INSERT
          && block.clauseOf(call.whole()) != QueryBlock.Clause.CONFLICT) {
        continue;
      }
      for (FromItem item : block.items()) {
        boolean own = !item.span().contains(call.whole());
        if (own && (qualifier == null || item.isCalled(qualifier))) {
          candidates.add(new Owner(block, item));
        }
      }
    }
    Owner found =
        candidates.size() == 1 || (qualifier != null && !candidates.isEmpty())
            ? candidates.get(0)
            : probe(span, candidates);
    if (found == null) {
      if (chain.stream().anyMatch(block -> argument.contains(block.span()))) {
        // It may be a name of the subquery's own that only the target can tell.
        return null;
      }
      UserText.check(question);
      throw new RefusedException(
          question
              .analysis()
              .refuse(
                  span,
                  "it is no column of a table in FROM that can be read by itself, so the"
                      + " function's arguments cannot be collected",
                  "Write the table's name or alias before the column."));
    }
    return argument.contains(found.block().span()) ? null : found;
  }

  /** Asks the target which of the items has the column. */
  private @Nullable Owner probe(Span column, List<Owner> candidates) throws SQLException {
    for (Owner owner : candidates) {
      GeneratedSql sql = new GeneratedSql(statement, question.folded());
      sql.text("SELECT ").source(column).text(" FROM ").source(owner.item().span());
      if (question.analysis().within(owner.item().span()).isEmpty()
          && question.probe().tryColumns(sql.sql()) != null) {
        return owner;
      }
    }
    return null;
  }
}
