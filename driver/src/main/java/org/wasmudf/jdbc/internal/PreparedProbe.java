package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.duckdb.DuckDbConnections;
import org.wasmudf.rewriter.dialect.Dialect;
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
    if (isFragile()) {
      Answer<List<TargetColumn>> answer = attempt(asked -> describe(asked, sql));
      SQLException failure = answer.failure();
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(answer.value());
    }
    try {
      return describe(target, sql);
    } catch (SQLException e) {
      if (!target.getAutoCommit() || !SqlErrors.isStalePlan(e)) {
        throw e;
      }
      try {
        return describe(target, sql);
      } catch (SQLException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  /** Whether an error would end the caller's transaction, and a savepoint helps. */
  private boolean isFragile() throws SQLException {
    return Dialect.named(target.getMetaData().getDatabaseProductName()).equals(Dialect.POSTGRESQL)
        && OpenTransaction.isOpen(target, Dialect.POSTGRESQL);
  }

  @Override
  public @Nullable List<TargetColumn> tryColumns(String sql) throws SQLException {
    return attempt(asked -> describe(asked, sql)).value();
  }

  @Override
  public @Nullable SQLException refusalOf(String sql) throws SQLException {
    return attempt(
            asked -> {
              try (PreparedStatement statement = asked.prepareStatement(sql)) {
                // Some drivers send the text only when they are asked about it.
                return statement.getMetaData();
              }
            })
        .failure();
  }

  private interface Question<T extends @Nullable Object> {
    T ask(Connection asked) throws SQLException;
  }

  /**
   * @param value null where the target refused, or has none
   * @param failure null where it did not refuse
   */
  private record Answer<T>(@Nullable T value, @Nullable SQLException failure) {}

  /**
   * Asks where the answer may be an error, which must not end the caller's transaction. On
   * PostgreSQL any error would, so a savepoint stands before it, made by text since the driver's
   * own method refuses where the transaction was begun by text. DuckDB has none, so another
   * connection to the same database is asked; what the caller's transaction has made is not there,
   * and is refused.
   */
  private <T> Answer<T> attempt(Question<@Nullable T> question) throws SQLException {
    Dialect dialect = Dialect.named(target.getMetaData().getDatabaseProductName());
    boolean duckDb = dialect.equals(Dialect.DUCKDB);
    boolean ends = duckDb || dialect.equals(Dialect.POSTGRESQL);
    if (!ends || !OpenTransaction.isOpen(target, dialect)) {
      return answer(question, target);
    }
    if (duckDb) {
      try (Connection other = DuckDbConnections.duplicate(target)) {
        return answer(question, other);
      }
    }
    execute("SAVEPOINT wasmudf_probe");
    Answer<T> answer = answer(question, target);
    if (answer.failure() != null) {
      execute("ROLLBACK TO SAVEPOINT wasmudf_probe");
    }
    execute("RELEASE SAVEPOINT wasmudf_probe");
    return answer;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }

  private static <T> Answer<T> answer(Question<@Nullable T> question, Connection asked) {
    try {
      return new Answer<>(question.ask(asked), null);
    } catch (SQLException e) {
      return new Answer<>(null, e);
    }
  }

  private static List<TargetColumn> describe(Connection asked, String sql) throws SQLException {
    try (PreparedStatement statement = asked.prepareStatement(sql)) {
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
