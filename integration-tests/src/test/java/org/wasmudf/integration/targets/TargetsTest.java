package org.wasmudf.integration.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.wasmudf.integration.support.Bench;

/** Every target starts, and a function runs beside the target's own. */
class TargetsTest {
  @EachTarget
  void functionRunsInAnyQuery(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER, name VARCHAR(20))");
      statement.executeUpdate("INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, NULL)");
      statement.execute(
          """
          CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
      assertEquals(
          List.of("3|6|null", "2|4|two"),
          Bench.rows(
              connection,
              "SELECT id, twice(id), name FROM t WHERE twice(id) > 2 ORDER BY id DESC"));
      assertEquals(
          target.product(), connection.getMetaData().getDatabaseProductName(), "the product");
    }
  }

  @EachTarget
  void nameThatTheTargetHasAsksForOrShadow(Target target) throws SQLException {
    String own =
        switch (target) {
          case H2 -> "soundex";
          case POSTGRESQL -> "format";
          case MARIADB -> "hex";
          case SQLITE -> "zeroblob";
          case DUCKDB -> "list_sum";
        };
    String shape =
        "CREATE FUNCTION "
            + own
            + "(n BIGINT) RETURNS BIGINT %s LANGUAGE WASM AS WAT $$"
            + " (module (func (export \""
            + own
            + "\") (param i64) (result i64) (local.get 0))) $$";
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute(shape.formatted("")));
      assertEquals("42723", refused.getSQLState(), refused.getMessage());
      statement.execute(shape.formatted("OR SHADOW"));
    }
  }
}
