package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.StatementPlan;

/** All calls have constant arguments: they are bound, and the target runs the statement. */
final class FoldWay implements Way {
  private record Label(int offset, String text) {}

  @Override
  public Attempt attempt(Question question) {
    Analysis analysis = question.analysis();
    ParsedStatement statement = analysis.statement();
    for (UdfCall call : question.remaining()) {
      return new Attempt.Declined(
          analysis.refuse(call, "it is not the same for all rows", "Give it constant arguments."));
    }
    GeneratedSql generated = new GeneratedSql(statement, question.folded());
    int at = 0;
    for (Label label : labels(question)) {
      generated.source(at, label.offset());
      generated.text(" AS " + analysis.dialect().quoted(label.text()));
      at = label.offset();
    }
    generated.source(at, statement.sql().length());
    String calls =
        question.folded().stream()
            .map(folded -> folded.span().of(statement.sql()))
            .distinct()
            .collect(Collectors.joining(", "));
    return new Attempt.Planned(
        new StatementPlan.Folded(
            generated.sql(),
            generated.bindings(),
            new ParameterUses(statement.parameterCount()).add(generated.bindings()).list(),
            calls + " does not depend on any row: evaluated once and bound"));
  }

  /** CAST would change the label of a column that has no alias. */
  private static List<Label> labels(Question question) {
    List<Label> labels = new ArrayList<>();
    Node root = question.analysis().statement().root();
    if (root != null) {
      collect(root, question, labels);
    }
    labels.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
    return labels.stream().distinct().toList();
  }

  private static void collect(Node node, Question question, List<Label> labels) {
    if (node.jjtGetValue() instanceof PlainSelect select) {
      for (SelectItem<?> item : select.getSelectItems()) {
        UdfCall call = question.analysis().reader().call(item.getExpression());
        Span span = question.analysis().statement().span(item);
        if (call != null && span != null && item.getAlias() == null) {
          labels.add(new Label(span.end(), new Labels(question.analysis(), Map.of()).of(call)));
        }
      }
    }
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      collect(node.jjtGetChild(i), question, labels);
    }
  }
}
