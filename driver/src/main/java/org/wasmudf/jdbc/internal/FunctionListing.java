package org.wasmudf.jdbc.internal;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.ddl.DdlResult.Column;
import org.wasmudf.jdbc.internal.ddl.DdlResult.ColumnType;
import org.wasmudf.jdbc.internal.stream.JdbcTypes;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;

/**
 * The registered functions beside the target's, as DatabaseMetaData lists them: in the schema
 * {@code wasmudf} without a catalog, with JDBC's columns, types and order.
 */
public final class FunctionListing {
  private static final String SCHEMA = "wasmudf";

  private static final List<Column> FUNCTIONS =
      List.of(
          text("FUNCTION_CAT"),
          text("FUNCTION_SCHEM"),
          text("FUNCTION_NAME"),
          text("REMARKS"),
          small("FUNCTION_TYPE"),
          text("SPECIFIC_NAME"));

  private static final List<Column> COLUMNS =
      List.of(
          text("FUNCTION_CAT"),
          text("FUNCTION_SCHEM"),
          text("FUNCTION_NAME"),
          text("COLUMN_NAME"),
          small("COLUMN_TYPE"),
          integer("DATA_TYPE"),
          text("TYPE_NAME"),
          integer("PRECISION"),
          integer("LENGTH"),
          small("SCALE"),
          small("RADIX"),
          small("NULLABLE"),
          text("REMARKS"),
          integer("CHAR_OCTET_LENGTH"),
          integer("ORDINAL_POSITION"),
          text("IS_NULLABLE"),
          text("SPECIFIC_NAME"));

  private static final int SPECIFIC_NAME_OF_FUNCTION = 5;
  private static final int SPECIFIC_NAME_OF_COLUMN = 16;
  private static final int BITS = 2;
  private static final int DIGITS = 10;

  /** The target's own listing. */
  public interface Listing {
    @Nullable ResultSet list() throws SQLException;
  }

  private FunctionListing() {}

  private static Column text(String label) {
    return new Column(label, ColumnType.TEXT);
  }

  private static Column small(String label) {
    return new Column(label, ColumnType.SMALLINT);
  }

  private static Column integer(String label) {
    return new Column(label, ColumnType.INTEGER);
  }

  /** The registered functions that the patterns of getFunctions take. */
  public static List<FunctionDefinition> matching(
      Catalog catalog,
      @Nullable String catalogName,
      @Nullable String schemaPattern,
      @Nullable String namePattern,
      @Nullable String escape) {
    if ((catalogName != null && !catalogName.isEmpty())
        || !matches(schemaPattern, escape).test(SCHEMA)) {
      return List.of();
    }
    Predicate<String> names = matches(namePattern, escape);
    return catalog.functions().stream().filter(function -> names.test(function.name())).toList();
  }

  /** JDBC's patterns: % is any text, _ any character; null takes all. In any case. */
  public static Predicate<String> matches(@Nullable String pattern, @Nullable String escape) {
    if (pattern == null) {
      return name -> true;
    }
    String escaping = escape == null ? "" : escape;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      int behind = i + escaping.length();
      if (!escaping.isEmpty() && pattern.startsWith(escaping, i) && behind < pattern.length()) {
        i = behind;
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      } else if (pattern.charAt(i) == '%') {
        regex.append(".*");
      } else if (pattern.charAt(i) == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      }
    }
    return Pattern.compile(
            regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
        .asMatchPredicate();
  }

  /**
   * The rows of getFunctions.
   *
   * @throws SQLException the target's own, but for one that says that it lists no functions
   */
  public static DdlResult.Rows functions(List<FunctionDefinition> ours, Listing theirs)
      throws SQLException {
    List<List<@Nullable Object>> rows = read(theirs, FUNCTIONS);
    for (FunctionDefinition function : ours) {
      rows.add(
          Arrays.asList(
              null,
              SCHEMA,
              function.name(),
              function.comment(),
              (long) DatabaseMetaData.functionNoTable,
              function.display()));
    }
    rows.sort(order(SPECIFIC_NAME_OF_FUNCTION));
    return new DdlResult.Rows(FUNCTIONS, rows);
  }

