package org.wasmudf.jdbc.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a caller has set, remembered so that they can be bound to generated
 * statements.
 */
public interface BoundParameters {
  /**
   * The value as the caller gave it, null for NULL.
   *
   * @throws SQLException 07001 where this parameter was not set
   */
  @Nullable Object value(int ordinal) throws SQLException;

  /** Repeats the caller's own setter on another statement. */
  void bind(int ordinal, PreparedStatement target, int targetOrdinal) throws SQLException;
}
