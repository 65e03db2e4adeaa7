package org.wasmudf.jdbc.internal.stream;

import java.sql.Types;
import org.wasmudf.store.SqlType;

/** The number of {@code java.sql.Types} for each of our types. */
final class JdbcTypes {
  private JdbcTypes() {}

  static int of(SqlType type) {
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
