package org.wasmudf.jdbc.internal.options;

/** Which of our DDL statements a connection may run. */
public enum DdlMode {
  ON,
  /** Only TEMPORARY functions. */
  TEMPORARY,
  OFF
}
