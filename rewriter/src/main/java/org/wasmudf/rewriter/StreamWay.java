package org.wasmudf.rewriter;

import java.sql.SQLException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.Span;

/** Nothing but UDF evaluation is left above one query that the target runs. */
final class StreamWay implements Way {
  private final boolean echoes;

  /**
   * @param echoes whether the target may evaluate expressions over results, batch by batch
   */
  StreamWay(boolean echoes) {
    this.echoes = echoes;
  }

  @Override
  public Attempt attempt(Question question) throws RefusedException, SQLException {
    Statement tree = question.analysis().statement().statement();
    if (!(tree instanceof PlainSelect select)) {
      return new Attempt.Declined(notOneQuery(question, tree));
    }
    try {
      EchoForm form = echoes ? EchoForm.of(question.analysis().dialect()) : null;
      return new Attempt.Planned(new StreamPlanning(question, select, form).plan());
    } catch (RefusedException e) {
      if (!e.sqlState().equals(Refusal.NOT_PLANNED)) {
        throw e;
      }
      return new Attempt.Declined(e.refusal());
    }
  }

  private static Refusal notOneQuery(Question question, @Nullable Statement tree) {
    UdfCall call = question.remaining().get(0);
    Analysis analysis = question.analysis();
    if (tree instanceof SetOperationList) {
      return analysis.refuse(
          call,
          "the target combines the rows of UNION, INTERSECT or EXCEPT, and it does not have the"
              + " function's result",
          "Run the queries one by one.");
    }
    if (tree instanceof Select) {
      Span span = analysis.statement().span(tree);
      return analysis.refuse(
          span == null ? call.whole() : span,
          "a WASM function over rows needs one plain SELECT",
          "Write the query without the parentheses around it.");
    }
    return Refusals.writing(analysis, call);
  }
}
