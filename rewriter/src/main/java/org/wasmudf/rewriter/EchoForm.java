package org.wasmudf.rewriter;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** How a target takes the rows of an echo: as arrays, of which it makes a table again. */
enum EchoForm {
  H2 {
    @Override
    String table(List<Column> columns, String prefix) {
      String arrays =
          columns.stream()
              .map(column -> "CAST(? AS " + column.type() + " ARRAY)")
              .collect(Collectors.joining(", "));
      return "UNNEST("
          + arrays
          + ") WITH ORDINALITY AS "
          + prefix
          + "A("
          + names(columns, prefix, "")
          + ", "
          + prefix
          + "O)";
    }

    @Override
    @Nullable Column column(TargetColumn column) {
      String name = column.typeName().toUpperCase(Locale.ROOT);
      return switch (name) {
        case "SMALLINT" -> new Column(Echo.Element.SHORT, name, name);
        case "INTEGER" -> new Column(Echo.Element.INTEGER, name, name);
        case "BIGINT" -> new Column(Echo.Element.LONG, name, name);
        case "REAL" -> new Column(Echo.Element.FLOAT, name, name);
        case "DOUBLE PRECISION" -> new Column(Echo.Element.DOUBLE, name, name);
        case "BOOLEAN" -> new Column(Echo.Element.BOOLEAN, name, name);
        case "DATE" -> new Column(Echo.Element.DATE, name, name);
        case "NUMERIC", "DECIMAL" -> decimal(column, name);
        case "TIMESTAMP" ->
            new Column(Echo.Element.TIMESTAMP, name + "(" + column.scale() + ")", name);
        default -> null;
      };
    }

    @Override
    String element(Echo.Element form, String type) {
      return type;
    }
  },

  /** The cast behind the array gives the columns their digits, which an array does not keep. */
  POSTGRESQL {
    @Override
    String table(List<Column> columns, String prefix) {
      String casts =
          IntStream.rangeClosed(1, columns.size())
              .mapToObj(
                  i ->
                      "CAST(%1$sC%2$d AS %3$s) AS %1$sV%2$d"
                          .formatted(prefix, i, columns.get(i - 1).type()))
              .collect(Collectors.joining(", "));
      String arrays =
          columns.stream()
              .map(column -> "CAST(? AS " + column.element() + "[])")
              .collect(Collectors.joining(", "));
      return "(SELECT "
          + casts
          + ", "
          + prefix
          + "O FROM unnest("
          + arrays
          + ") WITH ORDINALITY AS "
          + prefix
          + "A("
          + names(columns, prefix, "C")
          + ", "
          + prefix
          + "O)) AS "
          + prefix
          + "E";
    }

    @Override
    @Nullable Column column(TargetColumn column) {
      String name = column.typeName().toLowerCase(Locale.ROOT);
      return switch (name) {
        case "int2", "smallserial" -> new Column(Echo.Element.SHORT, "int2", "int2");
        case "int4", "serial" -> new Column(Echo.Element.INTEGER, "int4", "int4");
        case "int8", "bigserial" -> new Column(Echo.Element.LONG, "int8", "int8");
        case "float4" -> new Column(Echo.Element.FLOAT, name, name);
        case "float8" -> new Column(Echo.Element.DOUBLE, name, name);
        case "bool" -> new Column(Echo.Element.BOOLEAN, name, name);
        case "date" -> new Column(Echo.Element.DATE, name, name);
        case "numeric" ->
            column.precision() == 0
                ? new Column(Echo.Element.DECIMAL, name, name)
                : decimal(column, name);
        case "timestamp" ->
            new Column(Echo.Element.TIMESTAMP, name + "(" + column.scale() + ")", name);
        default -> null;
      };
    }

    @Override
    String element(Echo.Element form, String type) {
      return switch (form) {
        case SHORT -> "int2";
        case INTEGER -> "int4";
        case LONG -> "int8";
        case FLOAT -> "float4";
        case DOUBLE -> "float8";
        case BOOLEAN -> "bool";
        case DECIMAL -> "numeric";
        case DATE -> "date";
        case TIMESTAMP -> "timestamp";
      };
    }
  };

  /**
   * A column of the table.
   *
   * @param type its SQL type
   * @param element the SQL type of the array's elements
   */
  record Column(Echo.Element form, String type, String element) {}

  /** The form of a dialect; null where it has none. */
  static @Nullable EchoForm of(Dialect dialect) {
    return switch (dialect.name()) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      // MariaDB and DuckDB run no second statement while the rows of the first arrive; SQLite has
      // the function itself.
      default -> null;
    };
  }

  /** The item of FROM that has the rows: columns V1, V2 and so on behind the prefix, and O. */
  abstract String table(List<Column> columns, String prefix);

  /** The column for a column of the target; null where its values do not travel as they are. */
  abstract @Nullable Column column(TargetColumn column);

  /** The type of an array's elements, as the driver names it. */
  abstract String element(Echo.Element form, String type);

  /** The column for a function's results; null where they do not travel as they are. */
  @Nullable Column column(SqlType type, Dialect dialect) {
    Echo.Element form = form(type);
    String name = dialect.castTypes().name(type).orElse("");
    if (form == null || name.isEmpty()) {
      return null;
    }
    return new Column(form, name, element(form, name));
  }

  private static Echo.@Nullable Element form(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return Echo.Element.BOOLEAN;
    } else if (type instanceof SqlType.Int integer) {
      return switch (integer.signed() ? integer.bits() : 2 * integer.bits()) {
        case 8, 16 -> Echo.Element.SHORT;
        case 32 -> Echo.Element.INTEGER;
        case 64 -> Echo.Element.LONG;
        default -> Echo.Element.DECIMAL;
      };
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? Echo.Element.FLOAT : Echo.Element.DOUBLE;
    } else if (type instanceof SqlType.Decimal || type instanceof SqlType.Int128) {
      return Echo.Element.DECIMAL;
    } else if (type instanceof SqlType.Date) {
      return Echo.Element.DATE;
    }
    boolean timestamp = type instanceof SqlType.Timestamp moment && !moment.withTimeZone();
    return timestamp ? Echo.Element.TIMESTAMP : null;
  }

  private static @Nullable Column decimal(TargetColumn column, String name) {
    boolean stated = column.scale() >= 0 && column.scale() <= column.precision();
    String digits = "(" + column.precision() + ", " + column.scale() + ")";
    return stated ? new Column(Echo.Element.DECIMAL, name + digits, name) : null;
  }

  private static String names(List<Column> columns, String prefix, String kind) {
    String name = prefix + (kind.isEmpty() ? "V" : kind);
    return IntStream.rangeClosed(1, columns.size())
        .mapToObj(i -> name + i)
        .collect(Collectors.joining(", "));
  }
}
