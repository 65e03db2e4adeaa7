package org.wasmudf.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKey;
import java.sql.ShardingKeyBuilder;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.wasmudf.jdbc.internal.options.DriverOption;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.jdbc.internal.proxy.ProxyConnection;
import org.wasmudf.jdbc.internal.proxy.Unwrapping;

/**
 * Gives the connections of any DataSource, a pool too, WebAssembly user-defined functions.
 *
 * <p>Closing a connection closes the target's (a pool takes it back) and drops its temporary
 * functions. Everything but getConnection is the target's.
 */
public final class WasmUdfDataSource implements DataSource {
  private final DataSource target;
  private final Options options;

  /**
   * A DataSource with all options at their defaults.
   *
   * @throws SQLException 22023 where the environment holds a wrong option
   */
  public WasmUdfDataSource(DataSource target) throws SQLException {
    this(target, new Properties());
  }

  /**
   * A DataSource with options.
   *
   * @param properties options with the prefix {@code wasmudf.}; all others are left alone, and
   *     nothing is written to it
   * @throws SQLException 22023 where an option has a wrong name or value
   */
  public WasmUdfDataSource(DataSource target, Properties properties) throws SQLException {
    this.target = java.util.Objects.requireNonNull(target, "target");
    this.options = Options.of(Map.of(), properties);
    if (options.driver() != null) {
      throw new IllegalArgumentException(
          "Option %s: the DataSource has its driver already. Remove it."
              .formatted(DriverOption.DRIVER.property()));
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return ProxyConnection.open(options, target::getConnection);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return ProxyConnection.open(options, () -> target.getConnection(user, password));
  }

  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    return new Builder(target.createConnectionBuilder(), options);
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return target.createShardingKeyBuilder();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return target.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, target, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, target, type);
  }

  @Override
  public String toString() {
    return "WasmUdfDataSource wrapping " + target;
  }

  /** The target's builder, whose connection becomes ours. */
  private record Builder(ConnectionBuilder target, Options options) implements ConnectionBuilder {
    @Override
    public ConnectionBuilder user(String username) {
      return new Builder(target.user(username), options);
    }

    @Override
    public ConnectionBuilder password(String password) {
      return new Builder(target.password(password), options);
    }

    @Override
    public ConnectionBuilder shardingKey(ShardingKey shardingKey) {
      return new Builder(target.shardingKey(shardingKey), options);
    }

    @Override
    public ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
      return new Builder(target.superShardingKey(superShardingKey), options);
    }

    @Override
    public Connection build() throws SQLException {
      return ProxyConnection.open(options, target::build);
    }
  }
}
