package org.wasmudf.rewriter.plan;

import java.util.List;

/** A condition over one row in SQL's three-valued logic. */
public sealed interface Predicate {
  /** How two values compare; decided by the planner from both types and the dialect. */
  enum Comparison {
    /** Both are integers or decimals: exact. */
    EXACT,
    /**
     * Both are compared as IEEE 754 doubles (REAL widened, exact numbers rounded). NaN equals NaN
     * and is greater than all else; -0.0 equals 0.0.
     */
    FLOATING,
    /**
     * Both are compared as decimals, a floating-point number by its shortest decimal
     * (Double.toString, for REAL Float.toString). NaN and infinities as in {@link #FLOATING}.
     */
    SHORTEST_DECIMAL,
    /** Text by its UTF-16 code units. */
    TEXT_UTF16,
    /** Text by its code points. */
    TEXT_CODE_POINTS,
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

  /**
   * A BOOLEAN value as a condition. A pushed column may be a number where the target has no
   * BOOLEAN: TRUE where it is not 0.
   */
  record Truth(ValueExpr value) implements Predicate {}

  record IsNull(ValueExpr value) implements Predicate {}

  /** TRUE where the operand is neither TRUE nor FALSE, else FALSE. */
  record IsUnknown(Predicate operand) implements Predicate {}

  record Not(Predicate operand) implements Predicate {}

  /** The operands from left to right; the rest is not evaluated for rows where one is FALSE. */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** The operands from left to right; the rest is not evaluated for rows where one is TRUE. */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }
  }
}
