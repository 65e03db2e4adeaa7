package org.wasmudf.integration.passthrough;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** What a caller asks of a connection itself. */
class ConnectionsTest {
  @EachTarget
  void settings(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.step("autocommit", connection::getAutoCommit);
          seen.step("read-only", connection::isReadOnly);
          seen.step("isolation", connection::getTransactionIsolation);
          seen.step("catalog", connection::getCatalog);
          seen.step("schema", connection::getSchema);
          seen.step("holdability", connection::getHoldability);
          seen.step("type map", connection::getTypeMap);
          seen.step("client info", connection::getClientInfo);
          seen.step("closed", connection::isClosed);
          for (int level : new int[] {0, 1, 2, 4, 8, 99}) {
            seen.command("isolation " + level, () -> connection.setTransactionIsolation(level));
            seen.step("isolation", connection::getTransactionIsolation);
          }
          seen.command("setSchema", () -> connection.setSchema("nowhere"));
          seen.step("schema", connection::getSchema);
          seen.command("setCatalog", () -> connection.setCatalog("nowhere"));
          seen.command("setTypeMap", () -> connection.setTypeMap(Map.of("t", String.class)));
          seen.command("setTypeMap null", () -> connection.setTypeMap(null));
          seen.command(
              "setClientInfo", () -> connection.setClientInfo("ApplicationName", "matrix"));
          seen.step("getClientInfo", () -> connection.getClientInfo("ApplicationName"));
          seen.command("unknown client info", () -> connection.setClientInfo("nowhere", "x"));
          seen.command("client info", () -> connection.setClientInfo(new Properties()));
          seen.command("setHoldability", () -> connection.setHoldability(77));
        });
  }

  @EachTarget
  void readOnly(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.command("setReadOnly", () -> connection.setReadOnly(true));
          seen.step("isReadOnly", connection::isReadOnly);
          try (Statement statement = connection.createStatement()) {
            seen.step("write", () -> statement.executeUpdate("UPDATE t SET n = 1"));
            seen.step("read", () -> statement.executeQuery("SELECT n FROM t WHERE id = 1"));
          }
          seen.command("back", () -> connection.setReadOnly(false));
          seen.command("autocommit", () -> connection.setAutoCommit(false));
          try (Statement statement = connection.createStatement()) {
            seen.step("read", () -> statement.executeQuery("SELECT n FROM t WHERE id = 1"));
          }
          seen.command("within a transaction", () -> connection.setReadOnly(true));
        });
  }

  @EachTarget
  void lifeSigns(Target target) throws SQLException {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Comparison.same(
          target,
          (connection, seen) -> {
            seen.step("isValid", () -> connection.isValid(5));
            seen.step("isValid -1", () -> connection.isValid(-1));
            seen.step("network timeout", connection::getNetworkTimeout);
            seen.command("set", () -> connection.setNetworkTimeout(executor, 5000));
            seen.step("network timeout", connection::getNetworkTimeout);
            seen.command("set -1", () -> connection.setNetworkTimeout(executor, -1));
            seen.command("set null", () -> connection.setNetworkTimeout(null, 0));
            seen.command("begin", connection::beginRequest);
            seen.command("end", connection::endRequest);
            seen.command("sharding", () -> connection.setShardingKey(null));
            seen.step("sharding if valid", () -> connection.setShardingKeyIfValid(null, null, 1));
            seen.command("abort null", () -> connection.abort(null));
          });
      Comparison.same(
          target,
          (connection, seen) -> {
            Statement statement = connection.createStatement();
            seen.command("abort", () -> connection.abort(Runnable::run));
            seen.step("isClosed", connection::isClosed);
            seen.step("isValid", () -> connection.isValid(1));
            seen.step("execute", () -> statement.executeQuery("SELECT 1"));
            seen.command("abort again", () -> connection.abort(Runnable::run));
            seen.command("close", connection::close);
          });
    } finally {
      executor.shutdown();
    }
  }

  @EachTarget
  void nativeSql(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          for (String sql :
              new String[] {
                "SELECT {fn UCASE('x')}, {d '2024-02-29'}, {ts '2024-02-29 01:02:03'}, {t '01:02:03'}",
                "SELECT * FROM {oj t a LEFT JOIN t b ON a.id = b.id}",
                "{call p(?)}",
                "{? = call f(?)}",
                "SELECT '{d ''2024-02-29''}', ? FROM t LIKE '_' {escape '!'}",
                "SELECT a ?? b",
                "SELECT {unknown x}",
                "",
              }) {
            seen.step(sql, () -> connection.nativeSQL(sql));
          }
          seen.step("null", () -> connection.nativeSQL(null));
          try (Statement statement = connection.createStatement()) {
            String escaped = "SELECT {fn UCASE('x')}, {d '2024-02-29'} FROM t WHERE id = 1";
            seen.step("escapes", () -> statement.executeQuery(escaped));
            seen.command("off", () -> statement.setEscapeProcessing(false));
            seen.step("no escapes", () -> statement.executeQuery(escaped));
          }
        });
  }

  @EachTarget
  void transactions(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.command("commit in autocommit", connection::commit);
          seen.command("rollback in autocommit", connection::rollback);
          seen.command("savepoint in autocommit", connection::setSavepoint);
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            String count = "SELECT COUNT(*) FROM t";
            seen.step("insert", () -> statement.executeUpdate("INSERT INTO t VALUES (4, 4, '')"));
            @Nullable Savepoint[] made = new Savepoint[2];
            seen.command("savepoint", () -> made[0] = connection.setSavepoint());
            seen.step("insert", () -> statement.executeUpdate("INSERT INTO t VALUES (5, 5, '')"));
            seen.command("named", () -> made[1] = connection.setSavepoint("named"));
            seen.step("insert", () -> statement.executeUpdate("INSERT INTO t VALUES (6, 6, '')"));
            Savepoint unnamed = made[0];
            Savepoint named = made[1];
            if (unnamed != null && named != null) {
              seen.step("id", () -> unnamed.getSavepointId() >= 0);
              seen.step("no name", unnamed::getSavepointName);
              seen.step("name", named::getSavepointName);
              seen.step("no id", named::getSavepointId);
              seen.step("count", () -> statement.executeQuery(count));
              seen.command("rollback to", () -> connection.rollback(named));
              seen.step("count", () -> statement.executeQuery(count));
              seen.command("release", () -> connection.releaseSavepoint(named));
              seen.command("released", () -> connection.rollback(named));
              seen.command("rollback to", () -> connection.rollback(unnamed));
              seen.step("count", () -> statement.executeQuery(count));
            }
            seen.command("no savepoint", () -> connection.rollback(null));
            seen.command("rollback", connection::rollback);
            seen.step("count", () -> statement.executeQuery(count));
            seen.step("fails", () -> statement.executeQuery("SELECT * FROM nowhere"));
            seen.step("after a failure", () -> statement.executeQuery(count));
            seen.command("rollback", connection::rollback);
            seen.step("after the rollback", () -> statement.executeQuery(count));
            seen.step("insert", () -> statement.executeUpdate("INSERT INTO t VALUES (7, 7, '')"));
            seen.command("autocommit commits", () -> connection.setAutoCommit(true));
            seen.step("count", () -> statement.executeQuery(count));
          }
        });
  }

  @EachTarget
  void madeObjects(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          seen.step("array", () -> connection.createArrayOf("INTEGER", new Object[] {1, 2}));
          seen.step("texts", () -> connection.createArrayOf("VARCHAR", new Object[] {"a", null}));
          seen.step("array of nothing", () -> connection.createArrayOf(null, null));
          seen.step("struct", () -> connection.createStruct("point", new Object[] {1, 2}));
          seen.step("blob", connection::createBlob);
          seen.step("clob", connection::createClob);
          seen.step("nclob", connection::createNClob);
          seen.step(
              "xml",
              () -> {
                java.sql.SQLXML xml = connection.createSQLXML();
                xml.setString("<a/>");
                return xml;
              });
          seen.step("statement of no type", () -> connection.createStatement(7, 7));
          seen.step("statement of no type", () -> connection.createStatement(7, 7, 7));
          seen.step("prepared of no type", () -> connection.prepareStatement("SELECT 1", 7, 7));
          seen.step("call of no type", () -> connection.prepareCall("SELECT 1", 7, 7));
          seen.step("wrapper for a text", () -> connection.isWrapperFor(String.class));
          seen.step("unwrap to a text", () -> connection.unwrap(String.class));
          seen.step("unwrap to itself", () -> connection.unwrap(Connection.class) == connection);
          try (Statement statement = connection.createStatement()) {
            seen.step("unwrap", () -> statement.unwrap(Statement.class) == statement);
            seen.step("unwrap to a text", () -> statement.unwrap(String.class));
            try (ResultSet rows = statement.executeQuery("SELECT 1")) {
              seen.step("unwrap", () -> rows.unwrap(ResultSet.class) == rows);
              seen.step("wrapper for a text", () -> rows.isWrapperFor(String.class));
            }
          }
        });
  }
}
