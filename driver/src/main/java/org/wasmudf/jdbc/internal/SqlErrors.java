package org.wasmudf.jdbc.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The one place where our own failures become SQLExceptions. */
public final class SqlErrors {
  private SqlErrors() {}

  /** An error of our own; the message names the object, the rule and the remedy. */
  public static SQLException of(SqlState state, String message) {
    return of(state, message, null);
  }

  /** An error of our own with what caused it. */
  public static SQLException of(SqlState state, String message, @Nullable Throwable cause) {
    return new SQLException(message, state.code(), 0, cause);
  }
}
