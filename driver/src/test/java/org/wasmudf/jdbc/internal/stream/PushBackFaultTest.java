package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wasmudf.jdbc.internal.pushback.PushBackExecutor;
import org.wasmudf.jdbc.internal.pushback.PushBackStatistics;
import org.wasmudf.rewriter.lookup.RenderedSql;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.store.FunctionDefinition;

/**
 * The target fails at its n-th call, for every n: that very exception comes out, the statement has
 * had no effect, the caller's transaction is as it was, and nothing is left.
 */
final class PushBackFaultTest {
  @ParameterizedTest(name = "query {0}, in a transaction {1}")
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void everyFaultComesOutAndLeavesNothing(boolean query, boolean transaction) throws SQLException {
    int n = 1;
    try (Streams streams = Streams.h2()) {
      streams.run("CREATE TABLE t (id INTEGER PRIMARY KEY, x BIGINT, y BIGINT)");
      streams.run("INSERT INTO t (id, x) VALUES (1, 10), (2, 20), (3, NULL), (4, 10)");
      while (run(streams, n, query, transaction)) {
        n++;
      }
    }
    assertTrue(n > 40, "calls: " + n);
  }

  /**
   * @return whether the fault was thrown at all
   */
  private static boolean run(Streams streams, int n, boolean query, boolean transaction)
      throws SQLException {
    FunctionDefinition same =
        streams.guests.function("f", JavaGuests::first, PushBackTest.BIGINT, PushBackTest.BIGINT);
    ResultMap map = PushBackTest.map(same, true, "SELECT DISTINCT x FROM t");
    Connection real = streams.target;
    real.setAutoCommit(!transaction);
    if (transaction) {
      streams.run("INSERT INTO t (id, x) VALUES (9, 90)");
    }
    FaultyTarget faulty = new FaultyTarget(n);
    streams.with(100);
    streams.target = faulty.over(real);
    SQLException thrown = null;
    try {
      int rows =
          PushBackExecutor.execute(
              PushBackTest.plan(map, query, query ? PushBackTest.SELECT : PushBackTest.UPDATE),
              streams,
              streams,
              streams.guests.guests(),
              statement -> last(statement, streams, query),
              new PushBackStatistics());
      assertEquals(transaction ? 5 : 4, rows);
    } catch (SQLException e) {
      thrown = e;
    } finally {
      streams.target = real;
    }
    String where = "fault " + n + " in " + faulty.thrownBy();
    check(streams, faulty, thrown, where, query, transaction);
    return faulty.thrownBy() != null;
  }

  private static int last(RenderedSql statement, Streams streams, boolean query)
      throws SQLException {
    try (PreparedStatement prepared = streams.target.prepareStatement(statement.sql())) {
      ConstantEvaluator.bind(
          statement.bindings(), streams, prepared, streams, streams.guests.guests());
      if (!query) {
        return prepared.executeUpdate();
      }
      try (ResultSet rows = prepared.executeQuery()) {
        return Streams.rows(rows).size();
      }
    }
  }

  private static void check(
      Streams streams,
      FaultyTarget faulty,
      @Nullable SQLException thrown,
      String where,
      boolean query,
      boolean transaction)
      throws SQLException {
    assertEquals(0, faulty.open.get(), "open statements and cursors after " + where);
    if (thrown != null) {
      assertSame(faulty.fault, thrown, where);
    } else {
      assertEquals(null, faulty.thrownBy(), "unseen");
    }
    assertEquals(!transaction, streams.target.getAutoCommit(), where);
    boolean changed = !query && thrown == null;
    assertEquals(
        List.of((transaction ? "5|" : "4|") + (changed ? (transaction ? "90" : "20") : "null")),
        streams.direct("SELECT COUNT(*), MAX(y) FROM t"),
        where);
    if (transaction) {
      streams.target.rollback();
      streams.target.setAutoCommit(true);
    } else {
      streams.run("UPDATE t SET y = NULL");
    }
    assertEquals(List.of("4|null"), streams.direct("SELECT COUNT(*), MAX(y) FROM t"), where);
    assertEquals(
        List.of(),
        streams.direct(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE 'WASMUDF%'"),
        where);
    streams.assertNothingLeft();
  }
}
