package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * The target runs the user's own text, in which each call is a lookup of results that were
 * evaluated ahead.
 */
final class PushBackWay implements Way {
  @Override
  public Attempt attempt(Question question) throws RefusedException, SQLException {
    Optional<Lookups> lookups = Lookups.of(question.analysis().dialect());
    if (lookups.isEmpty()) {
      return new Attempt.Declined(
          question
              .analysis()
              .refuse(
                  question.remaining().get(0),
                  "no exact way is known to look up results on this database",
                  "Call the function in the outermost SELECT list or WHERE."));
    }
    try {
      Lookups session = lookups.get();
      Optional<String> query = session.sessionQuery();
      if (query.isPresent()) {
        session = session.forSession(question.probe().setting(query.get()));
      }
      StatementPlan.PushBack plan = new PushBackPlanning(question, session, Forms.JOINS).plan();
      SQLException refusal = refusalOf(plan, question);
      if (refusal != null) {
        plan = new PushBackPlanning(question, session, Forms.SCALARS).plan();
        refusal = refusalOf(plan, question);
      }
      if (refusal != null) {
        // The user's own mistake is told in the target's own words.
        UserText.check(question);
        return new Attempt.Declined(
            question
                .analysis()
                .refuse(
                    question.remaining().get(0),
                    "the target does not take a lookup of its results in this place ("
                        + firstLine(refusal)
                        + ")",
                    "Call the function in a derived table, SELECT f(x) AS y FROM ..., and use"
                        + " y in its place."));
      }
      return new Attempt.Planned(plan);
    } catch (RefusedException e) {
      if (!e.sqlState().equals(Refusal.NOT_PLANNED)) {
        throw e;
      }
      return new Attempt.Declined(e.refusal());
    }
  }

  private static @Nullable SQLException refusalOf(StatementPlan.PushBack plan, Question question)
      throws SQLException {
    return question.probe().refusalOf(plan.described());
  }

  private static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** How lookups may be written. */
  enum Forms {
    /** Joined to the table that the arguments come from, where that is the same. */
    JOINS,
    /** Scalar subqueries everywhere. */
    SCALARS
  }
}
