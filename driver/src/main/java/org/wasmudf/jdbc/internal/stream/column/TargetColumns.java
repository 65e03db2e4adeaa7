package org.wasmudf.jdbc.internal.stream.column;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.wasmudf.jdbc.internal.stream.column.duckdb.DuckDbColumns;
import org.wasmudf.jdbc.internal.stream.column.mariadb.MariaDbColumns;
import org.wasmudf.jdbc.internal.stream.column.postgresql.PostgreSqlColumns;
import org.wasmudf.jdbc.internal.stream.column.sqlite.SqliteColumns;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.store.SqlType;

/** The columns of one kind of target: they read and convert as that target's own driver does. */
public interface TargetColumns extends AutoCloseable {
  /**
   * A maker of columns for one column of the target, given how many rows they hold.
   *
   * @param index from 1
   * @param argument whether a function takes it, so that large objects are read with the row
   */
  IntFunction<Column> maker(ResultSetMetaData target, int index, boolean argument)
      throws SQLException;

  /**
   * How the caller reads a column of the target that {@link #maker} made; functions and conditions
   * read the made one.
   *
   * @param index from 1
   */
  default UnaryOperator<Column> view(ResultSetMetaData target, int index) throws SQLException {
    return UnaryOperator.identity();
  }

  /**
   * A function's results as the caller reads them: with the getters that the target's own column of
   * the type has.
   *
   * @param computed by the function
   * @param type that the function returns
   */
  default Column result(Column computed, SqlType type) {
    return computed;
  }

  /** Whether the metadata of a result can be asked when the result is closed. */
  default boolean metaDataOutlivesRows() {
    return false;
  }

  /**
   * Whether the target hands out rows in portions only within a transaction, and none is open.
   *
   * @throws SQLException the target's own
   */
  default boolean fetchesInTransaction() throws SQLException {
    return false;
  }

  /**
   * Stops what the target's connection runs, from any thread, also where it fetches rows of a query
   * that was executed before. Returns when the target has been told.
   *
   * @throws SQLException the target's own
   */
  default void cancelQuery() throws SQLException {}

  /**
   * Whether the open transaction can only be rolled back.
   *
   * @throws SQLException the target's own
   */
  default boolean transactionFailed() throws SQLException {
    return false;
  }

  /**
   * The columns of a target; those of H2 where nothing is known of it.
   *
   * @param target the target's own connection
   * @throws SQLException the target's own
   */
  static TargetColumns of(Dialect dialect, Connection target) throws SQLException {
    if (dialect.equals(Dialect.POSTGRESQL)) {
      PostgreSqlColumns own = PostgreSqlColumns.of(target);
      if (own != null) {
        return own;
      }
    } else if (dialect.equals(Dialect.MYSQL)) {
      MariaDbColumns own = MariaDbColumns.of(target);
      if (own != null) {
        return own;
      }
    } else if (dialect.equals(Dialect.SQLITE)) {
      return new SqliteColumns(target);
    } else if (dialect.equals(Dialect.DUCKDB)) {
      return new DuckDbColumns(target);
    }
    return PushedColumns::maker;
  }

  /** Frees what conversions took; the rows are not read any more. */
  @Override
  default void close() throws SQLException {}
}
