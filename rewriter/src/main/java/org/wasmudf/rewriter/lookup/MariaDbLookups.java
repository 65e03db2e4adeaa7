package org.wasmudf.rewriter.lookup;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.KeyForm.Fetched;
import org.wasmudf.rewriter.plan.KeyForm.Kind;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/**
 * MariaDB.
 *
 * @param collation of text results: that of the current database, as a native function's are; empty
 *     where it is not known
 */
record MariaDbLookups(String collation) implements LookupDialect {
  /** A row has 65,535 bytes at most, a character up to four. */
  private static final int LONGEST_IN_ROW = 4096;

  private static final int MAX_PRECISION = 65;
  private static final int MAX_SCALE = 38;

  private static final Optional<KeyForm> INTEGER =
      Optional.of(new KeyForm("", "", "BIGINT", "0", Kind.LONG));
  private static final Optional<KeyForm> NUMBER =
      Optional.of(new KeyForm("((", ") + 0)", "BIGINT", "0", Kind.LONG));
  private static final Optional<KeyForm> BINARY =
      Optional.of(new KeyForm("", "", "LONGBLOB", "''", Kind.BYTES));

  /** No collation, no case, no padding. */
  private static final Optional<KeyForm> BYTES = bytes("CAST((", ") AS BINARY)", "", "");

  /**
   * The shortest decimal, with its sign. It has up to 24 characters, of which a temporary table
   * that MariaDB makes keeps 22 unless a length is said.
   */
  private static final Optional<KeyForm> DOUBLE =
      bytes("CAST(CAST((", ") AS CHAR(40)) AS BINARY)", "", "");

  /** As text it has six digits; a sum would lose the sign of -0.0. */
  private static final Optional<KeyForm> FLOAT =
      bytes("CAST(CAST((", ") * 1e0 AS CHAR(40)) AS BINARY)", "((", ") * 1e0)");

  /** Its DISTINCT tells instants apart, while the text and what is read do not. */
  private static final Optional<KeyForm> TIMESTAMP =
      bytes("CAST((", ") AS BINARY)", "CAST((", ") AS DATETIME(6))");

  private static Optional<KeyForm> bytes(
      String before, String after, String readBefore, String readAfter) {
    Fetched fetched = new Fetched(readBefore, readAfter);
    return Optional.of(new KeyForm(before, after, "LONGBLOB", "''", Kind.BYTES, fetched));
  }

  /** Texts of another character set than Unicode's have no equal collation in it. */
  @Override
  public Optional<String> sessionQuery() {
    return Optional.of(
        "SELECT IF(@@character_set_database LIKE 'utf8%',"
            + " REPLACE(REPLACE(@@collation_database, 'utf8mb3_', 'utf8mb4_'), 'utf8_',"
            + " 'utf8mb4_'), 'none')");
  }

