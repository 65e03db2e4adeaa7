package org.wasmudf.rewriter;

import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** The target's column types in our own terms. */
final class TargetTypes {
  /** DECFLOAT of JDBC 4.5, which H2 reports already. */
  private static final int DECFLOAT = 2015;

  /** Stands for an exact number whose digits the target does not limit or state. */
  private static final SqlType ANY_DECIMAL = new SqlType.Decimal(76, 38);

  private TargetTypes() {}

  static ValueType of(TargetColumn column, Dialect dialect) {
    if (dialect.equals(Dialect.SQLITE)) {
      return ofSqlite(column);
    }
    String name = column.typeName().toLowerCase(Locale.ROOT);
    SqlType byName =
        switch (name) {
          case "uuid" -> new SqlType.Uuid();
          case "json", "jsonb" -> new SqlType.Json();
          case "decfloat" -> ANY_DECIMAL;
          case "bool", "boolean" -> new SqlType.Bool();
          case "utinyint" -> new SqlType.Int(8, false);
          case "usmallint" -> new SqlType.Int(16, false);
          case "uinteger" -> new SqlType.Int(32, false);
          case "ubigint" -> new SqlType.Int(64, false);
          case "hugeint" -> new SqlType.Int128(true);
          case "uhugeint" -> new SqlType.Int128(false);
          default -> null;
        };
    SqlType type = byName != null ? byName : byJdbcType(column);
    return type == null
        ? new ValueType.Foreign(column.typeName())
        : new ValueType.Typed(type, null);
  }

  /**
   * The affinity of a declared column, by SQLite's own rules ("Datatypes In SQLite", 3.1): each
   * value has a type of its own there, and neither precision nor sign is kept to. What has no
   * affinity of one type is known only when its values are there.
   */
  private static ValueType ofSqlite(TargetColumn column) {
    String name = column.typeName().toUpperCase(Locale.ROOT);
    if (name.contains("INT")) {
      return new ValueType.Typed(new SqlType.Int(64, true), null);
    } else if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
      return new ValueType.Typed(new SqlType.Text(SqlType.Text.UNBOUNDED), null);
    } else if (name.contains("BLOB")) {
      return new ValueType.Typed(new SqlType.Binary(SqlType.Text.UNBOUNDED), null);
    } else if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
      return new ValueType.Typed(new SqlType.FloatingPoint(64), null);
    }
    boolean number = column.jdbcType() == Types.NUMERIC || column.jdbcType() == Types.DECIMAL;
    return number
        ? new ValueType.Typed(ANY_DECIMAL, null)
        : new ValueType.Foreign(column.typeName());
  }

  private static @Nullable SqlType byJdbcType(TargetColumn column) {
    boolean signed = column.signed();
    return switch (column.jdbcType()) {
      case Types.BOOLEAN -> new SqlType.Bool();
      case Types.BIT -> column.precision() <= 1 ? new SqlType.Bool() : null;
      case Types.TINYINT -> new SqlType.Int(8, signed);
      case Types.SMALLINT -> new SqlType.Int(16, signed);
      case Types.INTEGER -> new SqlType.Int(32, signed);
      case Types.BIGINT -> new SqlType.Int(64, signed);
      case Types.REAL -> new SqlType.FloatingPoint(32);
      case Types.FLOAT, Types.DOUBLE -> new SqlType.FloatingPoint(64);
      case Types.NUMERIC, Types.DECIMAL -> decimal(column.precision(), column.scale());
      case DECFLOAT -> ANY_DECIMAL;
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          new SqlType.Text(column.precision() > 0 ? column.precision() : SqlType.Text.UNBOUNDED);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          new SqlType.Binary(column.precision() > 0 ? column.precision() : SqlType.Text.UNBOUNDED);
      case Types.DATE -> new SqlType.Date();
      case Types.TIME -> new SqlType.Time(digits(column.scale()));
      case Types.TIMESTAMP -> new SqlType.Timestamp(digits(column.scale()), withZone(column));
      case Types.TIMESTAMP_WITH_TIMEZONE -> new SqlType.Timestamp(digits(column.scale()), true);
      default -> null;
    };
  }

  /** PostgreSQL's driver reports timestamptz as TIMESTAMP. */
  private static boolean withZone(TargetColumn column) {
    String name = column.typeName().toLowerCase(Locale.ROOT);
    return name.equals("timestamptz") || name.contains("with time zone");
  }

  private static int digits(int scale) {
    return scale < 0 || scale > 9 ? 6 : scale;
  }

  private static SqlType decimal(int precision, int scale) {
    boolean stated = precision >= 1 && precision <= 76 && scale >= 0 && scale <= precision;
    return stated ? new SqlType.Decimal(precision, scale) : ANY_DECIMAL;
  }
}
