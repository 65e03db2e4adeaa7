package org.wasmudf.store;

/** What may be assumed of two calls with the same arguments. */
public enum Volatility {
  /** The same result always. */
  DETERMINISTIC,
  /** The same result within one statement. */
  STABLE,
  /** Nothing: each call counts. */
  VOLATILE
}
