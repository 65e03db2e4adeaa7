package org.wasmudf.rewriter.dialect;

/** How a database compares a floating-point number with an exact one. */
public enum MixedNumbers {
  /** Both become doubles. */
  AS_DOUBLE,
  /**
   * Both become decimals, the floating-point number by its shortest decimal; integers of up to 32
   * bits become doubles. H2, TypeInfo.getHigherType of 2.x.
   */
  AS_SHORTEST_DECIMAL,
  /** Not known. */
  UNKNOWN
}
