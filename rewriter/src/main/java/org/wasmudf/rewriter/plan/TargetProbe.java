package org.wasmudf.rewriter.plan;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the target what it would return. The driver implements it. */
public interface TargetProbe {
  /**
   * The columns of a query, by preparing it; runs nothing.
   *
   * @param sql may contain {@code ?}
   * @throws SQLException the target's own
   */
  List<TargetColumn> columns(String sql) throws SQLException;

  /**
   * Runs a query over the session's settings ({@link
   * org.wasmudf.rewriter.dialect.SettingCheck#query()}).
   *
   * @return its first column in its first row as text; null where there is no row or it is NULL
   * @throws SQLException the target's own
   */
  @Nullable String setting(String query) throws SQLException;
}
