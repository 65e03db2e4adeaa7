package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.StatementContext;

/** Of rows that belong to no statement: those of metadata. */
record DetachedContext(Connection target, int batchRows) implements StatementContext {
  @Override
  public @Nullable Statement statement() {
    return null;
  }

  @Override
  public long maxRows() {
    return 0;
  }

  @Override
  public int fetchSize() {
    return 0;
  }

  @Override
  public int maxFieldSize() {
    return 0;
  }

  @Override
  public long deadlineNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public AutoCloseable onCancel(Runnable stop) {
    return () -> {};
  }

  @Override
  public void warn(SQLWarning warning) {}
}
