package org.wasmudf.rewriter.plan;

/** What one {@code ?} of a generated statement is bound to. */
public sealed interface Binding {
  /**
   * A parameter of the user's text, bound just as the caller set it.
   *
   * @param ordinal from 1, in the user's text
   */
  record UserParameter(int ordinal) implements Binding {}

  /** A UDF call over constants and parameters, evaluated at execute. */
  record FoldedCall(ValueExpr.Call call) implements Binding {}
}
