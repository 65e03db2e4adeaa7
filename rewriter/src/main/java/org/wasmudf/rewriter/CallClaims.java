package org.wasmudf.rewriter;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.wasmudf.rewriter.parse.Span;

/** Keeps book of the calls that a plan has taken up, and pushes their arguments. */
final class CallClaims {
  private final Way.Question question;
  private final PushedColumns columns;
  private final Set<UdfCall> claimed = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Looks at an expression that the target will evaluate for a call. */
  @FunctionalInterface
  interface Check {
    void check(Span span) throws RefusedException;
  }

  CallClaims(Way.Question question, PushedColumns columns) {
    this.question = question;
    this.columns = columns;
  }

  /** Takes up a call and those that are its arguments. */
  void claim(UdfCall call, Check check) throws RefusedException {
    if (!claimed.add(call)) {
      return;
    }
    for (Operand argument : call.arguments()) {
      if (argument instanceof Operand.Result result) {
        claim(result.call(), check);
      } else if (argument instanceof Operand.Other other) {
        refuseInner(other.span());
        check.check(other.span());
        columns.add(other);
      }
    }
  }

  /** An expression of the target must not have a call that needs rows within. */
  void refuseInner(Span span) throws RefusedException {
    for (UdfCall inner : question.analysis().within(span)) {
      if (!question.isFolded(inner)) {
        throw new RefusedException(Refusals.expression(question.analysis(), inner));
      }
    }
  }

  boolean has(UdfCall call) {
    return claimed.contains(call);
  }
}
