package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;
import org.wasmudf.store.SqlType;

/** The columns of a database that is read by MariaDB Connector/J. */
public final class MariaDbColumns implements TargetColumns {
  /** The finest fraction of seconds that MariaDB has. */
  private static final int MICROSECONDS = 6;

  private final DriverRows driver;
  private final Connection target;
  private final MariaDbRow current;

  private MariaDbColumns(DriverRows driver, Connection target) {
    this.driver = driver;
    this.target = target;
    this.current = new MariaDbRow(driver);
  }

  /**
   * The columns of a target.
   *
   * @return null where its driver is another one
   */
  public static @Nullable MariaDbColumns of(Connection target) throws SQLException {
    DriverRows driver = DriverRows.of(target);
    return driver == null ? null : new MariaDbColumns(driver, target);
  }

  @Override
  public IntFunction<Column> maker(ResultSetMetaData description, int index, boolean argument)
      throws SQLException {
    String label = description.getColumnLabel(index);
    String typeName = description.getColumnTypeName(index);
    String className = description.getColumnClassName(index);
    int jdbcType = description.getColumnType(index);
    MariaDbType type = MariaDbType.ofColumn(driver, target, current, index, jdbcType, className);
    return capacity ->
        new MariaDbColumn(
            label,
            typeName,
            capacity,
            type,
            argument ? argument(label, typeName, className, jdbcType, capacity) : null);
  }

  /** What functions read. */
  private static Column argument(
      String label, String type, String className, int jdbcType, int capacity) {
    return switch (className) {
      case "java.lang.Boolean" -> new BooleanColumn(label, type, capacity);
      case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long" ->
          new IntegerColumn(label, type, capacity, 8, IntegerColumn.Box.LONG);
      case "java.math.BigInteger", "java.math.BigDecimal" ->
          new DecimalColumn(label, type, capacity);
      case "java.lang.Float" -> new RealColumn(label, type, capacity);
      case "java.lang.Double" -> new DoubleColumn(label, type, capacity);
      case "java.lang.String" -> new TextColumn(label, type, capacity);
      case "java.util.UUID" -> new UuidColumn(label, type, capacity);
      default ->
          switch (jdbcType) {
            case Types.DATE -> DateColumn.own(label, type, capacity);
            case Types.TIME -> TimeColumn.own(label, type, capacity);
            case Types.TIMESTAMP -> TimestampColumn.own(label, type, capacity);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT ->
                new BinaryColumn(label, type, capacity);
            default -> new ObjectColumn(label, type, capacity, true, List.of());
          };
    };
  }

  @Override
  public Column result(Column computed, SqlType type) {
    if (type instanceof SqlType.Bool) {
      return result(computed, "INTEGER");
    } else if (type instanceof SqlType.Int integer) {
      int bits = integer.signed() ? integer.bits() : 2 * integer.bits();
      return result(computed, bits <= 32 ? "INTEGER" : bits == 64 ? "BIGINT" : "DECIMAL");
    } else if (type instanceof SqlType.FloatingPoint number) {
      return result(computed, number.bits() == 32 ? "FLOAT" : "DOUBLE");
    } else if (type instanceof SqlType.Decimal || type instanceof SqlType.Int128) {
      return result(computed, "DECIMAL");
    } else if (type instanceof SqlType.Text) {
      return result(computed, "VARSTRING");
    } else if (type instanceof SqlType.Date) {
      return result(computed, "DATE");
    } else if (type instanceof SqlType.Time time && time.precision() <= MICROSECONDS) {
      return result(computed, "TIME", time.precision());
    } else if (type instanceof SqlType.Timestamp time
        && !time.withTimeZone()
        && time.precision() <= MICROSECONDS) {
      return result(computed, "DATETIME", time.precision());
    }
    return computed;
  }

  private Column result(Column computed, String name) {
    return result(computed, name, 0);
  }

  private Column result(Column computed, String name, int digits) {
    return new ComputedColumn(computed, MariaDbType.named(driver, target, name, digits));
  }
}
