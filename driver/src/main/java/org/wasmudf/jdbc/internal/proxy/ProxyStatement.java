package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The caller's statement over the target's. */
class ProxyStatement extends DelegatingStatement {
  final ProxyConnection connection;
  private @Nullable ProxyResultSet rows;

  ProxyStatement(ProxyConnection connection, Statement delegate) {
    super(delegate);
    this.connection = connection;
  }

  /** Whether this is the caller's statement for that one of the target. */
  boolean stands(Statement target) {
    return target == delegate;
  }

  @Override
  @Nullable Connection wrap(@Nullable Connection value) {
    return value == null ? null : connection;
  }

  /** One wrapper for one result set, also where getResultSet returns it a second time. */
  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet value) {
    ProxyResultSet known = rows;
    if (known == null || known.delegate != value) {
      known = connection.wrap(value, this);
      rows = known;
    }
    return known;
  }
}
