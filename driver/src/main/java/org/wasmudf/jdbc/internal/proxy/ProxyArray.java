package org.wasmudf.jdbc.internal.proxy;

import java.sql.Array;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** An array whose result sets lead back to the caller's connection. */
final class ProxyArray extends DelegatingArray {
  private final ProxyConnection connection;

  ProxyArray(ProxyConnection connection, Array delegate) {
    super(delegate);
    this.connection = connection;
  }

  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet value) {
    return connection.wrap(value, null);
  }

  /** The elements are a Java array, which leads nowhere. */
  @Override
  @Nullable Object wrap(@Nullable Object value) {
    return value;
  }
}
