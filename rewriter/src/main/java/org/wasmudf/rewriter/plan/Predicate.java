package org.wasmudf.rewriter.plan;

import java.util.List;

/** A condition over one row in SQL's three-valued logic. */
public sealed interface Predicate {
  /** How two values compare; decided by the planner from both types and the dialect. */
  enum Comparison {
    /** Both are integers or decimals: exact. */
    EXACT,
    /** Both are compared as IEEE 754 doubles, NaN and -0.0 as the dialect says. */
    FLOATING,
    /** Text by its UTF-16 code units. */
    TEXT_UTF16,
    /** Byte strings, unsigned, left to right. */
    BINARY,
    BOOLEAN,
    DATE,
    TIME,
    TIMESTAMP,
    /** Timestamps with time zone, as instants. */
    INSTANT
  }

  /** The operators. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  record Compare(Operator operator, ValueExpr left, ValueExpr right, Comparison comparison)
      implements Predicate {}

  /** A BOOLEAN value as a condition. */
  record Truth(ValueExpr value) implements Predicate {}

  record IsNull(ValueExpr value) implements Predicate {}

  record Not(Predicate operand) implements Predicate {}

  record And(List<Predicate> operands) implements Predicate {}

  /** The operands from left to right; the rest is not evaluated for rows where one is TRUE. */
  record Or(List<Predicate> operands) implements Predicate {}
}
