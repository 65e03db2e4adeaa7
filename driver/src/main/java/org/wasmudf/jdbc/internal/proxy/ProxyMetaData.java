package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.DriverVersion;

/** The target's metadata; only name and version of the driver are ours. */
final class ProxyMetaData extends DelegatingDatabaseMetaData {
  private final ProxyConnection connection;

  ProxyMetaData(ProxyConnection connection, DatabaseMetaData delegate) {
    super(delegate);
    this.connection = connection;
  }

  @Override
  public String getDriverName() {
    return DriverVersion.NAME;
  }

  @Override
  public String getDriverVersion() {
    return DriverVersion.VERSION;
  }

  @Override
  public int getDriverMajorVersion() {
    return DriverVersion.MAJOR;
  }

  @Override
  public int getDriverMinorVersion() {
    return DriverVersion.MINOR;
  }

  @Override
  @Nullable Connection wrap(@Nullable Connection value) {
    return value == null ? null : connection;
  }

  @Override
  @Nullable ResultSet wrap(@Nullable ResultSet value) throws SQLException {
    return connection.wrap(value, null);
  }
}
