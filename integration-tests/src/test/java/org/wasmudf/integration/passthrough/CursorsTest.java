package org.wasmudf.integration.passthrough;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Scrollable and updatable results, and those that outlive their transaction. */
class CursorsTest {
  private static final String QUERY = "SELECT id, n, s FROM t ORDER BY id";

  private interface Opening {
    Statement open() throws SQLException;
  }

  @EachTarget
  void scrollable(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          for (int type :
              new int[] {
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.TYPE_SCROLL_INSENSITIVE,
                ResultSet.TYPE_SCROLL_SENSITIVE
              }) {
            scroll(
                seen,
                "type " + type,
                false,
                () -> connection.createStatement(type, ResultSet.CONCUR_READ_ONLY));
            scroll(
                seen,
                "prepared type " + type,
                true,
                () -> connection.prepareStatement(QUERY, type, ResultSet.CONCUR_READ_ONLY));
          }
        });
  }

  private static ResultSet query(Statement statement, boolean prepared) throws SQLException {
    return prepared
        ? ((PreparedStatement) statement).executeQuery()
        : statement.executeQuery(QUERY);
  }

  private static void scroll(Transcript seen, String name, boolean prepared, Opening opening) {
    seen.command(
        name,
        () -> {
          try (Statement statement = opening.open();
              ResultSet rows = query(statement, prepared)) {
            seen.step("type", rows::getType);
            seen.step("concurrency", rows::getConcurrency);
            seen.step("holdability", rows::getHoldability);
            seen.step("warnings", statement::getWarnings);
            seen.step("before first", rows::isBeforeFirst);
            seen.step("first", rows::first);
            seen.step("row", rows::getRow);
            seen.step("last", rows::last);
            seen.step("value", () -> rows.getObject(3));
            seen.step("was null", rows::wasNull);
            seen.step("is last", rows::isLast);
            seen.step("previous", rows::previous);
            seen.step("absolute", () -> rows.absolute(-2));
            seen.step("relative", () -> rows.relative(1));
            seen.step("value", () -> rows.getString("s"));
            seen.command("afterLast", rows::afterLast);
            seen.step("is after last", rows::isAfterLast);
            seen.command("beforeFirst", rows::beforeFirst);
            seen.step("next", rows::next);
            seen.step("is first", rows::isFirst);
            seen.step("fetch size", rows::getFetchSize);
            seen.step("fetch direction", rows::getFetchDirection);
            seen.command("setFetchSize", () -> rows.setFetchSize(10));
            seen.command(
                "setFetchDirection", () -> rows.setFetchDirection(ResultSet.FETCH_REVERSE));
            seen.step("find", () -> rows.findColumn("S"));
            seen.step("no column", () -> rows.findColumn("nowhere"));
            seen.step("no value", () -> rows.getInt(9));
            seen.step("no value by name", () -> rows.getInt("nowhere"));
            seen.step("no number", () -> rows.getInt(3));
            seen.step("cursor name", rows::getCursorName);
            seen.command("refreshRow", rows::refreshRow);
            seen.step("update", rows::rowUpdated);
            seen.command("updateInt", () -> rows.updateInt(2, 5));
            seen.command("updateRow", rows::updateRow);
            seen.step("metadata", rows::getMetaData);
          }
        });
  }

  @EachTarget
  void updatable(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.command(
              "updatable",
              () -> {
                try (Statement statement =
                        connection.createStatement(
                            ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("SELECT id, n, s FROM t")) {
                  seen.step("concurrency", rows::getConcurrency);
                  seen.step("next", rows::next);
                  seen.command("updateInt", () -> rows.updateInt(2, 77));
                  seen.command("updateString", () -> rows.updateString("s", "new"));
                  seen.command("updateRow", rows::updateRow);
                  seen.step("rowUpdated", rows::rowUpdated);
                  seen.command("moveToInsertRow", rows::moveToInsertRow);
                  seen.command("updateInt", () -> rows.updateInt(1, 9));
                  seen.command("updateNull", () -> rows.updateNull(2));
                  seen.command(
                      "updateObject",
                      () -> rows.updateObject(3, "typed", java.sql.JDBCType.VARCHAR));
                  seen.command("insertRow", rows::insertRow);
                  seen.step("rowInserted", rows::rowInserted);
                  seen.command("moveToCurrentRow", rows::moveToCurrentRow);
                  seen.step("next", rows::next);
                  seen.command("deleteRow", rows::deleteRow);
                  seen.step("rowDeleted", rows::rowDeleted);
                  seen.command("cancelRowUpdates", rows::cancelRowUpdates);
                }
              });
          try (Statement statement = connection.createStatement()) {
            seen.step("table", () -> statement.executeQuery(QUERY));
          }
        });
  }

  @EachTarget
  void holdability(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.step("of the connection", connection::getHoldability);
          seen.command("auto-commit off", () -> connection.setAutoCommit(false));
          for (int holdability :
              new int[] {ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT}) {
            seen.command("set " + holdability, () -> connection.setHoldability(holdability));
            held(
                seen,
                connection,
                false,
                () ->
                    connection.createStatement(
                        ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability));
            held(
                seen,
                connection,
                true,
                () ->
                    connection.prepareStatement(
                        QUERY,
                        ResultSet.TYPE_FORWARD_ONLY,
                        ResultSet.CONCUR_READ_ONLY,
                        holdability));
          }
        });
  }

  private static void held(
      Transcript seen, Connection connection, boolean prepared, Opening opening) {
    seen.command(
        "held",
        () -> {
          try (Statement statement = opening.open()) {
            statement.setFetchSize(1);
            try (ResultSet rows = query(statement, prepared)) {
              seen.step("holdability", statement::getResultSetHoldability);
              seen.step("next", rows::next);
              seen.command("commit", connection::commit);
              seen.step("next", rows::next);
              seen.step("closed", rows::isClosed);
            }
          }
        });
  }
}
