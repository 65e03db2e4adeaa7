package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * A row of a column as the getters of DuckDB's driver answer it that columns do not have; what the
 * driver refuses (streams, character large objects) is refused here.
 */
final class DuckDbRow implements InvocationHandler {
  private final DuckDbColumn column;
  private final ResultSet view;
  private int row;

  DuckDbRow(DuckDbColumn column) {
    this.column = column;
    this.view =
        (ResultSet)
            Proxy.newProxyInstance(
                DuckDbRow.class.getClassLoader(), new Class<?>[] {ResultSet.class}, this);
  }

  ResultSet at(int row) {
    this.row = row;
    return view;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    boolean isNull = column.isNull(row);
    if (method.getName().equals("wasNull")) {
      return isNull;
    } else if (method.getName().equals("getObject")
        && arguments != null
        && arguments.length == 2
        && arguments[1] instanceof Class<?> type) {
      return getObject(type, isNull);
    } else if (method.getName().equals("getBlob")) {
      return isNull ? null : getBlob();
    } else if (method.getName().equals("getArray")) {
      return isNull ? null : getArray();
    }
    throw SqlErrors.of(
        SqlState.NOT_IMPLEMENTED,
        "DuckDB's driver has no " + method.getName() + ". Use getString, getBytes or getObject.");
  }

  private Blob getBlob() throws SQLException {
    if (column.kind() != Kind.BLOB && column.kind() != Kind.GEOMETRY) {
      throw column.refused("BLOB");
    }
    return (Blob) column.getObject(row);
  }

  private Array getArray() throws SQLException {
    if (column.kind() != Kind.LIST && column.kind() != Kind.ARRAY) {
      throw column.refused("ARRAY");
    }
    return (Array) column.getObject(row);
  }

  private interface Get {
    Object get() throws SQLException;
  }

  private @Nullable Object getObject(Class<?> type, boolean isNull) throws SQLException {
    if (isNull) {
      return null;
    }
    Get get = getter(type);
    if (get == null) {
      throw SqlErrors.of(
          SqlState.NO_SUCH_FORM,
          "Column \""
              + column.label()
              + "\" is "
              + column.type()
              + " and cannot be read as "
              + type.getName()
              + ". Use getObject or getString.");
    }
    return get.get();
  }

  private @Nullable Get getter(Class<?> type) {
    Kind kind = column.kind();
    if (type == BigDecimal.class) {
      return kind.isNumber() ? this::decimal : null;
    } else if (type == String.class) {
      return kind == Kind.VARCHAR || kind == Kind.ENUM ? () -> column.getString(row) : null;
    } else if (type == Boolean.class) {
      return kind == Kind.BOOLEAN ? () -> column.getBoolean(row) : null;
    } else if (type == BigInteger.class) {
      return kind.isInteger() || kind.isWideInteger() ? () -> column.integerOfAnySize(row) : null;
    } else if (Number.class.isAssignableFrom(type)) {
      return number(type, kind);
    } else if (type == Struct.class) {
      return kind == Kind.STRUCT ? () -> column.getObject(row) : null;
    } else if (type == Map.class || type == LinkedHashMap.class) {
      return kind == Kind.MAP ? () -> column.getObject(row) : null;
    } else if (type == UUID.class) {
      return kind == Kind.UUID || kind == Kind.VARCHAR ? () -> column.getUuid(row) : null;
    }
    return temporal(type, kind);
  }

  private Object decimal() throws SQLException {
    return switch (column.kind()) {
      case FLOAT -> BigDecimal.valueOf((double) column.getFloat(row));
      case DOUBLE -> BigDecimal.valueOf(column.getDouble(row));
      default -> column.getBigDecimal(row);
    };
  }

  /** Each class takes the types that are not wider. */
  private @Nullable Get number(Class<?> type, Kind kind) {
    if (type == Byte.class) {
      return kind == Kind.TINYINT ? () -> column.getByte(row) : null;
    } else if (type == Short.class) {
      return switch (kind) {
        case SMALLINT, TINYINT, UTINYINT -> () -> column.getShort(row);
        default -> null;
      };
    } else if (type == Integer.class) {
      return switch (kind) {
        case INTEGER, SMALLINT, USMALLINT, TINYINT, UTINYINT -> () -> column.getInt(row);
        default -> null;
      };
    } else if (type == Long.class) {
      return kind.isInteger() || kind.isTimestamp() ? () -> column.getLong(row) : null;
    } else if (type == Float.class) {
      return kind == Kind.FLOAT ? () -> column.getFloat(row) : null;
    }
    return type == Double.class && kind == Kind.DOUBLE ? () -> column.getDouble(row) : null;
  }

  private @Nullable Get temporal(Class<?> type, Kind kind) {
    if (type == Date.class) {
      return kind == Kind.DATE ? () -> column.getDate(row, null) : null;
    } else if (type == LocalDate.class) {
      return kind == Kind.DATE ? () -> column.getLocalDate(row) : null;
    } else if (type == Time.class) {
      return kind == Kind.TIME || kind == Kind.TIME_NS || kind == Kind.TIMETZ
          ? () -> column.getTime(row, null)
          : null;
    } else if (type == LocalTime.class) {
      return kind == Kind.TIME || kind == Kind.TIME_NS ? () -> column.getLocalTime(row) : null;
    } else if (type == Timestamp.class) {
      return kind.isTimestamp() ? () -> column.getTimestamp(row, null) : null;
    } else if (type == LocalDateTime.class) {
      return kind.isTimestamp() || kind == Kind.DATE ? () -> column.getLocalDateTime(row) : null;
    } else if (type == OffsetDateTime.class) {
      return kind == Kind.TIMESTAMPTZ ? () -> column.getOffsetDateTime(row) : null;
    } else if (type == OffsetTime.class) {
      return switch (kind) {
        case TIME, TIME_NS, TIMETZ -> () -> column.getOffsetTime(row);
        default -> null;
      };
    }
    return null;
  }
}
