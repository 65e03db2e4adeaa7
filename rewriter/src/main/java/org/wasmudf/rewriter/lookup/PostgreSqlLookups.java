package org.wasmudf.rewriter.lookup;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.KeyForm.Kind;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** PostgreSQL. */
final class PostgreSqlLookups implements LookupDialect {
  /** A B-tree's entry has 2,704 bytes at most; longer keys have a hash index. */
  private static final long LONGEST_IN_TREE = 2000;

  /** The longest {@code varchar(n)}. */
  private static final int LONGEST_TEXT = 10_485_760;

  private static final KeyForm INTEGER = new KeyForm("", "", "bigint", "0", Kind.LONG);

  /** By bytes, whatever the column's collation is and whether or not it is deterministic. */
  private static final KeyForm TEXT =
      new KeyForm("(CAST((", ") AS text) COLLATE \"C\")", "text COLLATE \"C\"", "''", Kind.TEXT);

  /** Has no equality of its own. */
  private static final KeyForm JSON =
      new KeyForm(
          TEXT.before(),
          TEXT.after(),
          TEXT.type(),
          TEXT.neutral(),
          TEXT.kind(),
          new KeyForm.Fetched("CAST((", ") AS text)"));

  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    return switch (argument.typeName()) {
      case "int2", "int4", "int8", "oid", "serial", "bigserial", "smallserial" ->
          Optional.of(INTEGER);
      case "bool" -> Optional.of(new KeyForm("CAST((", ") AS integer)", "integer", "0", Kind.LONG));
      case "numeric" -> Optional.of(new KeyForm("", "", "numeric", "0", Kind.TEXT));
      case "uuid" ->
          Optional.of(
              new KeyForm(
                  "",
                  "",
                  "uuid",
                  "CAST('00000000-0000-0000-0000-000000000000' AS uuid)",
                  Kind.TEXT));
      case "date" -> Optional.of(new KeyForm("", "", "date", "DATE '2000-01-01'", Kind.DATE));
      // -0.0 = 0.0, and infinite or zoned times have more than one text, so by their bytes.
      case "float4", "float8", "time", "timetz", "timestamp", "timestamptz" ->
          Optional.of(sent(argument.typeName() + "_send"));
      // Trailing blanks do not count in comparisons, but a function reads them.
      case "bpchar" -> Optional.of(sent("bpcharsend"));
      case "bytea" -> Optional.of(new KeyForm("", "", "bytea", "''", Kind.BYTES));
      case "json", "jsonb" -> Optional.of(JSON);
      // Its text depends on the locale.
      case "money" -> Optional.empty();
      default -> byJdbcType(argument);
    };
  }

  /** Names of domains and enums are the user's own. */
  private static Optional<KeyForm> byJdbcType(TargetColumn argument) {
    return switch (argument.jdbcType()) {
      case Types.CHAR, Types.VARCHAR -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }

  private static KeyForm sent(String function) {
    String name =
        switch (function) {
          case "float4_send" -> "float4send";
          case "float8_send" -> "float8send";
          default -> function;
        };
    return new KeyForm("pg_catalog." + name + "(", ")", "bytea", "''", Kind.BYTES);
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    // It keeps microseconds.
    boolean finer =
        (type instanceof SqlType.Time time && time.precision() > 6)
            || (type instanceof SqlType.Timestamp moment && moment.precision() > 6);
    if (finer) {
      return Optional.empty();
    }
    if (type instanceof SqlType.Text text && text.length() > LONGEST_TEXT) {
      return Optional.of("text");
    }
    return Dialect.POSTGRESQL.castTypes().name(type);
  }

  @Override
  public String raise(int map, String status) {
    return "CAST('wasmudf:"
        + map
        + ":' || COALESCE(CAST("
        + status
        + " AS text), 'miss') AS integer) IS NULL";
  }

  /** A function's result has the collation of its arguments. */
  @Override
  public Optional<KeyForm.Fetched> collation(TargetColumn argument, SqlType result) {
    boolean text = argument.jdbcType() == Types.CHAR || argument.jdbcType() == Types.VARCHAR;
    return text && result instanceof SqlType.Text
        ? Optional.of(new KeyForm.Fetched("CAST((", ") AS text)"))
        : Optional.empty();
  }

  /** Whatever the search path is: it may name pg_temp last. */
  @Override
  public String tableName(String name) {
    return "pg_temp." + name;
  }

  @Override
  public Optional<String> readOnlyQuery() {
    return Optional.of("SELECT pg_catalog.current_setting('transaction_read_only')");
  }

  @Override
  public Function<Object, String> documentTexts() {
    return CopyLine::text;
  }

  /** Joins of it are hashed. */
  @Override
  public String document(List<MapColumn> columns, String json) {
    String literal = "E'" + json.replace("\\", "\\\\").replace("'", "''") + "'";
    return columns.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(
            Collectors.joining(
                ", ",
                "(SELECT d.* FROM pg_catalog.jsonb_to_recordset(CAST("
                    + literal
                    + " AS jsonb)) AS d(",
                "))"));
  }

  @Override
  public boolean takesAggregates() {
    return true;
  }

  @Override
  public MapTable table(String name, List<MapColumn> columns, MapTable.Use use) {
    String create =
        "CREATE TEMPORARY TABLE "
            + name
            + " ("
            + TableText.definitions(columns)
            + ")"
            + (use.inTransaction() ? " ON COMMIT DROP" : "");
    String insert =
        TableText.insert(name, columns, column -> LookupDialect.cast("?", column.type()));
    String copy = "COPY " + name + " (" + TableText.names(columns) + ") FROM STDIN";
    List<MapColumn> identity = TableText.identity(columns);
    List<String> finish = new ArrayList<>();
    if (TableText.fixedLength(identity) || use.longestKey() <= LONGEST_IN_TREE) {
      if (!identity.isEmpty() && identity.size() <= 32) {
        finish.add("CREATE UNIQUE INDEX ON " + name + " (" + TableText.names(identity) + ")");
      }
    } else {
      identity.stream()
          .filter(TableText::variable)
          .findFirst()
          .ifPresent(
              column ->
                  finish.add("CREATE INDEX ON " + name + " USING hash (" + column.name() + ")"));
    }
    finish.add("ANALYZE " + name);
    return new MapTable(
        List.of(create), insert, Optional.of(copy), finish, List.of("DROP TABLE " + name));
  }
}
