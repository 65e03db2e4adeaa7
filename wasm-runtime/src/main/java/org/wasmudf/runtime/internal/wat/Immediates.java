package org.wasmudf.runtime.internal.wat;

/** What may stand after an instruction's keyword. */
enum Immediates {
  NONE,
  LOCAL,
  GLOBAL,
  FUNCTION,
  LABEL,
  /** One or more labels, the last of which is the default. */
  LABEL_TABLE,
  /** A table, by default table 0, and a type use. */
  INDIRECT_CALL,
  /** {@code (result t)} clauses. */
  RESULT_TYPES,
  /** {@code func} or {@code extern}. */
  HEAP_TYPE,
  /** A table, by default table 0. */
  TABLE,
  /** Two tables, or none for table 0 twice. */
  TABLE_TABLE,
  /** A table, by default table 0, and an element segment. */
  TABLE_ELEMENTS,
  ELEMENTS,
  /** Nothing but, as later specifications allow, the only memory there is. */
  MEMORY,
  MEMORY_MEMORY,
  MEMORY_DATA,
  DATA,
  /** {@code offset=o align=a}. */
  MEMORY_ACCESS,
  MEMORY_ACCESS_AND_LANE,
  LANE,
  /** Sixteen lanes. */
  LANES,
  I32,
  I64,
  F32,
  F64,
  /** A shape and as many numbers as it has lanes. */
  V128
}
