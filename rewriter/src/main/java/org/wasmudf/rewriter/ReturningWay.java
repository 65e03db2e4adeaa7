package org.wasmudf.rewriter;

import java.sql.SQLException;
import net.sf.jsqlparser.statement.ReturningClause;

/** The calls stand in RETURNING of a statement that writes: its rows are streamed. */
final class ReturningWay implements Way {
  @Override
  public Attempt attempt(Question question) throws RefusedException, SQLException {
    Analysis analysis = question.analysis();
    ReturningClause clause = ReturningPlanning.of(analysis.statement().statement());
    UdfCall last = question.remaining().get(question.remaining().size() - 1);
    boolean returned =
        clause != null && !clause.isEmpty() && last.place().clause().equals("RETURNING");
    if (clause == null || !returned) {
      return new Attempt.Declined(Refusals.writing(analysis, last));
    }
    try {
      return new Attempt.Planned(new ReturningPlanning(question, clause).plan());
    } catch (RefusedException e) {
      if (!e.sqlState().equals(Refusal.NOT_PLANNED)) {
        throw e;
      }
      return new Attempt.Declined(e.refusal());
    }
  }
}
