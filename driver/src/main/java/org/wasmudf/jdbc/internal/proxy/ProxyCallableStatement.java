package org.wasmudf.jdbc.internal.proxy;

import java.sql.Array;
import java.sql.CallableStatement;
import org.jspecify.annotations.Nullable;

/** A call of the target's procedures. */
final class ProxyCallableStatement extends DelegatingCallableStatement {
  ProxyCallableStatement(ProxyConnection connection, CallableStatement delegate) {
    super(connection, delegate);
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
