package org.wasmudf.jdbc.internal.proxy;

import java.sql.SQLException;
import java.util.List;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** Closes several things although one fails. */
final class Closing {
  private Closing() {}

  /**
   * Closes all, the last first.
   *
   * @throws SQLException the first failure, with the others suppressed in it
   */
  static void closeLastFirst(List<? extends AutoCloseable> parts) throws SQLException {
    SQLException failure = null;
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception e) {
        SQLException thrown =
            e instanceof SQLException own
                ? own
                : SqlErrors.of(SqlState.INTERNAL_ERROR, "Closing failed: " + e, e);
        if (failure == null) {
          failure = thrown;
        } else {
          failure.addSuppressed(thrown);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
