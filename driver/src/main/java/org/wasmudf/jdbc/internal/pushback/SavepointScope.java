package org.wasmudf.jdbc.internal.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A savepoint within the caller's transaction, where a raise on the target would end the
 * transaction. Made by text: a driver whose transaction was begun by text refuses its own method.
 */
final class SavepointScope implements TargetScope {
  private static final String NAME = "wasmudf_statement";

  private final Connection target;
  private final boolean releases;

  private SavepointScope(Connection target, boolean releases) {
    this.target = target;
    this.releases = releases;
  }

  /**
   * Sets one.
   *
   * @param releases whether the target can forget it; else the next one of the name replaces it
   */
  static SavepointScope begin(Connection target, boolean releases) throws SQLException {
    SavepointScope scope = new SavepointScope(target, releases);
    scope.execute("SAVEPOINT " + NAME);
    return scope;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }

  private void release() throws SQLException {
    if (releases) {
      execute("RELEASE SAVEPOINT " + NAME);
    }
  }

  @Override
  public void succeed() throws SQLException {
    try {
      release();
    } catch (SQLException | RuntimeException e) {
      fail(e);
      throw e;
    }
  }

  @Override
  public boolean fail(Throwable why) {
    try {
      execute("ROLLBACK TO SAVEPOINT " + NAME);
      release();
      return true;
    } catch (SQLException | RuntimeException e) {
      if (e != why) {
        why.addSuppressed(e);
      }
      return false;
    }
  }
}
