package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.bridge.BridgeCalls;

/** Results of a rewritten text, which ran on a prepared statement of its own. */
final class TargetOutcome implements Outcome {
  private final ProxyStatement owner;
  private final PreparedStatement target;
  private final @Nullable BridgeCalls calls;
  private @Nullable ResultSet first;
  private @Nullable ResultSet given;
  private long count = -1;

  /**
   * @param calls the functions that the target calls, null where it calls none
   */
  TargetOutcome(ProxyStatement owner, PreparedStatement target, @Nullable BridgeCalls calls) {
    this.owner = owner;
    this.target = target;
    this.calls = calls;
  }

  /** Whether the target has rows to give. */
  boolean hasRows() {
    return first != null;
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
    ResultSet wrapped = owner.wrap(given);
    if (calls != null && wrapped instanceof ProxyResultSet rows) {
      rows.calling(calls);
    }
    return wrapped;
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
    if (calls == null) {
      closeRows(given);
      return;
    }
    try (calls) {
      // The target must not step once its functions are gone.
      closeRows(given == null ? first : given);
    }
  }

  private static void closeRows(@Nullable ResultSet rows) throws SQLException {
    if (rows != null) {
      rows.close();
    }
  }

  @Override
  public void cancel() {
    ProxyStatement.cancelQuietly(target);
  }
}
