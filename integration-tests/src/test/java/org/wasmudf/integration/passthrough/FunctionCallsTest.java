package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Registered functions called as JDBC calls functions. */
class FunctionCallsTest {
  @EachTarget
  void theValueComesOutOfTheCall(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE);
      for (String sql :
          List.of(
              "{? = call twice(?)}",
              "{?=call TWICE(?)}",
              "{ ? = CALL wasmudf.twice( ? ) } ",
              "? = call twice(?)")) {
        try (CallableStatement call = connection.prepareCall(sql)) {
          assertSame(connection, call.getConnection());
          assertEquals("24000", state(() -> call.getLong(1)));
          call.registerOutParameter(1, Types.BIGINT);
          call.setLong(2, 21);
          assertFalse(call.execute());
          assertNull(call.getResultSet());
          assertEquals(0, call.getUpdateCount());
          assertFalse(call.getMoreResults());
          assertEquals(-1, call.getUpdateCount());
          assertEquals(42, call.getLong(1));
          assertFalse(call.wasNull());
          assertEquals(42, call.getInt(1));
          assertEquals("42", call.getString(1));
          assertEquals(42L, call.getObject(1));
          assertEquals(new BigDecimal(42), call.getBigDecimal(1));
          assertEquals(42, call.getObject(1, Integer.class));
          assertEquals("07009", state(() -> call.getLong(2)));
          assertEquals("07009", state(() -> call.setLong(1, 2)));
          assertEquals("07009", state(() -> call.setLong(3, 2)));
          assertEquals("07005", state(call::executeQuery));
          call.setNull(2, Types.BIGINT);
          assertEquals(0, call.executeUpdate());
          assertEquals(0, call.getLong(1));
          assertTrue(call.wasNull());
          assertNull(call.getObject(1));
        }
      }
    }
  }

  @EachTarget
  void parametersHaveNames(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE);
      try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
        call.registerOutParameter("twice", JDBCType.BIGINT);
        call.setLong("N", 4);
        call.execute();
        assertEquals(8, call.getLong("twice"));
        assertEquals("07009", state(() -> call.setLong("nowhere", 4)));
        ParameterMetaData parameters = call.getParameterMetaData();
        assertEquals(2, parameters.getParameterCount());
        assertEquals(ParameterMetaData.parameterModeOut, parameters.getParameterMode(1));
        assertEquals(Types.BIGINT, parameters.getParameterType(1));
        assertEquals(ParameterMetaData.parameterModeIn, parameters.getParameterMode(2));
        assertEquals(Types.BIGINT, parameters.getParameterType(2));
      }
    }
  }

  @EachTarget
  void withoutAnOutParameterTheValueIsARow(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE);
      try (CallableStatement call = connection.prepareCall("{call twice(?)}")) {
        call.setLong(1, 5);
        assertTrue(call.execute());
        assertEquals(List.of("10"), Bench.rows(call.getResultSet()));
        try (ResultSet rows = call.executeQuery()) {
          assertSame(call, rows.getStatement());
          assertEquals(List.of("10"), Bench.rows(rows));
        }
      }
      try (CallableStatement call =
          connection.prepareCall(
              "{call twice(7)}", ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
        assertEquals(List.of("14"), Bench.rows(call.executeQuery()));
      }
    }
  }

  @EachTarget
  void argumentsMayBeExpressionsOfTheTarget(Target target) throws SQLException {
    assumeFalse(target == Target.SQLITE, "SQLite does not say of which type an expression is");
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE);
      String absolute = "CAST(ABS(-3) AS " + (target == Target.MARIADB ? "SIGNED" : "BIGINT") + ")";
      try (CallableStatement call = connection.prepareCall("{? = call twice(" + absolute + ")}")) {
        call.registerOutParameter(1, Types.BIGINT);
        call.execute();
        assertEquals(6, call.getLong(1));
      }
      try (CallableStatement call = connection.prepareCall("{? = call twice(twice(?))}")) {
        call.registerOutParameter(1, Types.BIGINT);
        call.setInt(2, 3);
        call.execute();
        assertEquals(12, call.getLong(1));
      }
    }
  }

  @EachTarget
  void failuresAreTheFunctions(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.trap("fails"), Guests.TWICE);
      try (CallableStatement call = connection.prepareCall("{? = call fails(?)}")) {
        call.setLong(2, 1);
        assertEquals("38W01", state(call::execute));
        call.clearParameters();
        assertEquals("07001", state(call::execute));
      }
      assertEquals("42883", state(() -> connection.prepareCall("{? = call twice(?, ?)}")));
      assertEquals("42883", state(() -> connection.prepareCall("{? = call wasmudf.no(?)}")));
      assertEquals(List.of("4"), Bench.rows(connection, "SELECT twice(2)"));
    }
  }

  /** A call of the target's own routine passes, also where a function of that name is elsewhere. */
  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"H2", "POSTGRESQL"})
  void theTargetsOwnRoutinesAreItsOwn(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE);
      try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
        call.registerOutParameter(1, Types.INTEGER);
        call.setInt(2, -7);
        call.execute();
        assertEquals(7, call.getInt(1));
      }
    }
  }

  private interface Refused {
    void run() throws SQLException;
  }

  private static String state(Refused action) {
    return assertThrows(SQLException.class, action::run).getSQLState();
  }
}
