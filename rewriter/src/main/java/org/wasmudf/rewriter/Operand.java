package org.wasmudf.rewriter;

import net.sf.jsqlparser.expression.Expression;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/** What an argument of a call, or a side of a comparison, is. */
sealed interface Operand {
  /** Where it stands, without parentheses around it. */
  Span span();

  /** A literal whose value we know. */
  record Literal(Span span, ValueExpr.Constant value, ValueType type) implements Operand {}

  /**
   * A parameter.
   *
   * @param castTo the type of a CAST around it, or null
   */
  record Parameter(Span span, int ordinal, @Nullable SqlType castTo) implements Operand {}

  /** The result of a UDF call. */
  record Result(Span span, UdfCall call) implements Operand {}

  /** Any other expression: the target's. */
  record Other(Span span, Expression expression) implements Operand {}
}
