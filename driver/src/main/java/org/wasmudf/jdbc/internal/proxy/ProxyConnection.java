package org.wasmudf.jdbc.internal.proxy;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.Session;
import org.wasmudf.jdbc.internal.options.Options;

/** The caller's connection over the target's. */
public final class ProxyConnection extends DelegatingConnection {
  private final Session session;
  private @Nullable ProxyMetaData metaData;

  ProxyConnection(Connection delegate, Session session) {
    super(delegate);
    this.session = session;
  }

  /** How the target's connection is opened. */
  public interface Opener {
    Connection open() throws SQLException;
  }

  /** Opens a connection; the target's is closed again where ours fails. */
  public static ProxyConnection open(Options options, Opener target) throws SQLException {
    return new ProxyConnection(target.open(), new Session(options));
  }

  Session session() {
    return session;
  }

  /** Stops running guests and drops the temporary functions before the target's connection ends. */
  @Override
  public void close() throws SQLException {
    try (Connection target = delegate) {
      session.close();
    }
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    session.close();
    delegate.abort(executor);
  }

  @Override
  @Nullable Statement wrap(@Nullable Statement value) {
    return value == null ? null : new ProxyStatement(this, value);
  }

  @Override
  @Nullable PreparedStatement wrap(@Nullable PreparedStatement value) {
    return value == null ? null : new ProxyPreparedStatement(this, value);
  }

  @Override
  @Nullable CallableStatement wrap(@Nullable CallableStatement value) {
    return value == null ? null : new ProxyCallableStatement(this, value);
  }

  @Override
  @Nullable DatabaseMetaData wrap(@Nullable DatabaseMetaData value) {
    ProxyMetaData known = metaData;
    if (known == null || known.delegate != value) {
      known = value == null ? null : new ProxyMetaData(this, value);
      metaData = known;
    }
    return known;
  }

  @Override
  @Nullable Array wrap(@Nullable Array value) {
    return value == null ? null : new ProxyArray(this, value);
  }

  /**
   * A result set of the target.
   *
   * @param owner the caller's statement that it came from, null where it came from none
   */
  @Nullable ProxyResultSet wrap(@Nullable ResultSet value, @Nullable ProxyStatement owner) {
    return value == null ? null : new ProxyResultSet(this, owner, value);
  }

  /** A value of any type: what leads back to the connection is wrapped. */
  @Nullable Object wrapValue(@Nullable Object value) {
    if (value instanceof Array array) {
      return wrap(array);
    }
    if (value instanceof ResultSet rows) {
      return wrap(rows, null);
    }
    return value;
  }

  /** As {@link #wrapValue}, where the wrapper is what was asked for. */
  <T> @Nullable T wrapValue(@Nullable T value, Class<T> type) {
    Object wrapped = wrapValue(value);
    return wrapped != value && type.isInstance(wrapped) ? type.cast(wrapped) : value;
  }
}
