package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * Spark, Metabase and other tools wrap their user's query into a derived table: it answers as it
 * does with the target's own expression in the place of the function.
 */
class DerivedTablesTest {
  /** %1$s is the call or the target's expression, %2$s and %3$s quote a name. */
  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM (SELECT id, %1$s AS doubled, s FROM t) SPARK_GEN_SUBQ_0 WHERE 1=0",
          "SELECT * FROM (SELECT id, %1$s AS doubled, s FROM t) q ORDER BY id",
          "SELECT q.*, q.doubled AS again FROM (SELECT t.*, %1$s AS doubled FROM t) q ORDER BY id",
          "SELECT doubled, id FROM (SELECT id, %1$s AS doubled, s FROM t) q WHERE (doubled IS NOT"
              + " NULL) AND (doubled > ?) AND (id < ?) ORDER BY id LIMIT 2",
          "SELECT %2$ssource%2$s.id AS a, %2$ssource%2$s.doubled AS b FROM (SELECT id, %1$s AS"
              + " doubled FROM t WHERE id > ? ORDER BY id LIMIT 3) AS %2$ssource%2$s LIMIT 1048575",
          "SELECT a.doubled FROM (SELECT b.doubled, b.id FROM (SELECT id, %1$s AS doubled FROM t) b)"
              + " a WHERE a.id > 1 ORDER BY a.id",
          "SELECT COUNT(*) AS n FROM (SELECT id, %1$s AS doubled FROM t) q WHERE id < ?",
          "SELECT id FROM (SELECT id, %1$s AS doubled FROM t) q ORDER BY id",
          "SELECT * FROM (SELECT s, %1$s AS doubled FROM t GROUP BY s, n) q WHERE s = 'b'");

  @EachTarget
  void wrappedQueryAnswersAsTheTargetsOwn(Target target) throws SQLException {
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER, n BIGINT, s VARCHAR(10))");
      statement.execute(
          "INSERT INTO t VALUES (1, 10, 'a'), (2, NULL, 'b'), (3, 30, NULL), (4, 40, 'b')");
      statement.execute(
          """
          CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
      String quote = target == Target.MARIADB ? "`" : "\"";
      for (String query : QUERIES) {
        String own = query.formatted("n * 2", quote);
        String ours = query.formatted("twice(n)", quote);
        assertEquals(answer(direct, own), answer(connection, ours), ours);
      }
    }
  }

  /** Labels and rows; parameters are 3, 4 and so on. */
  private static List<String> answer(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long parameters = sql.chars().filter(c -> c == '?').count();
      for (int i = 1; i <= parameters; i++) {
        statement.setInt(i, i + 2);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> answer = new ArrayList<>();
        ResultSetMetaData metaData = rows.getMetaData();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
          answer.add(metaData.getColumnLabel(i));
        }
        answer.addAll(Bench.rows(rows));
        return answer;
      }
    }
  }
}
