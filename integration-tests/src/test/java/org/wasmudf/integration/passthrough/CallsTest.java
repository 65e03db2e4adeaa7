package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Calls of the target's own functions and procedures. */
class CallsTest {
  private static String[] routines(Target target) {
    return switch (target) {
      case H2 ->
          new String[] {
            "CREATE ALIAS plus AS 'int plus(int a, int b) { return a + b; }'",
            "CREATE ALIAS hello AS 'String hello(String s) { return s + 1; }'"
          };
      case POSTGRESQL ->
          new String[] {
            "CREATE FUNCTION plus(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b'",
            "CREATE FUNCTION hello(s text) RETURNS text LANGUAGE sql AS $$SELECT s || 1$$",
            "CREATE FUNCTION two(a int, OUT b int, OUT c text) LANGUAGE sql AS $$SELECT a, 'c'$$",
            "CREATE PROCEDURE proc(INOUT a int) LANGUAGE plpgsql AS $$BEGIN a := a + 1; END$$"
          };
      case MARIADB ->
          new String[] {
            "CREATE FUNCTION plus(a INT, b INT) RETURNS INT DETERMINISTIC RETURN a + b",
            "CREATE FUNCTION hello(s TEXT) RETURNS TEXT DETERMINISTIC RETURN CONCAT(s, 1)",
            "CREATE PROCEDURE two(a INT, OUT b INT, OUT c TEXT) BEGIN SET b = a, c = 'c'; END",
            "CREATE PROCEDURE proc(INOUT a INT) BEGIN SET a = a + 1; SELECT a; SELECT 2; END"
          };
      case SQLITE, DUCKDB -> new String[0];
    };
  }

  private interface Call {
    void run(CallableStatement call) throws SQLException;
  }

  @EachTarget
  void callsOfTheTargetsOwn(Target target) throws SQLException {
    Comparison.same(
        target,
        (connection, seen) -> {
          try (Statement statement = connection.createStatement()) {
            for (String routine : routines(target)) {
              statement.execute(routine);
            }
          }
          call(
              seen,
              connection,
              "{? = call plus(?, ?)}",
              call -> {
                seen.command("out", () -> call.registerOutParameter(1, Types.INTEGER));
                seen.command("in", () -> call.setInt(2, 40));
                seen.command("in", () -> call.setInt(3, 2));
                seen.step("execute", call::execute);
                seen.step("getInt", () -> call.getInt(1));
                seen.step("wasNull", call::wasNull);
                seen.step("getLong", () -> call.getLong(1));
                seen.step("getObject", () -> call.getObject(1));
                seen.step("getObject typed", () -> call.getObject(1, Long.class));
                seen.step("getString", () -> call.getString(1));
                seen.step("none", () -> call.getInt(2));
                seen.step("parameters", call::getParameterMetaData);
                seen.step("metadata", call::getMetaData);
                seen.step("executeUpdate", call::executeUpdate);
                seen.step("executeQuery", call::executeQuery);
              });
          call(
              seen,
              connection,
              "{? = call hello(?)}",
              call -> {
                seen.command("out", () -> call.registerOutParameter(1, JDBCType.VARCHAR));
                seen.command("in", () -> call.setString(2, "x"));
                seen.step("execute", call::execute);
                seen.step("getString", () -> call.getString(1));
                seen.step("by name", () -> call.getString("s"));
              });
          call(
              seen,
              connection,
              "{call two(?, ?, ?)}",
              call -> {
                seen.command("in", () -> call.setInt(1, 7));
                seen.command("out", () -> call.registerOutParameter(2, Types.INTEGER));
                seen.command("out", () -> call.registerOutParameter(3, Types.VARCHAR));
                seen.step("not run", () -> call.getInt(2));
                seen.step("execute", call::execute);
                seen.step("getInt", () -> call.getInt(2));
                seen.step("getString", () -> call.getString(3));
                seen.step("by name", () -> call.getString("c"));
                seen.step("parameters", call::getParameterMetaData);
              });
          call(
              seen,
              connection,
              target == Target.POSTGRESQL ? "call proc(?)" : "{call proc(?)}",
              call -> {
                seen.command("in", () -> call.setInt(1, 7));
                seen.command("out", () -> call.registerOutParameter(1, Types.INTEGER));
                seen.step("execute", call::execute);
                seen.step("result", call::getResultSet);
                seen.step("more", call::getMoreResults);
                seen.step("result", call::getResultSet);
                seen.step("more", call::getMoreResults);
                seen.step("out", () -> call.getInt(1));
              });
          call(
              seen,
              connection,
              "{call plus(?, ?)}",
              call -> {
                seen.command("in", () -> call.setInt(1, 1));
                seen.command("in", () -> call.setInt(2, 2));
                seen.step("executeQuery", call::executeQuery);
              });
          call(seen, connection, "{call nowhere()}", call -> seen.step("execute", call::execute));
          call(seen, connection, "nonsense", call -> seen.step("execute", call::execute));
          seen.step("null", () -> connection.prepareCall(null));
        });
  }

  private static void call(
      Transcript seen, Connection connection, @Nullable String sql, Call call) {
    seen.command(
        "prepareCall " + sql,
        () -> {
          try (CallableStatement statement = connection.prepareCall(sql)) {
            call.run(statement);
          }
        });
  }

  @EachTarget
  void cursorsAsOutParameters(Target target) throws SQLException {
    assumeTrue(target == Target.POSTGRESQL, "only PostgreSQL gives a cursor as a value");
    Comparison.same(
        target,
        (connection, seen) -> {
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            statement.execute(
                "CREATE FUNCTION rows() RETURNS refcursor LANGUAGE plpgsql AS $$"
                    + "DECLARE c refcursor; BEGIN OPEN c FOR SELECT id FROM t; RETURN c; END$$");
          }
          try (CallableStatement call = connection.prepareCall("{? = call rows()}")) {
            call.registerOutParameter(1, Types.REF_CURSOR);
            call.execute();
            seen.step("cursor", () -> call.getObject(1));
          }
        });
  }
}
