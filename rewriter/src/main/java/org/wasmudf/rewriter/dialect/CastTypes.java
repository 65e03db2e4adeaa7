package org.wasmudf.rewriter.dialect;

import java.util.Optional;
import org.wasmudf.store.SqlType;

/**
 * How {@code CAST(? AS ...)} spells our types; empty where the database has no such type.
 *
 * @param decimal with two {@code %d} for precision and scale; the bounded and timed names have one
 */
public record CastTypes(
    String bool,
    String int8,
    String int16,
    String int32,
    String int64,
    String real,
    String doublePrecision,
    String decimal,
    int maxDecimalPrecision,
    String text,
    String boundedText,
    String binary,
    String date,
    String time,
    String timestamp,
    String timestampWithTimeZone,
    String uuid,
    String json) {

  /** The standard's own names, which H2 and PostgreSQL share for the most part. */
  static final CastTypes STANDARD =
      new CastTypes(
          "BOOLEAN",
          "SMALLINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "REAL",
          "DOUBLE PRECISION",
          "DECIMAL(%d, %d)",
          38,
          "VARCHAR",
          "VARCHAR(%d)",
          "VARBINARY",
          "DATE",
          "TIME(%d)",
          "TIMESTAMP(%d)",
          "TIMESTAMP(%d) WITH TIME ZONE",
          "",
          "");

  static final CastTypes H2 =
      new CastTypes(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "REAL",
          "DOUBLE PRECISION",
          "DECIMAL(%d, %d)",
          76,
          "VARCHAR",
          "VARCHAR(%d)",
          "VARBINARY",
          "DATE",
          "TIME(%d)",
          "TIMESTAMP(%d)",
          "TIMESTAMP(%d) WITH TIME ZONE",
          "UUID",
          "JSON");

  static final CastTypes POSTGRESQL =
      new CastTypes(
          "boolean",
          "smallint",
          "smallint",
          "integer",
          "bigint",
          "real",
          "double precision",
          "numeric(%d, %d)",
          76,
          "text",
          "varchar(%d)",
          "bytea",
          "date",
          "time(%d)",
          "timestamp(%d)",
          "timestamptz(%d)",
          "uuid",
          "json");

  /** MariaDB and MySQL know few targets of CAST: no BOOLEAN and no BIGINT by these names. */
  static final CastTypes MYSQL =
      new CastTypes(
          "SIGNED",
          "SIGNED",
          "SIGNED",
          "SIGNED",
          "SIGNED",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(%d, %d)",
          65,
          "CHAR",
          "CHAR(%d)",
          "BINARY",
          "DATE",
          "TIME(%d)",
          "DATETIME(%d)",
          "",
          "",
          "");

  /** SQLite casts to an affinity; dates are texts there, so they are not cast. */
  static final CastTypes SQLITE =
      new CastTypes(
          "INTEGER", "INTEGER", "INTEGER", "INTEGER", "INTEGER", "REAL", "REAL", "", 0, "TEXT",
          "TEXT", "BLOB", "", "", "", "", "", "");

  static final CastTypes DUCKDB =
      new CastTypes(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(%d, %d)",
          38,
          "VARCHAR",
          "VARCHAR",
          "BLOB",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "UUID",
          "JSON");

  /** The target's name of a type, where it has one that holds every value of it. */
  public Optional<String> name(SqlType type) {
    String name = spelling(type);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private String spelling(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return bool;
    }
    if (type instanceof SqlType.Int integer) {
      return integer(integer);
    }
    if (type instanceof SqlType.Int128) {
      return decimal(39, 0);
    }
    if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? real : doublePrecision;
    }
    if (type instanceof SqlType.Decimal number) {
      return decimal(number.precision(), number.scale());
    }
    if (type instanceof SqlType.Text string) {
      boolean unbounded = string.length() == SqlType.Text.UNBOUNDED;
      return unbounded ? text : boundedText.formatted(string.length());
    }
    if (type instanceof SqlType.Binary) {
      return binary;
    }
    if (type instanceof SqlType.Date) {
      return date;
    }
    if (type instanceof SqlType.Time moment) {
      return time.formatted(moment.precision());
    }
    if (type instanceof SqlType.Timestamp moment) {
      String name = moment.withTimeZone() ? timestampWithTimeZone : timestamp;
      return name.formatted(moment.precision());
    }
    if (type instanceof SqlType.Uuid) {
      return uuid;
    }
    return type instanceof SqlType.Json ? json : "";
  }

  private String integer(SqlType.Int type) {
    // An unsigned type needs the next wider signed one.
    int bits = type.signed() ? type.bits() : type.bits() * 2;
    return switch (bits) {
      case 8 -> int8;
      case 16 -> int16;
      case 32 -> int32;
      case 64 -> int64;
      default -> decimal(20, 0);
    };
  }

  private String decimal(int precision, int scale) {
    return precision > maxDecimalPrecision ? "" : decimal.formatted(precision, scale);
  }
}
