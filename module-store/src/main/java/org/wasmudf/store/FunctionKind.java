package org.wasmudf.store;

/** What a function is called on: a row, a group, a partition, or nothing (it makes rows). */
public enum FunctionKind {
  SCALAR,
  AGGREGATE,
  TABLE,
  WINDOW
}
