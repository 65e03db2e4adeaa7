package org.wasmudf.jdbc.internal.ddl;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ddl.DdlResult.Column;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.store.SqlType;

/** Rows of ours as a derived table in the target's own words: literals, each with its type. */
public final class InlineRelation {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** What a literal holds without any rule about escapes. */
  private static final Pattern PLAIN = Pattern.compile("[ -&(-\\[\\]-~]*");

  private final Dialect dialect;

  private InlineRelation(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The rows in parentheses, without an alias. */
  public static String of(DdlResult.Rows rows, Dialect dialect) {
    return new InlineRelation(dialect).derivedTable(rows);
  }

  private boolean is(Dialect other) {
    return dialect.name().equals(other.name());
  }

  private String derivedTable(DdlResult.Rows rows) {
    List<Column> columns = rows.columns();
    if (rows.rows().isEmpty()) {
      List<@Nullable Object> nulls = new ArrayList<>();
      columns.forEach(column -> nulls.add(null));
      String from = is(Dialect.MYSQL) ? " FROM DUAL" : "";
      return "(" + select(columns, nulls) + from + " WHERE 1 = 0)";
    }
    if (is(Dialect.H2) || is(Dialect.POSTGRESQL) || is(Dialect.DUCKDB)) {
      return "(SELECT * FROM (VALUES "
          + tuples(rows)
          + ") AS wasmudf_rows ("
          + columns.stream().map(this::name).collect(Collectors.joining(", "))
          + "))";
    }
    if (is(Dialect.SQLITE)) {
      // SELECTs cannot be chained without end there, and VALUES names its columns itself.
      List<String> named = new ArrayList<>();
      for (Column column : columns) {
        named.add("column" + (named.size() + 1) + " AS " + name(column));
      }
      return "(SELECT " + String.join(", ", named) + " FROM (VALUES " + tuples(rows) + "))";
    }
    return rows.rows().stream()
        .map(row -> select(columns, row))
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  private String tuples(DdlResult.Rows rows) {
    return rows.rows().stream()
        .map(row -> "(" + String.join(", ", values(rows.columns(), row)) + ")")
        .collect(Collectors.joining(", "));
  }

  private String select(List<Column> columns, List<@Nullable Object> row) {
    List<String> values = values(columns, row);
    List<String> named = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      named.add(values.get(i) + " AS " + name(columns.get(i)));
    }
    return "SELECT " + String.join(", ", named);
  }

  /** As the target takes the name where a query does not quote it. */
  private String name(Column column) {
    return dialect.quoted(dialect.identifierCase().fold(column.label()));
  }

  private List<String> values(List<Column> columns, List<@Nullable Object> row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      SqlType type = type(columns.get(i));
      String cast = dialect.castTypes().name(type).orElseThrow();
      values.add("CAST(" + literal(row.get(i), type) + " AS " + cast + ")");
    }
    return values;
  }

  private SqlType type(Column column) {
    return switch (column.type()) {
      case TEXT -> new SqlType.Text(SqlType.Text.UNBOUNDED);
      case SMALLINT -> new SqlType.Int(16, true);
      case INTEGER -> new SqlType.Int(32, true);
      case BIGINT -> new SqlType.Int(64, true);
      case DOUBLE -> new SqlType.FloatingPoint(64);
      case BOOLEAN -> new SqlType.Bool();
      case TIMESTAMP_WITH_TIME_ZONE -> {
        SqlType zoned = new SqlType.Timestamp(6, true);
        SqlType local = new SqlType.Timestamp(6, false);
        yield dialect.castTypes().name(zoned).isPresent()
            ? zoned
            : dialect.castTypes().name(local).isPresent()
                ? local
                : new SqlType.Text(SqlType.Text.UNBOUNDED);
      }
    };
  }

  private String literal(@Nullable Object value, SqlType type) {
    if (value == null) {
      return "NULL";
    } else if (value instanceof OffsetDateTime at) {
      String utc = LOCAL.format(at.withOffsetSameInstant(ZoneOffset.UTC));
      boolean zoned = type instanceof SqlType.Timestamp timestamp && timestamp.withTimeZone();
      return "'" + utc + (zoned ? "+00:00'" : "'");
    } else if (value instanceof String text) {
      return literal(text);
    }
    return String.valueOf(value);
  }

  private String literal(String text) {
    if (PLAIN.matcher(text).matches()) {
      return "'" + text + "'";
    } else if (is(Dialect.MYSQL)) {
      // What a backslash means there is a setting.
      String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
      return "CONVERT(X'" + hex + "' USING utf8mb4)";
    } else if (is(Dialect.POSTGRESQL)) {
      return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
