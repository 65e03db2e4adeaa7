package org.wasmudf.integration.jar;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What Spark registers with DriverManager for the driver class that its user names. */
public final class WrapperDriver implements Driver {
  private final Driver wrapped;

  public WrapperDriver(Driver wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    return wrapped.connect(url, info);
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return wrapped.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return wrapped.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return wrapped.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return wrapped.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return wrapped.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
