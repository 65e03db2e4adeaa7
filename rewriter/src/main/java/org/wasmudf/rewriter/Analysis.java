package org.wasmudf.rewriter;

import java.util.List;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;

/**
 * The UDF calls of a statement.
 *
 * @param calls all of them, nested ones too, in the order of the text
 * @param reader makes operands of expressions
 */
record Analysis(
    ParsedStatement statement, Dialect dialect, List<UdfCall> calls, OperandReader reader) {
  Analysis {
    calls = List.copyOf(calls);
  }

  /** The calls that lie within a span, nested ones too. */
  List<UdfCall> within(Span span) {
    return calls.stream().filter(call -> span.contains(call.whole())).toList();
  }

  /** A refusal of a call's place. */
  Refusal refuse(UdfCall call, String reason, String remedy) {
    return refuse(call.whole(), reason, remedy);
  }

  /** A refusal of a stretch of the text. */
  Refusal refuse(Span construct, String reason, String remedy) {
    return new Refusal(
        Refusal.NOT_PLANNED,
        construct.of(statement.sql()),
        statement.position(construct.start()),
        reason,
        remedy);
  }
}
