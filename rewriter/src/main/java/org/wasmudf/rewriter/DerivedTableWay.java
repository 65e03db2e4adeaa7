package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.StatementPlan;

/** A derived table is all of the query's FROM, and its calls can be moved out of it. */
final class DerivedTableWay implements Way {
  @Override
  public Attempt attempt(Question question) throws RefusedException, SQLException {
    Analysis analysis = question.analysis();
    Attempt.Declined declined =
        new Attempt.Declined(
            analysis.refuse(
                question.remaining().get(0),
                "it does not stand in a derived table that is all of FROM",
                "Call the function in the outermost SELECT list or WHERE."));
    String text = DerivedTables.moveUp(question);
    if (text == null) {
      return declined;
    }
    ParsedStatement moved = ParsedStatement.parse(text, analysis.dialect());
    if (moved.parameterCount() != analysis.statement().parameterCount()) {
      return declined;
    }
    try {
      StatementPlan plan =
          Planner.plan(
              moved,
              question.catalog(),
              analysis.dialect(),
              question.probe(),
              Planner.PLAIN_STREAMS);
      return new Attempt.Planned(plan instanceof StatementPlan.PassThrough ? unread(moved) : plan);
    } catch (RefusedException e) {
      // Said of a text that the user has not written; the user's own is refused instead.
      return declined;
    }
  }

  /** Calls whose result nobody reads are gone from the text, so the target runs what is left. */
  private static StatementPlan unread(ParsedStatement moved) {
    GeneratedSql sql = new GeneratedSql(moved, List.of()).source(0, moved.sql().length());
    return new StatementPlan.Folded(
        sql.sql(),
        sql.bindings(),
        new ParameterUses(moved.parameterCount()).add(sql.bindings()).list(),
        "the query does not read the function's result");
  }
}
