package org.wasmudf.integration.pushback;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave.
 *
 * @param columns empty where there are no rows
 * @param rows each as its values with their Java types between bars
 * @param updates the update count, -1 where there are rows
 * @param failure null where nothing failed
 */
record Result(
    List<Column> columns, List<String> rows, long updates, @Nullable SQLException failure) {

  /** A column as its metadata describe it. */
  record Column(String label, int type, String typeName, int precision, int scale) {}

  /** Runs a text as a plain statement. */
  static Result of(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      return read(statement, statement.execute(sql));
    } catch (SQLException e) {
      return new Result(List.of(), List.of(), -1, e);
    }
  }

  /** Runs a text as a prepared statement, twice where it can be asked again. */
  static Result of(Connection connection, String sql, List<Object> parameters, boolean again) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      Result first = read(statement, statement.execute());
      if (!again) {
        return first;
      }
      Result second = read(statement, statement.execute());
      return second.rows.size() == first.rows.size() ? second : first;
    } catch (SQLException e) {
      return new Result(List.of(), List.of(), -1, e);
    }
  }

  private static Result read(Statement statement, boolean rows) throws SQLException {
    if (!rows) {
      return new Result(List.of(), List.of(), statement.getUpdateCount(), null);
    }
    try (ResultSet result = statement.getResultSet()) {
      return read(result);
    }
  }

  private static Result read(ResultSet result) throws SQLException {
    ResultSetMetaData metaData = result.getMetaData();
    List<Column> columns = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    while (result.next()) {
      if (columns.isEmpty()) {
        describe(metaData, columns);
      }
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= columns.size(); i++) {
        line.append(i == 1 ? "" : "|").append(value(result.getObject(i)));
      }
      lines.add(line.toString());
    }
    if (columns.isEmpty()) {
      describe(metaData, columns);
    }
    return new Result(columns, lines, -1, null);
  }

  private static void describe(ResultSetMetaData metaData, List<Column> columns)
      throws SQLException {
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(
          new Column(
              metaData.getColumnLabel(i),
              metaData.getColumnType(i),
              metaData.getColumnTypeName(i),
              metaData.getPrecision(i),
              metaData.getScale(i)));
    }
  }

  /** With its Java type, and such that two values are equal only where all their bits are. */
  private static String value(@Nullable Object value) throws SQLException {
    if (value == null) {
      return "null";
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return "BigDecimal " + decimal.unscaledValue() + "e-" + decimal.scale();
    }
    if (value instanceof Array array) {
      return "array " + Arrays.deepToString((Object[]) array.getArray());
    }
    if (value instanceof Clob clob) {
      return "Clob " + clob.getSubString(1, (int) clob.length());
    }
    return value.getClass().getSimpleName() + " " + value;
  }

  /** The rows in an order of their own. */
  List<String> sortedRows() {
    return rows.stream().sorted().toList();
  }

  /** Whether wasmudf refused the statement; nothing has run then. */
  boolean refused() {
    return failure != null
        && ("42W01".equals(failure.getSQLState())
            || ("42601".equals(failure.getSQLState())
                && String.valueOf(failure.getMessage()).contains("cannot be understood")));
  }

  /** What a reader of a test's message wants to see. */
  String summary() {
    if (failure != null) {
      return failure.getClass().getSimpleName()
          + " "
          + failure.getSQLState()
          + " "
          + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
    return updates >= 0
        ? updates + " updated"
        : String.format(Locale.ROOT, "%s %d rows %s", columns, rows.size(), rows);
  }
}
