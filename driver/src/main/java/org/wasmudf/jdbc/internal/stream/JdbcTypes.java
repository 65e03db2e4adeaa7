package org.wasmudf.jdbc.internal.stream;

import java.sql.Types;
import org.wasmudf.store.SqlType;

/** The number of {@code java.sql.Types} for each of our types. */
public final class JdbcTypes {
  private JdbcTypes() {}

  public static int of(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return Types.BOOLEAN;
    } else if (type instanceof SqlType.Int integer) {
      return integer(integer.signed() ? integer.bits() : 2 * integer.bits());
    } else if (type instanceof SqlType.Int128 || type instanceof SqlType.Decimal) {
      return Types.NUMERIC;
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? Types.REAL : Types.DOUBLE;
    } else if (type instanceof SqlType.Text) {
      return Types.VARCHAR;
    } else if (type instanceof SqlType.Binary) {
      return Types.VARBINARY;
    } else if (type instanceof SqlType.Date) {
      return Types.DATE;
    } else if (type instanceof SqlType.Time) {
      return Types.TIME;
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.withTimeZone() ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP;
    } else if (type instanceof SqlType.Array) {
      return Types.ARRAY;
    }
    return Types.OTHER;
  }

  /** Decimal digits of numbers, bits of binary ones, characters or bytes of the others. */
  public static int precision(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return 1;
    } else if (type instanceof SqlType.Int integer) {
      return integer.bits();
    } else if (type instanceof SqlType.Int128) {
      return 39;
    } else if (type instanceof SqlType.Decimal decimal) {
      return decimal.precision();
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? 24 : 53;
    } else if (type instanceof SqlType.Text text) {
      return text.length();
    } else if (type instanceof SqlType.Binary binary) {
      return binary.length();
    } else if (type instanceof SqlType.Date) {
      return 10;
    } else if (type instanceof SqlType.Time) {
      return 18;
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.withTimeZone() ? 35 : 29;
    } else if (type instanceof SqlType.Uuid) {
      return 16;
    }
    return Integer.MAX_VALUE;
  }

  /** Digits behind the point, or of a fraction of a second. */
  public static int scale(SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      return decimal.scale();
    } else if (type instanceof SqlType.Time time) {
      return time.precision();
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return timestamp.precision();
    }
    return 0;
  }

  /** The name of the class that getObject returns. */
  public static String className(SqlType type) {
    return switch (of(type)) {
      case Types.BOOLEAN -> "java.lang.Boolean";
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> "java.lang.Integer";
      case Types.BIGINT -> "java.lang.Long";
      case Types.NUMERIC -> "java.math.BigDecimal";
      case Types.REAL -> "java.lang.Float";
      case Types.DOUBLE -> "java.lang.Double";
      case Types.VARCHAR -> "java.lang.String";
      case Types.VARBINARY -> "[B";
      case Types.DATE -> "java.sql.Date";
      case Types.TIME -> "java.sql.Time";
      case Types.TIMESTAMP -> "java.sql.Timestamp";
      case Types.TIMESTAMP_WITH_TIMEZONE -> "java.time.OffsetDateTime";
      default -> type instanceof SqlType.Uuid ? "java.util.UUID" : "java.lang.Object";
    };
  }

  /** An unsigned integer is shown as the next wider signed one. */
  private static int integer(int bits) {
    return switch (bits) {
      case 8 -> Types.TINYINT;
      case 16 -> Types.SMALLINT;
      case 32 -> Types.INTEGER;
      case 64 -> Types.BIGINT;
      default -> Types.NUMERIC;
    };
  }
}