  /**
   * The rows of getFunctionColumns: of each function its result, then its arguments.
   *
   * @throws SQLException as {@link #functions}
   */
  public static DdlResult.Rows columns(
      List<FunctionDefinition> ours, Predicate<String> columnNames, Listing theirs)
      throws SQLException {
    List<List<@Nullable Object>> rows = read(theirs, COLUMNS);
    for (FunctionDefinition function : ours) {
      if (columnNames.test("")) {
        rows.add(
            column(
                function, "", DatabaseMetaData.functionReturn, function.signature().returns(), 0));
      }
      int ordinal = 0;
      for (Parameter parameter : function.signature().parameters()) {
        ordinal++;
        String name = parameter.name() == null ? "P" + ordinal : parameter.name();
        if (columnNames.test(name)) {
          rows.add(
              column(function, name, DatabaseMetaData.functionColumnIn, parameter.type(), ordinal));
        }
      }
    }
    // The sort is stable: a function's columns stay in their order.
    rows.sort(order(SPECIFIC_NAME_OF_COLUMN));
    return new DdlResult.Rows(COLUMNS, rows);
  }

  private static List<@Nullable Object> column(
      FunctionDefinition function, String name, int kind, SqlType type, int ordinal) {
    int precision = JdbcTypes.precision(type);
    Long octets =
        type instanceof SqlType.Text || type instanceof SqlType.Binary ? (long) precision : null;
    boolean number = type instanceof SqlType.Decimal || type instanceof SqlType.Int128;
    boolean binaryNumber = type instanceof SqlType.Int || type instanceof SqlType.FloatingPoint;
    return Arrays.asList(
        null,
        SCHEMA,
        function.name(),
        name,
        (long) kind,
        (long) JdbcTypes.of(type),
        type.sql(),
        (long) precision,
        (long) precision,
        number || binaryNumber ? (long) JdbcTypes.scale(type) : null,
        number ? (Long) (long) DIGITS : binaryNumber ? (Long) (long) BITS : null,
        (long) DatabaseMetaData.functionNullable,
        function.comment(),
        octets,
        (long) ordinal,
        "YES",
        function.display());
  }

  private static Comparator<List<@Nullable Object>> order(int specificName) {
    Comparator<@Nullable String> texts = Comparator.nullsFirst(Comparator.naturalOrder());
    return Comparator.<List<@Nullable Object>, @Nullable String>comparing(
            row -> (String) row.get(0), texts)
        .thenComparing(row -> (String) row.get(1), texts)
        .thenComparing(row -> (String) row.get(2), texts)
        .thenComparing(row -> (String) row.get(specificName), texts);
  }

  /** The target's rows by the names of JDBC's columns: not every driver has them in its order. */
  private static List<List<@Nullable Object>> read(Listing listing, List<Column> columns)
      throws SQLException {
    List<List<@Nullable Object>> all = new ArrayList<>();
    try (ResultSet rows = listing.list()) {
      while (rows != null && rows.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Column column : columns) {
          row.add(read(rows, column));
        }
        all.add(row);
      }
    } catch (SQLFeatureNotSupportedException e) {
      // A target that lists no functions has none beside ours.
      return all;
    }
    return all;
  }

  private static @Nullable Object read(ResultSet rows, Column column) throws SQLException {
    int index;
    try {
      index = rows.findColumn(column.label());
    } catch (SQLException e) {
      // A column that this driver leaves out.
      return null;
    }
    if (column.type() == ColumnType.TEXT) {
      return rows.getString(index);
    }
    long value = rows.getLong(index);
    return rows.wasNull() ? null : value;
  }
}
