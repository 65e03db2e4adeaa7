package org.wasmudf.integration.conformance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text answers, line by line.
 *
 * @param columns labels and types
 * @param types as java.sql.Types has them
 * @param rows each as its values between bars; update counts where there are no rows
 * @param failure class, state and message, null where nothing failed
 * @param state of the failure
 */
record Answer(
    List<String> columns,
    List<Integer> types,
    List<String> rows,
    @Nullable String failure,
    @Nullable String state) {

  static Answer of(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return new Answer(
            List.of(), List.of(), List.of("updated " + statement.getUpdateCount()), null, null);
      }
      try (ResultSet rows = statement.getResultSet()) {
        return read(rows);
      }
    } catch (SQLException e) {
      String failure = e.getClass().getName() + " " + e.getSQLState() + " " + e.getMessage();
      return new Answer(List.of(), List.of(), List.of(), failure, e.getSQLState());
    }
  }

  private static Answer read(ResultSet rows) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(metaData.getColumnLabel(i) + " " + metaData.getColumnTypeName(i));
      types.add(metaData.getColumnType(i));
    }
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= columns.size(); i++) {
        line.append(i == 1 ? "" : "|").append(rows.getString(i));
      }
      lines.add(line.toString());
    }
    return new Answer(columns, types, lines, null, null);
  }

  /** Whether this is the answer to the same text; where nothing orders the rows, any order is. */
  boolean sameAs(Answer other, boolean ordered) {
    return ordered ? equals(other) : inAnyOrder().equals(other.inAnyOrder());
  }

  private Answer inAnyOrder() {
    return new Answer(columns, types, sortedRows(), failure, state);
  }

  /** The rows in an order of their own, for a query that has none. */
  List<String> sortedRows() {
    return rows.stream().sorted().toList();
  }
}
