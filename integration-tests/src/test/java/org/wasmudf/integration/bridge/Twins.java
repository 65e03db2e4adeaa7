package org.wasmudf.integration.bridge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * Two databases of SQLite with the same tables: one through wasmudf with functions in WebAssembly,
 * one by its own driver with the same functions in plain Java. A text gives the same on both.
 */
final class Twins implements AutoCloseable {
  private static final String[] TABLES = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT, r REAL, b BLOB, u)",
    """
    INSERT INTO t VALUES (1, 10, 'one', 0.5, x'00ff', 7), (2, 20, '', -0.0, x'', NULL),
      (3, NULL, NULL, NULL, NULL, NULL), (4, 10, 'née 😀', 1e300, x'01', 9223372036854775807),
      (5, -7, 'one ', 9e999, x'00ff', 3), (6, 13, 'ONE', -2.25, x'02', 2)""",
    "CREATE TABLE k (id INTEGER PRIMARY KEY, v INTEGER UNIQUE, w TEXT)",
    "INSERT INTO k VALUES (1, 20, 'a'), (2, 40, 'b'), (3, -14, 'c'), (4, 99, 'd')",
  };

  private static final String[] FUNCTIONS = {
    number("twice", "(n BIGINT)", "(i64.shl (local.get 0) (i64.const 1))"),
    number("plus", "(a BIGINT, b BIGINT)", "(i64.add (local.get 0) (local.get 1))"),
    number(
        "not13",
        "(n BIGINT)",
        "(if (i64.eq (local.get 0) (i64.const 13)) (then unreachable)) (local.get 0)"),
    """
    CREATE FUNCTION even(n BIGINT) RETURNS BOOLEAN LANGUAGE WASM AS WAT $$
      (module (func (export "even") (param i64) (result i32)
        (i32.wrap_i64 (i64.and (i64.xor (local.get 0) (i64.const 1)) (i64.const 1))))) $$""",
    """
    CREATE FUNCTION half(x DOUBLE) RETURNS DOUBLE LANGUAGE WASM AS WAT $$
      (module (func (export "half") (param f64) (result f64)
        (f64.mul (local.get 0) (f64.const 0.5)))) $$""",
    same("same", "(t TEXT) RETURNS TEXT"),
    same("raw", "(b BLOB) RETURNS BLOB"),
  };

  final Database database = Target.SQLITE.database();
  final Connection ours;
  private final Database twin = Target.SQLITE.database();
  final Connection direct;

  Twins() throws SQLException {
    ours = database.connect();
    direct = twin.connectDirect();
    run(direct, TABLES);
    run(ours, TABLES);
    run(ours, FUNCTIONS);
    java("twice", values -> (Long) values[0] * 2);
    java("plus", values -> (Long) values[0] + (Long) values[1]);
    java("not13", values -> values[0]);
    java("even", values -> (Long) values[0] % 2 == 0 ? 1L : 0L);
    java("half", values -> ((Number) values[0]).doubleValue() * 0.5);
    java("same", values -> values[0]);
    java("raw", values -> values[0]);
  }

  static String number(String name, String parameters, String body) {
    long count = parameters.chars().filter(c -> c == ',').count() + 1;
    return "CREATE FUNCTION %1$s%2$s RETURNS BIGINT LANGUAGE WASM AS WAT $$ (module (func (export \"%1$s\") %3$s (result i64) %4$s)) $$"
        .formatted(name, parameters, "(param i64)".repeat((int) count), body);
  }

  private static String same(String name, String signature) {
    return """
    CREATE FUNCTION %1$s%2$s LANGUAGE WASM AS WAT $$
      (module (memory (export "memory") 1)
        (func (export "%1$s") (param i32 i32) (result i64)
          (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
            (i64.extend_i32_u (local.get 1))))) $$"""
        .formatted(name, signature);
  }

  /** A function of the twin: NULL where an argument is. */
  private void java(String name, Function<@Nullable Object[], @Nullable Object> body)
      throws SQLException {
    org.sqlite.Function.create(
        direct,
        name,
        new org.sqlite.Function() {
          @Override
          protected void xFunc() throws SQLException {
            @Nullable Object[] values = new @Nullable Object[args()];
            for (int i = 0; i < values.length; i++) {
              values[i] =
                  switch (value_type(i)) {
                    case 1 -> (Object) value_long(i);
                    case 2 -> (Object) value_double(i);
                    case 3 -> value_text(i);
                    case 4 -> value_blob(i) == null ? new byte[0] : value_blob(i);
                    default -> null;
                  };
            }
            Object result = Arrays.asList(values).contains(null) ? null : body.apply(values);
            if (result instanceof Long number) {
              result(number.longValue());
            } else if (result instanceof Double number) {
              result(number.doubleValue());
            } else if (result instanceof byte[] bytes) {
              result(bytes);
            } else {
              result((String) result);
            }
          }
        },
        org.sqlite.Function.FLAG_DETERMINISTIC);
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What a text gives: labels, values with their classes, update count; or why not. */
  static List<String> outcome(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> seen = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (statement.execute()) {
        try (ResultSet rows = statement.getResultSet()) {
          seen.addAll(rows(rows));
        }
      } else {
        seen.add("updated " + statement.getUpdateCount());
      }
    }
    return seen;
  }

  private static List<String> rows(ResultSet rows) throws SQLException {
    List<String> seen = new ArrayList<>();
    ResultSetMetaData metaData = rows.getMetaData();
    StringBuilder labels = new StringBuilder();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.append('[').append(metaData.getColumnLabel(i)).append(']');
    }
    seen.add(labels.toString());
    while (rows.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        Object value = rows.getObject(i);
        row.append(value == null ? "" : value.getClass().getSimpleName() + " ")
            .append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
            .append('|');
      }
      seen.add(row.toString());
    }
    return seen;
  }

  @Override
  public void close() throws SQLException {
    try (database;
        twin;
        direct) {
      ours.close();
    }
  }
}
