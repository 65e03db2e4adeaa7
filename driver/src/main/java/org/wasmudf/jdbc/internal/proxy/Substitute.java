package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;

/** The target's statement for a rewritten text, in place of the caller's own. */
record Substitute(String sql, Preparer preparer, PreparedStatement statement) {
  /** Whether it was prepared for this. */
  boolean fits(String other, Preparer otherPreparer) {
    return sql.equals(other) && preparer == otherPreparer;
  }
}
