package org.wasmudf.integration.pushback.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Hazard 27: where no temporary table can be made, the results stand in the text. */
class ReadOnlyTest {
  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Target.class,
      names = {"POSTGRESQL", "MARIADB"})
  void readOnlyTransactionIsAsked(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER, s VARCHAR(20))");
      statement.execute(
          "INSERT INTO t VALUES (1, 1, 'a'), (2, 1, 'A'), (3, 5, '\"'), (4, NULL, NULL), (5, 5, '''')");
      statement.execute(
          """
          CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      assertEquals(
          List.of("2|2", "10|2"),
          HandMadeMap.query(
              connection,
              "SELECT twice(x), COUNT(*) FROM t WHERE x IS NOT NULL GROUP BY twice(x) ORDER BY 1"));
      assertEquals(
          List.of("1"),
          HandMadeMap.query(
              connection,
              "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t u WHERE twice(u.x) = t.id * 2)"
                  + " AND twice(t.x) < 4 ORDER BY id"));
      connection.rollback();
    }
  }

  /** A text with all that a literal or JSON has to escape. */
  private static String described(List<?> values) {
    Object value = values.get(0);
    return "\"\\'\n"
        + (value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Target.class,
      names = {"POSTGRESQL", "MARIADB"})
  void everyValueIsTheSameInTheText(Target target) throws SQLException {
    boolean postgresql = target == Target.POSTGRESQL;
    String quotes = postgresql ? "E'\"\\\\''\\n?'" : "'\"\\\\''\\n?'";
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      database.run(
          "CREATE TABLE t (id INTEGER, s VARCHAR(20), d DOUBLE PRECISION, b "
              + (postgresql ? "BYTEA" : "BLOB")
              + ")",
          "INSERT INTO t VALUES (1, "
              + quotes
              + ", -0e0, NULL), (2, 'a', 1e-300, NULL),"
              + " (3, 'A', 0.1e0, NULL), (4, NULL, NULL, NULL), (5, 'a ', 0e0, NULL)",
          "UPDATE t SET b = " + (postgresql ? "'\\x00ff27'" : "X'00FF27'") + " WHERE id < 4");
      for (String argument : List.of("t.s", "t.d", "t.b", "t.id")) {
        for (boolean strict : List.of(true, false)) {
          HandMadeMap map = HandMadeMap.of(connection, "VARCHAR", "FROM t", strict, argument);
          map.upload(ReadOnlyTest::described);
          List<String> joined = map.rows("SELECT id, <value> FROM (t <join>) ORDER BY id");
          List<String> probed = map.rows("SELECT id, <lookup> FROM t ORDER BY id");
          map.inText(ReadOnlyTest::described);
          assertEquals(joined, map.rows("SELECT id, <value> FROM (t <join>) ORDER BY id"));
          assertEquals(probed, map.rows("SELECT id, <lookup> FROM t ORDER BY id"));
        }
      }
    }
  }
}
