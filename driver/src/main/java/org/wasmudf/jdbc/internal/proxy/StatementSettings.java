package org.wasmudf.jdbc.internal.proxy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller has set on a statement, for the statements that run in its place. The target's own
 * statement has taken each value before it is remembered here.
 */
final class StatementSettings {
  /** A setter of Statement with its value. */
  interface Setting {
    void apply(Statement statement) throws SQLException;
  }

  private final Map<String, Setting> made = new LinkedHashMap<>(0);
  private long maxRows;
  private int fetchSize;
  private int maxFieldSize;
  private int queryTimeout;
  private boolean closeOnCompletion;

  /** Remembers a setter under its name; a later value replaces an earlier one. */
  void remember(String setter, Setting setting) {
    made.put(setter, setting);
  }

  void maxRows(long rows, Setting setting) {
    maxRows = rows;
    remember("rows", setting);
  }

  /** 0 for no limit. */
  long maxRows() {
    return maxRows;
  }

  void fetchSize(int rows) {
    fetchSize = rows;
    remember("fetch", statement -> statement.setFetchSize(rows));
  }

  int fetchSize() {
    return fetchSize;
  }

  void maxFieldSize(int bytes) {
    maxFieldSize = bytes;
    remember("field", statement -> statement.setMaxFieldSize(bytes));
  }

  int maxFieldSize() {
    return maxFieldSize;
  }

  /** Not remembered as a setter: a statement in its place gets what is left of the time. */
  void queryTimeout(int seconds) {
    queryTimeout = seconds;
  }

  /** In seconds, 0 for none. */
  int queryTimeout() {
    return queryTimeout;
  }

  void closeOnCompletion() {
    closeOnCompletion = true;
  }

  boolean isCloseOnCompletion() {
    return closeOnCompletion;
  }

  /** Sets the same on another statement. */
  void apply(Statement statement) throws SQLException {
    for (Setting setting : made.values()) {
      setting.apply(statement);
    }
  }
}
