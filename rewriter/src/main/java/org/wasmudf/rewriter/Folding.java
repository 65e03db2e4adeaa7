package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * Finds the calls that can be evaluated once per execution: all of their arguments are constants,
 * parameters or such calls again, no function of theirs is volatile, and nothing around them may
 * leave them unevaluated.
 */
final class Folding {
  private Folding() {}

  /** The outermost such calls, in the order of the text. */
  static List<FoldedCall> fold(Analysis analysis) throws RefusedException {
    Calls calls = new Calls(analysis, Calls.Columns.NONE);
    List<FoldedCall> folded = new ArrayList<>();
    for (UdfCall call : analysis.calls()) {
      if (call.argumentOf() != null || call.place().guarded() || !Calls.constant(call)) {
        continue;
      }
      ValueExpr.Call value = calls.resolve(call);
      Optional<String> type =
          analysis.dialect().castTypes().name(value.function().signature().returns());
      if (!Calls.isVolatile(value) && type.isPresent()) {
        Span span = call.whole();
        folded.add(new FoldedCall(call, span, value, "CAST(? AS " + type.get() + ")"));
      }
    }
    return List.copyOf(folded);
  }
}
