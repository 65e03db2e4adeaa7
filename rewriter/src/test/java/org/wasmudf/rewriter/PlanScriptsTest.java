package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.rewriter.dialect.Dialect;

final class PlanScriptsTest {
  static final TestCatalog CATALOG =
      TestCatalog.of(
          "collatz(BIGINT) BIGINT",
          "haversine_km(DOUBLE, DOUBLE, DOUBLE, DOUBLE) DOUBLE",
          "soundex_w(VARCHAR) VARCHAR",
          "is_prime(BIGINT) BOOLEAN",
          "dice(BIGINT) BIGINT VOLATILE",
          "area(INTEGER) INTEGER",
          "area(DOUBLE) DOUBLE",
          "pair(INTEGER, DOUBLE) DOUBLE",
          "pair(DOUBLE, INTEGER) DOUBLE",
          "next_day(DATE) DATE",
          "half(REAL) REAL",
          "price(DECIMAL(10,2)) DECIMAL(12,4)",
          "nothing() BIGINT",
          "total(BIGINT) BIGINT AGGREGATE");

  static final String[] TABLES = {
    "CREATE TABLE t (id BIGINT PRIMARY KEY, x INT, name VARCHAR(40), d DATE, price DECIMAL(10, 2),"
        + " lat DOUBLE PRECISION, lon DOUBLE PRECISION, ok BOOLEAN, code CHAR(3))",
    "CREATE TABLE u (id BIGINT, y INT, city VARCHAR(40))",
    "CREATE TABLE collatz (collatz INT, id BIGINT)"
  };

  static final List<String> SCRIPTS =
      List.of(
          "select-list",
          "echo",
          "where",
          "folding",
          "order-and-limit",
          "names",
          "overloads",
          "derived-tables",
          "other");

  static List<String> scripts() {
    return SCRIPTS;
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsSayWhatBecomesOfTheirStatements(String name) throws IOException, SQLException {
    String script = read("/plans/" + name + ".sql");
    try (H2Target target = new H2Target(TABLES)) {
      assertEquals(script, PlanScripts.replay(script, CATALOG, Dialect.H2, target));
    }
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = PlanScriptsTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
