package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;
import org.wasmudf.store.SqlType;

/** The columns of DuckDB. */
public final class DuckDbColumns implements TargetColumns {
  private static final long MICROS = 1_000_000;

  private final DuckDbObjects objects;

  public DuckDbColumns(Connection target) {
    this.objects = new DuckDbObjects(target);
  }

  @Override
  public IntFunction<Column> maker(ResultSetMetaData target, int index, boolean argument)
      throws SQLException {
    String label = target.getColumnLabel(index);
    String type = target.getColumnTypeName(index);
    Kind kind = Kind.of(type);
    return capacity -> make(kind, label, type, capacity, argument);
  }

  private Column make(Kind kind, String label, String type, int capacity, boolean argument) {
    return switch (kind) {
      case DATE -> {
        DateColumn stored = DateColumn.own(label, type, capacity);
        yield column(kind, stored, dates(stored, argument));
      }
      case TIME, TIME_NS -> {
        TimeColumn stored = TimeColumn.own(label, type, capacity);
        yield column(
            kind,
            stored,
            (rows, i, row) -> {
              stored.values()[row] = (LocalTime) rows.getObject(i);
              return 24;
            });
      }
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> {
        TimestampColumn stored = TimestampColumn.own(label, type, capacity);
        yield column(kind, stored, timestamps(stored, kind == Kind.TIMESTAMP && argument));
      }
      case TIMESTAMPTZ -> {
        OffsetDateTimeColumn stored = new OffsetDateTimeColumn(label, type, capacity);
        yield column(kind, stored, instants(stored, argument));
      }
      default -> {
        Column stored = plain(kind, label, type, capacity);
        yield column(kind, stored, stored::read);
      }
    };
  }

  private Column column(Kind kind, Column stored, DuckDbReader reader) {
    return new DuckDbColumn(kind, stored, reader, objects);
  }

  /** Where the values of a type lie that needs no care in reading. */
  private static Column plain(Kind kind, String label, String type, int capacity) {
    return switch (kind) {
      case BOOLEAN -> new BooleanColumn(label, type, capacity);
      case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER ->
          new IntegerColumn(label, type, capacity, 8, IntegerColumn.Box.LONG);
      case UBIGINT, HUGEINT, UHUGEINT, DECIMAL -> new DecimalColumn(label, type, capacity);
      case FLOAT -> new RealColumn(label, type, capacity);
      case DOUBLE -> new DoubleColumn(label, type, capacity);
      case VARCHAR, ENUM, TEXT -> new TextColumn(label, type, capacity);
      case BLOB, GEOMETRY -> new BinaryColumn(label, type, capacity);
      case UUID -> new UuidColumn(label, type, capacity);
      case DATE -> DateColumn.own(label, type, capacity);
      case TIME, TIME_NS -> TimeColumn.own(label, type, capacity);
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS ->
          TimestampColumn.own(label, type, capacity);
      case TIMESTAMPTZ -> new OffsetDateTimeColumn(label, type, capacity);
      case TIMETZ, LIST, ARRAY, STRUCT, MAP, OBJECT ->
          new ObjectColumn(label, type, capacity, true, List.of());
    };
  }

  private static DuckDbReader dates(DateColumn stored, boolean argument) {
    return (rows, index, row) -> {
      LocalDate value = (LocalDate) rows.getObject(index);
      if (argument && value != null && Math.abs(value.toEpochDay()) == Integer.MAX_VALUE) {
        throw infinite(stored);
      }
      stored.values()[row] = value;
      return 24;
    };
  }

  private static DuckDbReader timestamps(TimestampColumn stored, boolean argument) {
    return (rows, index, row) -> {
      stored.values()[row] = rows.getObject(index, LocalDateTime.class);
      if (argument && isInfinite(rows, index)) {
        throw infinite(stored);
      }
      return 72;
    };
  }

  /** From the microseconds: the driver's own object is off beside a change of the zone's offset. */
  private static DuckDbReader instants(OffsetDateTimeColumn stored, boolean argument) {
    return (rows, index, row) -> {
      long micros = rows.getLong(index);
      if (rows.wasNull()) {
        stored.values()[row] = null;
        return 0;
      } else if (argument && isInfinite(rows, index)) {
        throw infinite(stored);
      }
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L);
      stored.values()[row] = OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      return 96;
    };
  }

  private static boolean isInfinite(ResultSet rows, int index) throws SQLException {
    long micros = rows.getLong(index);
    return micros == Long.MAX_VALUE || micros == -Long.MAX_VALUE;
  }

  private static SQLException infinite(Column column) {
    return SqlErrors.of(
        SqlState.INVALID_DATETIME,
        "Column \""
            + column.label()
            + "\": infinity is no "
            + column.type()
            + " that a function can take. Leave such rows out, or write CASE around the column.");
  }

  @Override
  public Column result(Column computed, SqlType type) {
    Kind kind = kind(type);
    return kind == null
        ? computed
        : new DuckDbColumn(kind, computed, (rows, index, row) -> 0, objects);
  }

  /** Of the type that an expression of the same type has; null where there is none. */
  private static @Nullable Kind kind(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return Kind.BOOLEAN;
    } else if (type instanceof SqlType.Int integer) {
      return switch (integer.signed() ? integer.bits() : 2 * integer.bits()) {
        case 8 -> Kind.TINYINT;
        case 16 -> Kind.SMALLINT;
        case 32 -> Kind.INTEGER;
        case 64 -> Kind.BIGINT;
        default -> Kind.DECIMAL;
      };
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? Kind.FLOAT : Kind.DOUBLE;
    } else if (type instanceof SqlType.Decimal decimal) {
      return decimal.precision() <= 38 ? Kind.DECIMAL : null;
    } else if (type instanceof SqlType.Text) {
      return Kind.VARCHAR;
    } else if (type instanceof SqlType.Binary) {
      return Kind.BLOB;
    } else if (type instanceof SqlType.Date) {
      return Kind.DATE;
    } else if (type instanceof SqlType.Time) {
      return Kind.TIME;
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.withTimeZone() ? Kind.TIMESTAMPTZ : Kind.TIMESTAMP;
    }
    return type instanceof SqlType.Uuid ? Kind.UUID : null;
  }
}
