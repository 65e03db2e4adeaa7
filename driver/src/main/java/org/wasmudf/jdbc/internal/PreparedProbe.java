package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.TargetProbe;

/** Asks the target by preparing a text and reading its metadata. */
final class PreparedProbe implements TargetProbe {
  private final Connection target;

  PreparedProbe(Connection target) {
    this.target = target;
  }

  /** Once more where the driver has prepared the text before a table was changed. */
  @Override
  public List<TargetColumn> columns(String sql) throws SQLException {
    try {
      return describe(sql);
    } catch (SQLException e) {
      if (!target.getAutoCommit() || !SqlErrors.isStalePlan(e)) {
        throw e;
      }
      try {
        return describe(sql);
      } catch (SQLException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  @Override
  public @Nullable List<TargetColumn> tryColumns(String sql) throws SQLException {
    return attempt(() -> describe(sql)).value();
  }

  @Override
  public @Nullable SQLException refusalOf(String sql) throws SQLException {
    return attempt(
            () -> {
              try (PreparedStatement statement = target.prepareStatement(sql)) {
                // Some drivers send the text only when they are asked about it.
                return statement.getMetaData();
              }
            })
        .failure();
  }

  private interface Question<T extends @Nullable Object> {
    T ask() throws SQLException;
  }

  /**
   * @param value null where the target refused, or has none
   * @param failure null where it did not refuse
   */
  private record Answer<T>(@Nullable T value, @Nullable SQLException failure) {}

  /** In the caller's transaction on PostgreSQL a savepoint stands before it: any error ends it. */
  private <T> Answer<T> attempt(Question<@Nullable T> question) throws SQLException {
    boolean fragile =
        !target.getAutoCommit()
            && "PostgreSQL".equals(target.getMetaData().getDatabaseProductName());
    Savepoint before = fragile ? target.setSavepoint() : null;
    Answer<T> answer;
    try {
      answer = new Answer<>(question.ask(), null);
    } catch (SQLException e) {
      if (before != null) {
        target.rollback(before);
      }
      answer = new Answer<>(null, e);
    }
    if (before != null) {
      target.releaseSavepoint(before);
    }
    return answer;
  }

  private List<TargetColumn> describe(String sql) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      ResultSetMetaData metaData = statement.getMetaData();
      if (metaData == null) {
        throw SqlErrors.of(
            SqlState.REFUSED_STATEMENT,
            "The database does not say which columns this query has before it runs: %s. Registered functions cannot be used in it."
                .formatted(sql));
      }
      List<TargetColumn> columns = new ArrayList<>();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        columns.add(
            new TargetColumn(
                metaData.getColumnLabel(i),
                metaData.getColumnType(i),
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
  public @Nullable String setting(String query) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
