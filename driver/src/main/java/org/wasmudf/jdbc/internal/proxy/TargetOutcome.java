package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Results of a rewritten text, which ran on a prepared statement of its own. */
final class TargetOutcome implements Outcome {
  private final ProxyStatement owner;
  private final PreparedStatement target;
  private @Nullable ResultSet first;
  private @Nullable ResultSet given;
  private long count = -1;

  TargetOutcome(ProxyStatement owner, PreparedStatement target) {
    this.owner = owner;
    this.target = target;
  }

  /** What executeQuery returned: not every driver gives it again. */
  TargetOutcome rows(@Nullable ResultSet rows) {
    first = rows;
    return this;
  }

  /** What execute returned; the rows are asked for once, since some drivers give them only once. */
  TargetOutcome any(boolean rows) throws SQLException {
    first = rows ? target.getResultSet() : null;
    return this;
  }

  /** What executeUpdate returned. */
  TargetOutcome count(long updated) {
    count = updated;
    return this;
  }

  @Override
  public @Nullable ResultSet resultSet() throws SQLException {
    if (count >= 0) {
      return null;
    }
    given = first;
    return owner.wrap(given);
  }

  /** The large form only where it is needed: not every driver has it. */
  @Override
  public long updateCount() throws SQLException {
    if (count >= 0 || first != null) {
      return count;
    }
    int small = target.getUpdateCount();
    return small == Integer.MAX_VALUE ? target.getLargeUpdateCount() : small;
  }

  @Override
  public boolean moreResults(int current) throws SQLException {
    first = null;
    count = -1;
    boolean more = target.getMoreResults(current);
    any(more);
    return more;
  }

  @Override
  public @Nullable ResultSet generatedKeys() throws SQLException {
    return owner.wrapKeys(target.getGeneratedKeys());
  }

  @Override
  public @Nullable SQLWarning warnings() throws SQLException {
    return target.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    target.clearWarnings();
  }

  @Override
  public void close() throws SQLException {
    if (given != null) {
      given.close();
    }
  }

  @Override
  public void cancel() {
    ProxyStatement.cancelQuietly(target);
  }
}
