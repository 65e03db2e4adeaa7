package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetProbe;
import org.wasmudf.store.Catalog;

/**
 * One of the ways that a statement with UDF calls can take. The planner asks them in order; the
 * refusal of the last is the statement's. A further way (bridge, push-back) is one more of these.
 */
interface Way {
  /** What a way makes of a statement. */
  sealed interface Attempt {
    /** The statement takes this way. */
    record Planned(StatementPlan plan) implements Attempt {}

    /** Not this way; another may. */
    record Declined(Refusal refusal) implements Attempt {}
  }

  /**
   * A statement and what is known of it.
   *
   * @param folded calls that are evaluated once per execution, whatever the way
   */
  record Question(Analysis analysis, List<FoldedCall> folded, TargetProbe probe, Catalog catalog) {
    public Question {
      folded = List.copyOf(folded);
    }

    /** The calls that need rows, without those that are arguments of another. */
    List<UdfCall> remaining() {
      return analysis.calls().stream()
          .filter(call -> call.argumentOf() == null && !isFolded(call))
          .toList();
    }

    boolean isFolded(UdfCall call) {
      return folded.stream().anyMatch(f -> f.span().contains(call.whole()));
    }
  }

  /**
   * Tries to plan the statement this way.
   *
   * @throws RefusedException where no way can take it: an unknown function, an ambiguous call
   * @throws SQLException the target's own, from preparing a part of the statement
   */
  Attempt attempt(Question question) throws RefusedException, SQLException;
}
