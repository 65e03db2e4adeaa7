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
   * As {@link #columns}, for a text of ours that the target may refuse. The caller's transaction
   * survives a refusal.
   *
   * @return null where the target refuses it
   * @throws SQLException where the target cannot be asked
   */
  default @Nullable List<TargetColumn> tryColumns(String sql) throws SQLException {
    try {
      return columns(sql);
    } catch (SQLException e) {
      return null;
    }
  }

  /**
   * Prepares a statement of any kind, so that a target that checks it does; runs nothing. The
   * caller's transaction survives a refusal.
   *
   * @return why the target refuses it, or null
   * @throws SQLException where the target cannot be asked
   */
  default @Nullable SQLException refusalOf(String sql) throws SQLException {
    try {
      columns(sql);
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  /**
   * Runs a query over the session's settings ({@link
   * org.wasmudf.rewriter.dialect.SettingCheck#query()}).
   *
   * @return its first column in its first row as text; null where there is no row or it is NULL
   * @throws SQLException the target's own
   */
  @Nullable String setting(String query) throws SQLException;
}
