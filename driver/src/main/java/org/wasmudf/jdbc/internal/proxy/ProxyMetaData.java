package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.DriverVersion;
import org.wasmudf.jdbc.internal.FunctionListing;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.stream.LocalRows;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.StoreException;

/**
 * The target's metadata; only name and version of the driver are ours, and the registered functions
 * are listed with the target's.
 */
final class ProxyMetaData extends DelegatingDatabaseMetaData {
  private final ProxyConnection connection;

  ProxyMetaData(ProxyConnection connection, DatabaseMetaData delegate) {
    super(delegate);
    this.connection = connection;
  }

  @Override
  void settle() {
    connection.settle();
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

  /** The target's functions and the registered ones. */
  @Override
  public @Nullable ResultSet getFunctions(
      String catalog, String schemaPattern, String functionNamePattern) throws SQLException {
    @Nullable List<FunctionDefinition> ours = matching(catalog, schemaPattern, functionNamePattern);
    if (ours == null) {
      return super.getFunctions(catalog, schemaPattern, functionNamePattern);
    }
    return LocalRows.of(
        FunctionListing.functions(
            ours, () -> delegate.getFunctions(catalog, schemaPattern, functionNamePattern)),
        new DetachedContext(connection.delegate, connection.session().options().batchRows()));
  }

  /** The columns of the target's functions and of the registered ones. */
  @Override
  public @Nullable ResultSet getFunctionColumns(
      String catalog, String schemaPattern, String functionNamePattern, String columnNamePattern)
      throws SQLException {
    @Nullable List<FunctionDefinition> ours = matching(catalog, schemaPattern, functionNamePattern);
    if (ours == null) {
      return super.getFunctionColumns(
          catalog, schemaPattern, functionNamePattern, columnNamePattern);
    }
    return LocalRows.of(
        FunctionListing.columns(
            ours,
            FunctionListing.matches(columnNamePattern, delegate.getSearchStringEscape()),
            () ->
                delegate.getFunctionColumns(
                    catalog, schemaPattern, functionNamePattern, columnNamePattern)),
        new DetachedContext(connection.delegate, connection.session().options().batchRows()));
  }

  /** The registered functions that the patterns take, null where none is registered at all. */
  private @Nullable List<FunctionDefinition> matching(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String namePattern)
      throws SQLException {
    try {
      Catalog now = connection.session().catalog().snapshot();
      return now.functions().isEmpty()
          ? null
          : FunctionListing.matching(
              now, catalog, schemaPattern, namePattern, delegate.getSearchStringEscape());
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
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
