package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;
import org.wasmudf.rewriter.lookup.RenderedSql;

/**
 * Runs the statement of a plan once its maps are on the target.
 *
 * @param <T> its results
 */
public interface FinalStatement<T> {
  /**
   * Runs it, with all of its rows in the driver's memory: the maps are gone when it returns.
   *
   * @throws SQLException the target's own, as it came; 57014 where the statement is to stop
   */
  T run(RenderedSql statement) throws SQLException;
}
