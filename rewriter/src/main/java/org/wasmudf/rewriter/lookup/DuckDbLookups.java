package org.wasmudf.rewriter.lookup;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.KeyForm.Kind;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** DuckDB. */
final class DuckDbLookups implements LookupDialect {
  /** The bytes of its text: no collation, -0.0 apart from 0.0, and infinite dates have a text. */
  private static final Optional<KeyForm> TEXT =
      Optional.of(
          new KeyForm("encode(CAST((", ") AS VARCHAR))", "BLOB", "CAST('' AS BLOB)", Kind.BYTES));

  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    String name = argument.typeName().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          Optional.of(new KeyForm("", "", "BIGINT", "0", Kind.LONG));
      case "BOOLEAN" ->
          Optional.of(new KeyForm("CAST((", ") AS INTEGER)", "INTEGER", "0", Kind.LONG));
      case "BLOB" -> Optional.of(new KeyForm("", "", "BLOB", "CAST('' AS BLOB)", Kind.BYTES));
      case "UBIGINT", "HUGEINT", "UHUGEINT", "UUID", "JSON" -> TEXT;
      default -> byJdbcType(argument);
    };
  }

  /** DECIMAL, ENUM and the TIMESTAMPs have names with more in them. */
  private static Optional<KeyForm> byJdbcType(TargetColumn argument) {
    return switch (argument.jdbcType()) {
      case Types.FLOAT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.VARCHAR,
          Types.DATE,
          Types.TIME,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE ->
          TEXT;
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    if (type instanceof SqlType.Time time && time.precision() > 6) {
      return Optional.empty();
    }
    if (type instanceof SqlType.Timestamp moment && moment.precision() > 6) {
      return moment.withTimeZone() ? Optional.empty() : Optional.of("TIMESTAMP_NS");
    }
    return Dialect.DUCKDB.castTypes().name(type);
  }

  /**
   * Reads an argument too: with NULL in the map's columns DuckDB evaluates a filter ahead, to see
   * whether an outer join is an inner one. {@code error()} counts as volatile, which PARTITION BY
   * does not take.
   */
  @Override
  public List<String> raiseReading(int map, String status) {
    return List.of(
        raising(map, status, "'miss' || COALESCE(LEFT(CAST(("),
        ") AS VARCHAR), 0), '')" + asNumber(map));
  }

  @Override
  public String raise(int map, String status) {
    return raising(map, status, "'miss'") + asNumber(map);
  }

  private static String raising(int map, String status, String miss) {
    return "CAST(REPLACE('wasmudf:"
        + map
        + ":' || COALESCE(CAST("
        + status
        + " AS VARCHAR), "
        + miss;
  }

  /** 0 stays, all else is no number. */
  private static String asNumber(int map) {
    return "), 'wasmudf:" + map + ":0', '0') AS INTEGER) IS NULL";
  }

  /** A function's result has the collation of its arguments. */
  @Override
  public Optional<KeyForm.Fetched> collation(TargetColumn argument, SqlType result) {
    boolean text = argument.typeName().equalsIgnoreCase("VARCHAR");
    return text && result instanceof SqlType.Text
        ? Optional.of(new KeyForm.Fetched("(", ")"))
        : Optional.empty();
  }

  @Override
  public Subquery subquery() {
    return Subquery.OF_EACH_COLUMN;
  }

  @Override
  public String tableName(String name) {
    return "temp.main." + name;
  }

  @Override
  public boolean exactInSubquery(TargetColumn argument) {
    return switch (argument.jdbcType()) {
      case Types.FLOAT, Types.REAL, Types.DOUBLE -> false;
      default -> true;
    };
  }

  @Override
  public boolean takesAggregates() {
    return true;
  }

  /** Joins are hashed, lookups become joins: an index would only cost its making. */
  @Override
  public MapTable table(String name, List<MapColumn> columns, MapTable.Use use) {
    String create =
        "CREATE TEMPORARY TABLE "
            + name.substring(name.lastIndexOf('.') + 1)
            + " ("
            + TableText.definitions(columns)
            + ")";
    String insert =
        TableText.insert(name, columns, column -> LookupDialect.cast("?", column.type()));
    return new MapTable(
        List.of(create), insert, Optional.empty(), List.of(), List.of("DROP TABLE " + name));
  }
}
