package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What ResultSetMetaData says of a column, one item per method. */
enum MetaDataItem {
  LABEL(ResultSetMetaData::getColumnLabel),
  NAME(ResultSetMetaData::getColumnName),
  SCHEMA(ResultSetMetaData::getSchemaName),
  TABLE(ResultSetMetaData::getTableName),
  CATALOG(ResultSetMetaData::getCatalogName),
  TYPE(ResultSetMetaData::getColumnType),
  TYPE_NAME(ResultSetMetaData::getColumnTypeName),
  CLASS_NAME(ResultSetMetaData::getColumnClassName),
  PRECISION(ResultSetMetaData::getPrecision),
  SCALE(ResultSetMetaData::getScale),
  DISPLAY_SIZE(ResultSetMetaData::getColumnDisplaySize),
  NULLABLE(ResultSetMetaData::isNullable),
  SIGNED(ResultSetMetaData::isSigned),
  AUTO_INCREMENT(ResultSetMetaData::isAutoIncrement),
  CASE_SENSITIVE(ResultSetMetaData::isCaseSensitive),
  SEARCHABLE(ResultSetMetaData::isSearchable),
  CURRENCY(ResultSetMetaData::isCurrency),
  READ_ONLY(ResultSetMetaData::isReadOnly),
  WRITABLE(ResultSetMetaData::isWritable),
  DEFINITELY_WRITABLE(ResultSetMetaData::isDefinitelyWritable);

  @FunctionalInterface
  private interface Method {
    @Nullable Object call(ResultSetMetaData metaData, int column) throws SQLException;
  }

  // A method reference without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Method method;

  MetaDataItem(Method method) {
    this.method = method;
  }

  @Nullable Object of(ResultSetMetaData metaData, int column) throws SQLException {
    return method.call(metaData, column);
  }
}
