package org.wasmudf.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections and functions that several tests use. */
final class Guests {
  private Guests() {}

  /** A connection to an H2 of its own. */
  static Connection connect(Path store, String... properties) throws SQLException {
    return connect("jdbc:wasmudf:h2:mem:", store, properties);
  }

  static Connection connect(String url, Path store, String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("wasmudf.store", store.toString());
    for (int i = 0; i < properties.length; i += 2) {
      all.setProperty(properties[i], properties[i + 1]);
    }
    return Objects.requireNonNull(new WasmUdfDriver().connect(url, all));
  }

  /** CREATE FUNCTION of one that multiplies a BIGINT. */
  static String times(String name, int factor) {
    return create("FUNCTION", name, "(i64.mul (local.get 0) (i64.const " + factor + "))");
  }

  /** CREATE FUNCTION of one that never ends. */
  static String endless(String name) {
    return create("FUNCTION", name, "(loop $l (br $l)) (i64.const 0)");
  }

  /** CREATE FUNCTION of one that traps. */
  static String trap(String name) {
    return create("FUNCTION", name, "unreachable");
  }

  /**
   * @param what FUNCTION, TEMPORARY FUNCTION
   * @param body of a function from i64 to i64
   */
  static String create(String what, String name, String body) {
    return """
    CREATE %1$s %2$s(x BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
      (module (func (export "%2$s") (param i64) (result i64) %3$s))
    $$"""
        .formatted(what, name, body);
  }

  /** The first column of all rows. */
  static List<@Nullable Object> column(ResultSet rows) throws SQLException {
    try (rows) {
      List<@Nullable Object> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getObject(1));
      }
      return values;
    }
  }
}
