package org.wasmudf.integration.pushback;

/** How a statement is executed. */
enum Mode {
  /** A plain statement in autocommit. */
  PLAIN,
  /** A prepared statement in autocommit, where it only reads twice. */
  PREPARED,
  /** A plain or prepared statement in a transaction that is committed. */
  COMMITTED,
  /** The same in one that is rolled back. */
  ROLLED_BACK;

  boolean transaction() {
    return this == COMMITTED || this == ROLLED_BACK;
  }
}
