package org.wasmudf.rewriter;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.TargetProbe;

/** A real H2 in memory, and the probe over it. */
final class H2Target implements TargetProbe, AutoCloseable {
  private final Connection connection;
  private int prepared;

  H2Target(String... script) throws SQLException {
    this("", script);
  }

  H2Target(String settings, String[] script) throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:" + settings);
    for (String sql : script) {
      execute(sql);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection connection() {
    return connection;
  }

  /** How many texts the probe prepared. */
  int prepared() {
    return prepared;
  }

  @Override
  public List<TargetColumn> columns(String sql) throws SQLException {
    prepared++;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData metaData = statement.getMetaData();
      List<TargetColumn> columns = new ArrayList<>();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        columns.add(
            new TargetColumn(
                metaData.getColumnLabel(i),
                type(metaData, i),
                metaData.getColumnTypeName(i),
                metaData.getPrecision(i),
                metaData.getScale(i),
                metaData.isSigned(i),
                metaData.isNullable(i)));
      }
      return columns;
    }
  }

  @Override
  public @Nullable SQLException refusalOf(String sql) {
    prepared++;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.getMetaData();
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  /** H2 does not tell the type of a bare parameter. */
  private static int type(ResultSetMetaData metaData, int column) {
    try {
      return metaData.getColumnType(column);
    } catch (SQLException e) {
      return Types.OTHER;
    }
  }

  @Override
  public @Nullable String setting(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
