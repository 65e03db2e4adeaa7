package org.wasmudf.integration.passthrough;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Functions that several tests register. */
final class Guests {
  /** Doubles a BIGINT. */
  static final String TWICE = times("FUNCTION", "twice", 2);

  private Guests() {}

  /**
   * @param what FUNCTION, TEMPORARY FUNCTION
   */
  static String times(String what, String name, int factor) {
    return create(what, name, "(i64.mul (local.get 0) (i64.const " + factor + "))");
  }

  /** One that traps. */
  static String trap(String name) {
    return create("FUNCTION", name, "unreachable");
  }

  /** One that never ends. */
  static String endless(String name) {
    return create("FUNCTION", name, "(loop $l (br $l)) (i64.const 0)");
  }

  private static String create(String what, String name, String body) {
    return """
    CREATE %1$s %2$s(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
      (module (func (export "%2$s") (param i64) (result i64) %3$s))
    $$"""
        .formatted(what, name, body);
  }

  /** Executes statements. */
  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
