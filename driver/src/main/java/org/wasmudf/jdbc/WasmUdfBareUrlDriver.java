package org.wasmudf.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.TargetDrivers;
import org.wasmudf.jdbc.internal.options.ConnectionUrl;

/**
 * Takes the database's own URL as it is, for tools that choose their SQL dialect by the URL and
 * load the driver by its class name: the {@code driver} option of Spark's JDBC source, a driver
 * definition of DBeaver. URLs that begin with {@code jdbc:wasmudf:} work too.
 *
 * <p>Not registered with DriverManager, so that it never takes a URL from the database's own
 * driver. Options can only be Properties.
 */
public final class WasmUdfBareUrlDriver extends UrlDriver {

  /** For tools that load drivers by class name; has no state. */
  public WasmUdfBareUrlDriver() {}

  /** Whether another driver takes this URL, or it is one of ours. */
  @Override
  public boolean acceptsURL(@Nullable String url) {
    if (url == null) {
      return false;
    }
    try {
      TargetDrivers.find(url, null);
      return true;
    } catch (SQLException e) {
      return ConnectionUrl.accepts(url);
    }
  }

  @Override
  @Nullable ConnectionUrl take(String url) throws SQLException {
    return ConnectionUrl.accepts(url) ? ConnectionUrl.parse(url) : new ConnectionUrl(url, Map.of());
  }
}
