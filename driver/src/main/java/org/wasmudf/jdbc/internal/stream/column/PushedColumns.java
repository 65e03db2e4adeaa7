package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Chooses the storage of a target's column by what the target says of it. */
public final class PushedColumns {
  private static final List<Class<?>> NUMBERS =
      List.of(Long.class, Double.class, Float.class, BigDecimal.class, BigInteger.class);

  private PushedColumns() {}

  /**
   * A maker of columns for one column of the target, given how many rows they hold.
   *
   * @param index from 1
   * @param argument whether a function takes it, so that large objects are read with the row
   */
  public static IntFunction<Column> maker(ResultSetMetaData target, int index, boolean argument)
      throws SQLException {
    String label = target.getColumnLabel(index);
    String type = target.getColumnTypeName(index);
    String className = target.getColumnClassName(index);
    int jdbcType = target.getColumnType(index);
    switch (jdbcType) {
      case Types.BOOLEAN, Types.BIT -> {
        if (is(className, Boolean.class)) {
          return capacity -> new BooleanColumn(label, type, capacity);
        }
      }
      case Types.TINYINT -> {
        return integers(label, type, 1, className);
      }
      case Types.SMALLINT -> {
        return integers(label, type, 2, className);
      }
      case Types.INTEGER -> {
        return integers(label, type, 4, className);
      }
      case Types.BIGINT -> {
        return integers(label, type, 8, className);
      }
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> {
        if (is(className, Float.class)) {
          return capacity -> new RealColumn(label, type, capacity);
        } else if (is(className, Double.class)) {
          return capacity -> new DoubleColumn(label, type, capacity);
        }
      }
      case Types.NUMERIC, Types.DECIMAL -> {
        // H2 reports DECFLOAT, which also has NaN, as NUMERIC.
        if (is(className, BigDecimal.class) && !isDecfloat(type)) {
          return capacity -> new DecimalColumn(label, type, capacity);
        }
      }
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR -> {
        if (is(className, String.class)) {
          return capacity -> new TextColumn(label, type, capacity);
        }
      }
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
        if (is(className, byte[].class)) {
          return capacity -> new BinaryColumn(label, type, capacity);
        }
      }
      case Types.CLOB, Types.NCLOB -> {
        return capacity -> new LobColumn(label, type, capacity, true, argument);
      }
      case Types.BLOB -> {
        return capacity -> new LobColumn(label, type, capacity, false, argument);
      }
      case Types.DATE -> {
        if (is(className, java.sql.Date.class)) {
          return capacity -> DateColumn.ofTarget(label, type, capacity);
        }
      }
      case Types.TIME -> {
        if (is(className, java.sql.Time.class)) {
          return capacity -> TimeColumn.ofTarget(label, type, capacity);
        }
      }
      case Types.TIMESTAMP -> {
        if (is(className, java.sql.Timestamp.class)) {
          return capacity -> TimestampColumn.ofTarget(label, type, capacity);
        }
      }
      case Types.TIME_WITH_TIMEZONE -> {
        return capacity -> new OffsetTimeColumn(label, type, capacity);
      }
      case Types.TIMESTAMP_WITH_TIMEZONE -> {
        return capacity -> new OffsetDateTimeColumn(label, type, capacity);
      }
      default -> {
        // Told apart by name below.
      }
    }
    return byName(label, type, className);
  }

  private static IntFunction<Column> byName(String label, String type, String className) {
    String name = type.toUpperCase(Locale.ROOT);
    if (name.equals("UUID") && is(className, java.util.UUID.class)) {
      return capacity -> new UuidColumn(label, type, capacity);
    } else if (name.equals("JSON") && is(className, byte[].class)) {
      return capacity -> new JsonColumn(label, type, capacity);
    } else if (isDecfloat(name)) {
      return capacity -> new DecfloatColumn(label, type, capacity);
    }
    List<Class<?>> forms = forms(name, className);
    boolean hasText = !name.equals("JAVA_OBJECT");
    return capacity -> new ObjectColumn(label, type, capacity, hasText, forms);
  }

  /** What H2's values of its own types convert to besides an object and text. */
  private static List<Class<?>> forms(String name, String className) {
    if (name.startsWith("ENUM")) {
      return NUMBERS;
    } else if (className.equals("org.h2.api.Interval")) {
      boolean months = name.endsWith("YEAR") || name.endsWith("MONTH");
      return List.of(
          Long.class,
          Double.class,
          Float.class,
          BigDecimal.class,
          BigInteger.class,
          months ? Period.class : Duration.class);
    } else if (name.startsWith("GEOMETRY") || name.equals("JAVA_OBJECT")) {
      return List.of(byte[].class);
    }
    return List.of();
  }

  private static IntFunction<Column> integers(
      String label, String type, int width, String className) {
    IntegerColumn.Box box =
        switch (className) {
          case "java.lang.Byte" -> IntegerColumn.Box.BYTE;
          case "java.lang.Short" -> IntegerColumn.Box.SHORT;
          case "java.lang.Integer" -> IntegerColumn.Box.INTEGER;
          case "java.lang.Long" -> IntegerColumn.Box.LONG;
          default -> null;
        };
    if (box == null) {
      // Unsigned 64 bits, or an object of the target's own.
      return capacity -> new ObjectColumn(label, type, capacity, true, NUMBERS);
    }
    return capacity -> new IntegerColumn(label, type, capacity, width, box);
  }

  private static boolean isDecfloat(String type) {
    return type.toUpperCase(Locale.ROOT).startsWith("DECFLOAT");
  }

  private static boolean is(String className, Class<?> type) {
    return type.getName().equals(className);
  }
}
