package org.wasmudf.jdbc.internal.proxy;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.bridge.BridgeCalls;

/** Rows of the target, from which the way leads back to the caller's statement. */
final class ProxyResultSet extends DelegatingResultSet {
  private final ProxyConnection connection;

  /** Whether the target's rows come from a statement that it made for itself. */
  private final boolean keys;

  /** The functions that the target calls for these rows, null where it calls none. */
  private @Nullable BridgeCalls calls;

  /** What getStatement returns, once it is known. */
  private @Nullable ProxyStatement statement;

  ProxyResultSet(
      ProxyConnection connection, @Nullable ProxyStatement statement, ResultSet delegate) {
    this(connection, statement, delegate, false);
  }

  private ProxyResultSet(
      ProxyConnection connection,
      @Nullable ProxyStatement statement,
      ResultSet delegate,
      boolean keys) {
    super(delegate);
    this.connection = connection;
    this.statement = statement;
    this.keys = keys;
  }

  /** The keys that a statement generated, whatever statement the target asks for them. */
  static ProxyResultSet keys(
      ProxyConnection connection, ProxyStatement statement, ResultSet delegate) {
    return new ProxyResultSet(connection, statement, delegate, true);
  }

  @Override
  void settle() {
    connection.settle();
  }

  /** The target calls functions for these rows, until they are closed or there are no more. */
  void calling(BridgeCalls functions) {
    calls = functions;
  }

  @Override
  public boolean next() throws SQLException {
    BridgeCalls functions = calls;
    if (functions == null) {
      return super.next();
    }
    functions.resume();
    boolean more;
    try {
      more = super.next();
    } catch (SQLException e) {
      throw functions.failure(e);
    } finally {
      functions.pause();
    }
    if (!more) {
      functions.close();
    }
    return more;
  }

  /** The target's statement ends with its rows where the caller asked for that; ours must too. */
  @Override
  public void close() throws SQLException {
    super.close();
    if (calls != null) {
      calls.close();
    }
    if (statement != null) {
      statement.completed();
    }
  }

  @Override
  @Nullable Statement wrap(@Nullable Statement value) {
    if (value == null) {
      return null;
    }
    ProxyStatement known = statement;
    if (known == null || !(keys || known.stands(value))) {
      known = connection.wrap(value);
      statement = known;
    }
    return known;
  }

  @Override
  @Nullable Array wrap(@Nullable Array value) {
    return connection.wrap(value);
  }

  @Override
  @Nullable Object wrap(@Nullable Object value) {
    return connection.wrapValue(value);
  }

  @Override
  <T> @Nullable T wrap(@Nullable T value, Class<T> type) {
    return connection.wrapValue(value, type);
  }
}
