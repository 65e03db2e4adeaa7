package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.ddl.DdlResult.ColumnType;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.store.SqlType;

/** Result sets over a few rows that were made here: of our relations, EXPLAIN and metadata. */
public final class LocalRows {
  private LocalRows() {}

  /** A result set over these rows, read as any streamed one is. */
  public static ResultSet of(DdlResult.Rows rows, StatementContext context) {
    Column[] columns = new Column[rows.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(rows, i);
    }
    StreamMetaData metaData =
        StreamMetaData.local(
            rows.columns().stream().map(DdlResult.Column::label).toList(),
            rows.columns().stream().map(column -> type(column.type())).toList(),
            context.target());
    return new StreamedResultSet(new Source(columns, rows.rows().size()), context, metaData);
  }

  /**
   * A result set of one row with the value of a call.
   *
   * @throws SQLException where the value has no column, which is a defect
   */
  public static ResultSet of(ConstantEvaluator.FoldedValue value, StatementContext context)
      throws SQLException {
    try (BufferAllocator allocator = ArrowMemory.child("value")) {
      Column column = TypedValues.convert(value.value(), value.type(), false, "value", allocator);
      StreamMetaData metaData =
          StreamMetaData.local(List.of("value"), List.of(value.type()), context.target());
      return new StreamedResultSet(new Source(new Column[] {column}, 1), context, metaData);
    }
  }

  /** A result set without columns and rows, as getGeneratedKeys gives it. */
  public static ResultSet empty(StatementContext context) {
    return of(new DdlResult.Rows(List.of(), List.of()), context);
  }

  private static SqlType type(ColumnType type) {
    return switch (type) {
      case TEXT -> new SqlType.Text(SqlType.Text.UNBOUNDED);
      case SMALLINT -> new SqlType.Int(16, true);
      case INTEGER -> new SqlType.Int(32, true);
      case BIGINT -> new SqlType.Int(64, true);
      case DOUBLE -> new SqlType.FloatingPoint(64);
      case BOOLEAN -> new SqlType.Bool();
      case TIMESTAMP_WITH_TIME_ZONE -> new SqlType.Timestamp(6, true);
    };
  }

  private static Column column(DdlResult.Rows rows, int index) {
    int count = rows.rows().size();
    DdlResult.Column described = rows.columns().get(index);
    String label = described.label();
    String type = type(described.type()).sql();
    switch (described.type()) {
      case TEXT -> {
        TextColumn texts = new TextColumn(label, type, count);
        fill(rows, index, (row, value) -> texts.values()[row] = (String) value);
        return texts;
      }
      case SMALLINT -> {
        return integers(
            rows, index, new IntegerColumn(label, type, count, 2, IntegerColumn.Box.INTEGER));
      }
      case INTEGER -> {
        return integers(
            rows, index, new IntegerColumn(label, type, count, 4, IntegerColumn.Box.INTEGER));
      }
      case BIGINT -> {
        return integers(
            rows, index, new IntegerColumn(label, type, count, 8, IntegerColumn.Box.LONG));
      }
      case DOUBLE -> {
        DoubleColumn doubles = new DoubleColumn(label, type, count);
        fill(
            rows,
            index,
            (row, value) -> {
              doubles.nulls()[row] = value == null;
              doubles.values()[row] = value == null ? 0 : (Double) value;
            });
        return doubles;
      }
      case BOOLEAN -> {
        BooleanColumn truths = new BooleanColumn(label, type, count);
        fill(
            rows,
            index,
            (row, value) -> {
              truths.nulls()[row] = value == null;
              truths.values()[row] = Boolean.TRUE.equals(value);
            });
        return truths;
      }
      case TIMESTAMP_WITH_TIME_ZONE -> {
        OffsetDateTimeColumn times = new OffsetDateTimeColumn(label, type, count);
        fill(rows, index, (row, value) -> times.values()[row] = (OffsetDateTime) value);
        return times;
      }
    }
    throw new AssertionError(described);
  }

  private static Column integers(DdlResult.Rows rows, int index, IntegerColumn column) {
    fill(
        rows,
        index,
        (row, value) -> {
          column.nulls()[row] = value == null;
          column.values()[row] = value == null ? 0 : (Long) value;
        });
    return column;
  }

  private static void fill(
      DdlResult.Rows rows, int index, BiConsumer<Integer, @Nullable Object> setter) {
    for (int row = 0; row < rows.rows().size(); row++) {
      setter.accept(row, rows.rows().get(row).get(index));
    }
  }

  /** One slice with everything. */
  private static final class Source implements RowSource {
    private final Column[] columns;
    private final int count;
    private final AtomicBoolean closed = new AtomicBoolean();

    Source(Column[] columns, int count) {
      this.columns = columns;
      this.count = count;
    }

    @Override
    public boolean isClosed() {
      return closed.get();
    }

    @Override
    public @Nullable ResultSet cursor() {
      return null;
    }

    @Override
    public Slice next(@Nullable Throwable reached) {
      return new Slice(
          Rows.range(0, count), columns, new boolean[columns.length], null, true, List.of());
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
