package org.wasmudf.integration.features;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * A database with a table {@code item (id, name, price, qty)} of five rows, and functions: {@code
 * twice}, {@code trap13} (fails on 13), {@code endless}, {@code shout} (text), {@code half} (a
 * double).
 */
final class Shop implements AutoCloseable {
  static final String TWICE = number("twice", "(i64.mul (local.get 0) (i64.const 2))");
  private static final String TRAP =
      number(
          "trap13", "(if (i64.eq (local.get 0) (i64.const 13)) (then unreachable)) (local.get 0)");
  static final String ENDLESS = number("endless", "(loop $l (br $l)) (i64.const 0)");
  private static final String HALF =
      "CREATE FUNCTION half(x DOUBLE) RETURNS DOUBLE LANGUAGE WASM AS WAT $$"
          + " (module (func (export \"half\") (param f64) (result f64)"
          + " (f64.mul (local.get 0) (f64.const 0.5)))) $$";
  private static final String SAME =
      "CREATE FUNCTION same(t VARCHAR) RETURNS VARCHAR LANGUAGE WASM AS WAT $$"
          + " (module (memory (export \"memory\") 1)"
          + " (func (export \"same\") (param i32 i32) (result i64)"
          + " (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))"
          + " (i64.extend_i32_u (local.get 1))))) $$";

  final Database database;
  final Connection connection;

  Shop(Target target) throws SQLException {
    database = target.database();
    connection = database.connect();
    try {
      run(
          "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(20), price DECIMAL(8,2), qty"
              + " BIGINT)",
          "INSERT INTO item VALUES (1, 'apple', 1.25, 10), (2, 'pear', 2.50, 13),"
              + " (3, 'plum', NULL, 7), (4, NULL, 4.00, NULL), (5, 'fig', 0.10, 40)",
          TWICE,
          TRAP,
          ENDLESS,
          HALF,
          SAME);
    } catch (SQLException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** CREATE FUNCTION of one from BIGINT to BIGINT. */
  static String number(String name, String body) {
    return number("FUNCTION", name, body);
  }

  static String number(String kind, String name, String body) {
    return "CREATE "
        + kind
        + " "
        + name
        + "(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$ (module (func (export \""
        + name
        + "\") (param i64) (result i64) "
        + body
        + ")) $$";
  }

  void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  List<String> rows(String sql) throws SQLException {
    return Bench.rows(connection, sql);
  }

  @Override
  public void close() throws SQLException {
    try (database) {
      connection.close();
    }
  }
}
