package org.wasmudf.jdbc;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.options.ConnectionUrl;
import org.wasmudf.runtime.Unloading;

/**
 * Gives any database WebAssembly user-defined functions: {@code jdbc:wasmudf:} followed by the
 * database's own URL without {@code jdbc:}, with options in a bracket between them or as Properties
 * that begin with {@code wasmudf.}.
 *
 * <p>Registered with DriverManager. {@code connect} returns null for URLs of others and fails with
 * 08001 where the target's driver is missing, 22023 where an option is wrong; what the target's
 * driver throws is passed on as it is.
 */
public final class WasmUdfDriver extends UrlDriver {
  static {
    try {
      DriverManager.registerDriver(new WasmUdfDriver(), Unloading::release);
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** For DriverManager and tools; has no state. */
  public WasmUdfDriver() {}

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return ConnectionUrl.accepts(url);
  }

  @Override
  @Nullable ConnectionUrl take(String url) throws SQLException {
    return acceptsURL(url) ? ConnectionUrl.parse(url) : null;
  }
}