  @Override
  public LookupDialect forSession(@Nullable String answer) {
    return new MariaDbLookups(answer != null && answer.matches("[A-Za-z0-9_]+") ? answer : "");
  }

  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    String name = argument.typeName().toUpperCase(Locale.ROOT);
    if (name.startsWith("YEAR")) {
      return NUMBER;
    } else if (name.equals("BIGINT UNSIGNED")) {
      return Optional.of(new KeyForm("", "", "BIGINT UNSIGNED", "0", Kind.TEXT));
    } else if (name.equals("TIMESTAMP")) {
      return TIMESTAMP;
    } else if (name.startsWith("FLOAT")) {
      return FLOAT;
    } else if (name.equals("UUID")) {
      return BYTES;
    }
    return switch (argument.jdbcType()) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
      case Types.BOOLEAN -> NUMBER;
      case Types.BIT -> argument.precision() <= 1 ? NUMBER : Optional.empty();
      case Types.DATE -> NUMBER;
      case Types.REAL -> FLOAT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
      case Types.FLOAT, Types.DOUBLE -> DOUBLE;
      case Types.NUMERIC,
          Types.DECIMAL,
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.CLOB,
          Types.TIME,
          Types.TIMESTAMP ->
          BYTES;
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    return Optional.ofNullable(type(type));
  }

  private @Nullable String type(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return "TINYINT(1)";
    } else if (type instanceof SqlType.Int integer) {
      return integer(integer);
    } else if (type instanceof SqlType.Int128) {
      return "DECIMAL(39, 0)";
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? "FLOAT" : "DOUBLE";
    } else if (type instanceof SqlType.Decimal number) {
      boolean fits = number.precision() <= MAX_PRECISION && number.scale() <= MAX_SCALE;
      return fits ? "DECIMAL(" + number.precision() + ", " + number.scale() + ")" : null;
    } else if (type instanceof SqlType.Text text) {
      return text(text);
    } else if (type instanceof SqlType.Binary binary) {
      boolean inRow = binary.length() <= LONGEST_IN_ROW;
      return inRow ? "VARBINARY(" + binary.length() + ")" : "LONGBLOB";
    } else if (type instanceof SqlType.Date) {
      return "DATE";
    } else if (type instanceof SqlType.Time time) {
      return time.precision() <= 6 ? "TIME(" + time.precision() + ")" : null;
    } else if (type instanceof SqlType.Timestamp moment) {
      boolean fits = moment.precision() <= 6 && !moment.withTimeZone();
      return fits ? "DATETIME(" + moment.precision() + ")" : null;
    }
    return type instanceof SqlType.Json
        ? "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
        : null;
  }

  private static String integer(SqlType.Int type) {
    int bits = type.signed() ? type.bits() : type.bits() * 2;
    return switch (bits) {
      case 8 -> "TINYINT";
      case 16 -> "SMALLINT";
      case 32 -> "INTEGER";
      case 64 -> "BIGINT";
      default -> "DECIMAL(20, 0)";
    };
  }

  private @Nullable String text(SqlType.Text text) {
    if (collation.equals("none")) {
      return null;
    }
    String name = text.length() <= LONGEST_IN_ROW ? "VARCHAR(" + text.length() + ")" : "LONGTEXT";
    return name + " CHARACTER SET utf8mb4" + (collation.isEmpty() ? "" : " COLLATE " + collation);
  }

  /**
   * The one error that neither IGNORE nor an empty sql_mode turns into a warning, and its message
   * has the expression in it.
   */
  @Override
  public String raise(int map, String status) {
    return "CASE WHEN "
        + status
        + " IS NULL THEN "
        + overflow(map, "miss", "COALESCE(" + status + ", '')")
        + " ELSE "
        + overflow(map, "failed", status)
        + " END IS NULL";
  }

  private static String overflow(int map, String what, String read) {
    return "~0 + CHAR_LENGTH(CONCAT('wasmudf " + map + " " + what + "', " + read + "))";
  }

  @Override
  public Function<Object, String> documentTexts() {
    return MariaDbLookups::documentText;
  }

  private static String documentText(Object cell) {
    if (cell instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (cell instanceof Boolean truth) {
      return truth ? "1" : "0";
    }
    return CopyLine.text(cell);
  }

  /** JSON has no bytes; and a literal of bytes has no escapes, which sql_mode would decide. */
  @Override
  public String document(List<MapColumn> columns, String json) {
    String literal = HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8));
    String read =
        columns.stream()
            .map(
                column ->
                    column.name()
                        + " "
                        + (binary(column) ? "LONGTEXT" : column.type())
                        + " PATH '$."
                        + MapDocument.name(column)
                        + "' NULL ON EMPTY ERROR ON ERROR")
            .collect(Collectors.joining(", "));
    String made =
        columns.stream()
            .map(
                column ->
                    binary(column)
                        ? "UNHEX(d." + column.name() + ") AS " + column.name()
                        : "d." + column.name())
            .collect(Collectors.joining(", "));
    return "(SELECT "
        + made
        + " FROM JSON_TABLE(CONVERT(X'"
        + literal
        + "' USING utf8mb4), '$[*]' COLUMNS ("
        + read
        + ")) AS d)";
  }

  private static boolean binary(MapColumn column) {
    return column.type().equals("LONGBLOB") || column.type().startsWith("VARBINARY");
  }

  /**
   * Else its cache of subqueries takes a row's result for another one whose columns are equal under
   * their collation, {@code 'a'} for {@code 'A '}.
   */
  @Override
  public String evaluatedForEachRow() {
    return " WHERE LAST_INSERT_ID() IS NOT NULL";
  }

  @Override
  public boolean takesAggregates() {
    return false;
  }

  /** CAST knows few types; JSON_TABLE knows all that a column can have. */
  @Override
  public String described(List<MapColumn> columns) {
    return columns.stream()
        .map(column -> column.name() + " " + column.type() + " PATH '$'")
        .collect(Collectors.joining(", ", "JSON_TABLE('[]', '$[*]' COLUMNS (", "))"));
  }

  /** InnoDB keeps no exact number of rows, so that no row is read before the statement runs. */
  @Override
  public MapTable table(String name, List<MapColumn> columns, MapTable.Use use) {
    List<MapColumn> identity = TableText.identity(columns);
    String index = "";
    if (!identity.isEmpty()) {
      List<MapColumn> indexed = identity.subList(0, Math.min(identity.size(), 16));
      index =
          TableText.fixedLength(identity) && indexed.size() == identity.size()
              ? ", PRIMARY KEY (" + TableText.names(identity) + ")"
              : ", INDEX (" + prefixes(indexed) + ")";
    }
    String create =
        "CREATE TEMPORARY TABLE "
            + name
            + " ("
            + TableText.definitions(columns)
            + index
            + ") ENGINE = InnoDB";
    String insert = TableText.insert(name, columns, column -> "?");
    return new MapTable(
        List.of(create),
        insert,
        Optional.empty(),
        List.of(),
        List.of("DROP TEMPORARY TABLE " + name));
  }

  /** An index has 3,072 bytes at most. */
  private static String prefixes(List<MapColumn> columns) {
    long variable = columns.stream().filter(TableText::variable).count();
    long prefix = Math.min(255, 2048 / Math.max(1, variable));
    return columns.stream()
        .map(
            column ->
                column.type().equals("LONGBLOB")
                    ? column.name() + "(" + prefix + ")"
                    : column.name())
        .collect(Collectors.joining(", "));
  }
}
