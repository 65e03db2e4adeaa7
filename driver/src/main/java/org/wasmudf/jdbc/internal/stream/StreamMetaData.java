package org.wasmudf.jdbc.internal.stream;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/**
 * Metadata of a streamed result: columns that the target computed are described by the target's own
 * metadata, functions' results as the target describes an expression of their type.
 */
final class StreamMetaData implements LabelledMetaData {
  private final List<OutputColumn> outputs;
  private final Connection target;
  private final @Nullable ColumnDescription[] descriptions;
  private @Nullable ResultSetMetaData pushed;

  /**
   * @param pushed of the pushed query; asked only until {@link #detach}
   */
  StreamMetaData(
      List<OutputColumn> outputs, @Nullable ResultSetMetaData pushed, Connection target) {
    this.outputs = outputs;
    this.pushed = pushed;
    this.target = target;
    this.descriptions = new ColumnDescription[outputs.size()];
  }

  /**
   * @param pushed of the pushed query; asked only until {@link #detach}
   * @param echoed of the expressions over functions' results, copied at once; null for none
   */
  StreamMetaData(
      List<OutputColumn> outputs,
      @Nullable ResultSetMetaData pushed,
      @Nullable ResultSetMetaData echoed,
      Connection target) {
    this(outputs, pushed, target);
    for (int i = 0; i < descriptions.length; i++) {
      if (echoed != null && outputs.get(i).value() instanceof ValueExpr.Echoed column) {
        descriptions[i] =
            ColumnDescription.copy(echoed, column.column() + 1).named(outputs.get(i).label());
      }
    }
  }

  /** Of rows that were made here; nobody is asked. */
  static StreamMetaData local(List<String> labels, List<SqlType> types, Connection target) {
    StreamMetaData metaData =
        new StreamMetaData(
            labels.stream()
                .map(label -> new OutputColumn(label, new ValueExpr.Constant(null, label)))
                .toList(),
            null,
            target);
    for (int i = 0; i < labels.size(); i++) {
      metaData.descriptions[i] = ColumnDescription.local(types.get(i), labels.get(i));
    }
    return metaData;
  }

  /** Copies what the target says, which will be closed. */
  void detach() {
    ResultSetMetaData open = pushed;
    if (open != null) {
      for (int i = 0; i < descriptions.length; i++) {
        if (outputs.get(i).value() instanceof ValueExpr.Pushed column) {
          descriptions[i] = ColumnDescription.copy(open, column.index() + 1);
        }
      }
      pushed = null;
    }
  }

  private @Nullable Object get(MetaDataItem item, int column) throws SQLException {
    if (column < 1 || column > outputs.size()) {
      throw noColumn(column, outputs.size());
    }
    OutputColumn output = outputs.get(column - 1);
    if (item == MetaDataItem.LABEL) {
      return output.label();
    }
    ResultSetMetaData open = pushed;
    if (open != null && output.value() instanceof ValueExpr.Pushed value) {
      return item.of(open, value.index() + 1);
    }
    ColumnDescription description = descriptions[column - 1];
    if (description == null) {
      description = ColumnDescription.ofResult(type(output.value()), output.label(), target);
      descriptions[column - 1] = description;
    }
    return description.get(item);
  }

  private static SqlType type(ValueExpr value) {
    if (value instanceof ValueExpr.Call call) {
      return call.function().signature().returns();
    } else if (value instanceof ValueExpr.Parameter parameter) {
      return parameter.type();
    }
    return new SqlType.Text(SqlType.Text.UNBOUNDED);
  }

  static SQLException noColumn(int column, int count) {
    return SqlErrors.of(
        SqlState.NO_SUCH_INDEX,
        "There is no column "
            + column
            + "; the result has "
            + count
            + (count == 1 ? " column." : " columns.")
            + " Columns count from 1.");
  }

  /**
   * The number of the first column with this label, else of the first with this name, without
   * regard to case.
   *
   * @throws SQLException 42703 where there is none
   */
  @Override
  public int find(String name) throws SQLException {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).label().equalsIgnoreCase(name)) {
        return i + 1;
      }
    }
    for (int i = 1; i <= outputs.size(); i++) {
      String column = text(MetaDataItem.NAME, i);
      if (name.equalsIgnoreCase(column)
          || name.equalsIgnoreCase(text(MetaDataItem.TABLE, i) + "." + column)) {
        return i;
      }
    }
    throw SqlErrors.of(
        SqlState.NO_SUCH_COLUMN,
        "There is no column \""
            + name
            + "\" in the result (columns: "
            + String.join(", ", outputs.stream().map(OutputColumn::label).toList())
            + ").");
  }

  private @Nullable String text(MetaDataItem item, int column) throws SQLException {
    return (String) get(item, column);
  }

  private int number(MetaDataItem item, int column) throws SQLException {
    return (Integer)
        Objects.requireNonNull(get(item, column), item.name().toLowerCase(Locale.ROOT));
  }

  private boolean truth(MetaDataItem item, int column) throws SQLException {
    return Boolean.TRUE.equals(get(item, column));
  }

  @Override
  public int getColumnCount() {
    return outputs.size();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    return truth(MetaDataItem.AUTO_INCREMENT, column);
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return truth(MetaDataItem.CASE_SENSITIVE, column);
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    return truth(MetaDataItem.SEARCHABLE, column);
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    return truth(MetaDataItem.CURRENCY, column);
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return number(MetaDataItem.NULLABLE, column);
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return truth(MetaDataItem.SIGNED, column);
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return number(MetaDataItem.DISPLAY_SIZE, column);
  }

  @Override
  public @Nullable String getColumnLabel(int column) throws SQLException {
    return text(MetaDataItem.LABEL, column);
  }

  @Override
  public @Nullable String getColumnName(int column) throws SQLException {
    return text(MetaDataItem.NAME, column);
  }

  @Override
  public @Nullable String getSchemaName(int column) throws SQLException {
    return text(MetaDataItem.SCHEMA, column);
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return number(MetaDataItem.PRECISION, column);
  }

  @Override
  public int getScale(int column) throws SQLException {
    return number(MetaDataItem.SCALE, column);
  }

  @Override
  public @Nullable String getTableName(int column) throws SQLException {
    return text(MetaDataItem.TABLE, column);
  }

  @Override
  public @Nullable String getCatalogName(int column) throws SQLException {
    return text(MetaDataItem.CATALOG, column);
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return number(MetaDataItem.TYPE, column);
  }

  @Override
  public @Nullable String getColumnTypeName(int column) throws SQLException {
    return text(MetaDataItem.TYPE_NAME, column);
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    return truth(MetaDataItem.READ_ONLY, column);
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    return truth(MetaDataItem.WRITABLE, column);
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    return truth(MetaDataItem.DEFINITELY_WRITABLE, column);
  }

  @Override
  public @Nullable String getColumnClassName(int column) throws SQLException {
    return text(MetaDataItem.CLASS_NAME, column);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw SqlErrors.of(
        SqlState.NOT_A_WRAPPER, "The metadata is no " + type.getName() + " and wraps none.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
