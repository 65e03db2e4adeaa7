package org.wasmudf.jdbc.internal.proxy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.LocalRows;

/** Rows that we serve, or the update count of a statement of ours. */
final class OwnOutcome implements Outcome {
  private final StatementContext context;
  private @Nullable ResultSet rows;
  private long count;

  private OwnOutcome(StatementContext context, @Nullable ResultSet rows, long count) {
    this.context = context;
    this.rows = rows;
    this.count = count;
  }

  static OwnOutcome rows(StatementContext context, ResultSet rows) {
    return new OwnOutcome(context, rows, -1);
  }

  static OwnOutcome count(StatementContext context, long count) {
    return new OwnOutcome(context, null, count);
  }

  @Override
  public @Nullable ResultSet resultSet() {
    return rows;
  }

  @Override
  public long updateCount() {
    return count;
  }

  /** There is one result, so there is no more. */
  @Override
  public boolean moreResults(int current) throws SQLException {
    ResultSet before = rows;
    rows = null;
    count = -1;
    if (before != null && current != Statement.KEEP_CURRENT_RESULT) {
      before.close();
    }
    return false;
  }

  @Override
  public ResultSet generatedKeys() {
    return LocalRows.empty(context);
  }

  @Override
  public @Nullable SQLWarning warnings() {
    return null;
  }

  @Override
  public void clearWarnings() {}

  /** The execution stops the guests. */
  @Override
  public void cancel() {}

  @Override
  public void close() throws SQLException {
    if (rows != null) {
      rows.close();
    }
  }
}
