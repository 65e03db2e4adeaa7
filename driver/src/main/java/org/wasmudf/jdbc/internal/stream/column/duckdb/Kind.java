package org.wasmudf.jdbc.internal.stream.column.duckdb;

import java.util.Locale;

/** DuckDB's types, as far as its driver's getters tell them apart. */
enum Kind {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INTEGER,
  BIGINT,
  UTINYINT,
  USMALLINT,
  UINTEGER,
  UBIGINT,
  HUGEINT,
  UHUGEINT,
  FLOAT,
  DOUBLE,
  DECIMAL,
  VARCHAR,
  ENUM,
  /** What the driver has as a text and nothing else: BIT, INTERVAL, BIGNUM. */
  TEXT,
  BLOB,
  GEOMETRY,
  UUID,
  DATE,
  TIME,
  TIME_NS,
  TIMETZ,
  TIMESTAMP,
  TIMESTAMP_S,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMPTZ,
  LIST,
  ARRAY,
  STRUCT,
  MAP,
  /** An object of the driver's own, or of the value's type: JSON, UNION, VARIANT. */
  OBJECT;

  /** The kind of a type that the driver's metadata names. */
  static Kind of(String typeName) {
    String name = typeName.toUpperCase(Locale.ROOT);
    if (name.endsWith("[]")) {
      return LIST;
    } else if (name.endsWith("]")) {
      return ARRAY;
    } else if (name.startsWith("STRUCT")) {
      return STRUCT;
    } else if (name.startsWith("MAP")) {
      return MAP;
    } else if (name.startsWith("UNION")) {
      return OBJECT;
    } else if (name.startsWith("DECIMAL")) {
      return DECIMAL;
    } else if (name.startsWith("ENUM")) {
      return ENUM;
    } else if (name.startsWith("GEOMETRY")) {
      return GEOMETRY;
    }
    return switch (name) {
      case "TIME WITH TIME ZONE" -> TIMETZ;
      case "TIMESTAMP WITH TIME ZONE" -> TIMESTAMPTZ;
      case "JSON", "VARIANT" -> OBJECT;
      case "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "HUGEINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "VARCHAR",
          "BLOB",
          "UUID",
          "DATE",
          "TIME",
          "TIME_NS",
          "TIMESTAMP",
          "TIMESTAMP_S",
          "TIMESTAMP_MS",
          "TIMESTAMP_NS" ->
          valueOf(name);
      default -> TEXT;
    };
  }

  boolean isTimestamp() {
    return compareTo(TIMESTAMP) >= 0 && compareTo(TIMESTAMPTZ) <= 0;
  }

  /** Whether a long holds every value. */
  boolean isInteger() {
    return compareTo(TINYINT) >= 0 && compareTo(UINTEGER) <= 0;
  }

  /** Whether values are integers wider than a long. */
  boolean isWideInteger() {
    return compareTo(UBIGINT) >= 0 && compareTo(UHUGEINT) <= 0;
  }

  boolean isNumber() {
    return compareTo(TINYINT) >= 0 && compareTo(DECIMAL) <= 0;
  }
}
