package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.DecfloatColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;
import org.wasmudf.store.SqlType;

/** PostgreSQL's columns, where its driver is pgjdbc. */
public final class PostgreSqlColumns implements TargetColumns {
  private final Connection target;
  private final DriverRows driver;

  private PostgreSqlColumns(Connection target, DriverRows driver) {
    this.target = target;
    this.driver = driver;
  }

  /**
   * The columns of a PostgreSQL.
   *
   * @return null where its driver is not pgjdbc
   * @throws SQLException the target's own
   */
  public static @Nullable PostgreSqlColumns of(Connection target) throws SQLException {
    DriverRows driver = DriverRows.of(target);
    return driver == null ? null : new PostgreSqlColumns(target, driver);
  }

  /** It knows the connection, not the result. */
  @Override
  public boolean metaDataOutlivesRows() {
    return true;
  }

  /** An explicit BEGIN of the caller's is a transaction as well, which autocommit does not tell. */
  @Override
  public boolean fetchesInTransaction() throws SQLException {
    return target.getAutoCommit() && driver.transaction(target).equals("IDLE");
  }

  @Override
  public void cancelQuery() throws SQLException {
    driver.cancelQuery(target);
  }

  @Override
  public boolean transactionFailed() throws SQLException {
    return driver.transaction(target).equals("FAILED");
  }

  @Override
  public IntFunction<Column> maker(ResultSetMetaData description, int index, boolean argument)
      throws SQLException {
    String label = description.getColumnLabel(index);
    String type = description.getColumnTypeName(index);
    boolean binary = driver.isBinary(description, index);
    return switch (type) {
      case "bool" -> rows -> new BooleanColumn(label, type, rows);
      case "int2", "smallserial" ->
          rows -> new IntegerColumn(label, type, rows, 2, IntegerColumn.Box.INTEGER);
      case "int4", "serial" ->
          rows -> new IntegerColumn(label, type, rows, 4, IntegerColumn.Box.INTEGER);
      case "int8", "bigserial", "oid" ->
          rows -> new IntegerColumn(label, type, rows, 8, IntegerColumn.Box.LONG);
      case "float4" -> rows -> new RealColumn(label, type, rows);
      case "float8" -> rows -> new DoubleColumn(label, type, rows);
      case "numeric" -> rows -> DecfloatColumn.ofNumbers(label, type, rows);
      case "bytea" -> rows -> new BinaryColumn(label, type, rows);
      case "uuid" -> rows -> new UuidColumn(label, type, rows);
      case "date" -> rows -> DateColumn.own(label, type, rows);
      case "time" -> rows -> TimeColumn.own(label, type, rows);
      case "timestamp" -> rows -> TimestampColumn.own(label, type, rows);
      case "timestamptz" -> rows -> new OffsetDateTimeColumn(label, type, rows, !binary);
      default -> texts(label, type, binary);
    };
  }

  private static IntFunction<Column> texts(String label, String type, boolean binary) {
    TextColumn.TextReader reader = binary ? BinaryTexts.reader(type) : null;
    return reader == null
        ? rows -> new TextColumn(label, type, rows)
        : rows -> new TextColumn(label, type, rows, reader);
  }

  @Override
  public UnaryOperator<Column> view(ResultSetMetaData description, int index) throws SQLException {
    String name = description.getColumnTypeName(index);
    int modifier =
        name.equals("numeric")
            ? PgType.numericModifier(description.getPrecision(index), description.getScale(index))
            : -1;
    PgType type =
        new PgType(
            driver, target, description.getColumnLabel(index), driver.oid(target, name), modifier);
    return stored -> view(type, stored);
  }

  @Override
  public Column result(Column computed, SqlType type) {
    int modifier =
        type instanceof SqlType.Decimal decimal
            ? PgType.numericModifier(decimal.precision(), decimal.scale())
            : -1;
    return view(new PgType(driver, target, computed.label(), oid(type), modifier), computed);
  }

  /** Of the type that an expression of the same type has, as {@code CastTypes} spells it. */
  private static int oid(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return PgType.BOOL;
    } else if (type instanceof SqlType.Int integer) {
      return switch (integer.signed() ? integer.bits() : 2 * integer.bits()) {
        case 8, 16 -> PgType.INT2;
        case 32 -> PgType.INT4;
        case 64 -> PgType.INT8;
        default -> PgType.NUMERIC;
      };
    } else if (type instanceof SqlType.Int128 || type instanceof SqlType.Decimal) {
      return PgType.NUMERIC;
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? PgType.FLOAT4 : PgType.FLOAT8;
    } else if (type instanceof SqlType.Text text) {
      return text.length() == SqlType.Text.UNBOUNDED ? PgType.TEXT : PgType.VARCHAR;
    } else if (type instanceof SqlType.Binary) {
      return PgType.BYTEA;
    } else if (type instanceof SqlType.Date) {
      return PgType.DATE;
    } else if (type instanceof SqlType.Time) {
      return PgType.TIME;
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.withTimeZone() ? PgType.TIMESTAMPTZ : PgType.TIMESTAMP;
    } else if (type instanceof SqlType.Uuid) {
      return PgType.UUID;
    }
    return type instanceof SqlType.Json ? PgType.JSON : PgType.TEXT;
  }

  private PgColumn view(PgType type, Column stored) {
    if (type.oid() == PgType.NUMERIC) {
      return new NumericView(type, stored);
    } else if (stored instanceof IntegerColumn integers) {
      return new IntegerView(type, integers);
    } else if (stored instanceof DoubleColumn numbers) {
      return new DoubleView(type, numbers);
    } else if (stored instanceof RealColumn numbers) {
      return new RealView(type, numbers);
    } else if (stored instanceof BooleanColumn truths) {
      return new BooleanView(type, truths);
    } else if (stored instanceof BinaryColumn bytes) {
      return new BinaryView(type, bytes);
    } else if (stored instanceof UuidColumn uuids) {
      return new UuidView(type, uuids);
    } else if (stored instanceof DateColumn dates) {
      return TemporalView.dates(type, dates);
    } else if (stored instanceof TimeColumn times) {
      return TemporalView.times(type, times);
    } else if (stored instanceof TimestampColumn timestamps) {
      return TemporalView.timestamps(type, timestamps);
    } else if (stored instanceof OffsetDateTimeColumn instants) {
      return TemporalView.instants(type, instants, sessionZone());
    }
    return new TextView(type, stored);
  }

  /** The session's time zone; the driver sets it to the JVM's where the application does not. */
  private ZoneId sessionZone() {
    try {
      String name = driver.timeZone(target);
      return name == null ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (SQLException | DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }
}
