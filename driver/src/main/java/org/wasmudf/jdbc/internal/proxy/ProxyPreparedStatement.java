package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;

/** A prepared statement without UDFs: every call goes to the target's. */
class ProxyPreparedStatement extends DelegatingPreparedStatement {
  ProxyPreparedStatement(ProxyConnection connection, PreparedStatement delegate) {
    super(connection, delegate);
  }

  /** The target's: logs and tests read the SQL from it. */
  @Override
  public String toString() {
    return delegate.toString();
  }
}
