package org.wasmudf.rewriter.plan;

import org.wasmudf.store.SqlType;

/** Who knows the type of a parameter of the user's text, for ParameterMetaData. */
public sealed interface ParameterUse {
  /** Bound in the client, converted to this type. */
  record Client(SqlType type) implements ParameterUse {}

  /**
   * Bound in the generated statement.
   *
   * @param ordinal from 1, in the generated statement
   */
  record Target(int ordinal) implements ParameterUse {}

  /**
   * Bound in the statement of {@link Echo}.
   *
   * @param ordinal from 1, in that statement
   */
  record Echoed(int ordinal) implements ParameterUse {}
}
