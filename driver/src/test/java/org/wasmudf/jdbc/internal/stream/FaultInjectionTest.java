package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.jdbc.internal.stream.Streams.call;
import static org.wasmudf.jdbc.internal.stream.Streams.column;
import static org.wasmudf.jdbc.internal.stream.Streams.literal;
import static org.wasmudf.jdbc.internal.stream.Streams.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wasmudf.jdbc.internal.stream.Streams.Plan;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/**
 * The target fails at its n-th call, for every n: the reader gets that very exception, and nothing
 * is left open. Only what is asked behind the reader's back (a description that nobody reads) may
 * fail unseen, and then the rows are complete.
 */
final class FaultInjectionTest {
  private static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final SqlType TEXT = new SqlType.Text(SqlType.Text.UNBOUNDED);

  private static final String SQL =
      "SELECT X, 'a' || X, CAST(X AS INTEGER), CAST(X AS DOUBLE PRECISION), CAST(X AS REAL),"
          + " CAST(X AS NUMERIC(10, 2)), X > 3, DATE '2024-01-01', TIME '12:00:00',"
          + " TIMESTAMP '2024-01-01 12:00:00', CURRENT_TIMESTAMP, RANDOM_UUID(), X'0102',"
          + " CAST('c' AS CLOB), CAST(X'01' AS BLOB), ARRAY[1, 2], INTERVAL '1' DAY"
          + " FROM SYSTEM_RANGE(1, ?)";

  @Test
  void everyFaultOfTheTargetReachesTheReaderAndNothingIsLeft() throws SQLException {
    int n = 1;
    List<String> unseen = new ArrayList<>();
    try (Streams streams = Streams.h2()) {
      while (run(streams, n, unseen)) {
        n++;
      }
    }
    assertTrue(n > 400, "calls: " + n);
    // Copied for a getMetaData that may come after the cursor is closed.
    unseen.removeIf(by -> by.startsWith("ResultSetMetaData."));
    assertEquals(List.of(), unseen);
  }

  /**
   * @return whether the fault was thrown at all
   */
  private static boolean run(Streams streams, int n, List<String> unseen) throws SQLException {
    FaultyTarget faulty = new FaultyTarget(n);
    Connection real = streams.target;
    FunctionDefinition same = streams.guests.function("same", JavaGuests::first, BIGINT, BIGINT);
    FunctionDefinition text = streams.guests.function("text", JavaGuests::first, TEXT, TEXT);
    Plan plan =
        plan(SQL)
            .bind(new Binding.UserParameter(1))
            .where(
                new Predicate.Compare(
                    Predicate.Operator.GREATER,
                    call(same, column(0)),
                    literal(0L),
                    Predicate.Comparison.EXACT))
            .select("T", call(text, column(1)));
    for (int i = 0; i < 17; i++) {
      plan.select("C" + i, column(i));
    }
    StatementPlan.Stream built = plan.build(real);
    streams.with(5);
    streams.batchRows = 2;
    streams.fetchSize = 10;
    streams.target = faulty.over(real);
    SQLException thrown = null;
    int rows = 0;
    try (ResultSet result =
        StreamExecutor.execute(built, streams, streams, streams.guests.guests()).rows()) {
      result.getMetaData().getColumnTypeName(3);
      while (result.next()) {
        rows++;
        assertEquals("a" + rows, result.getString(1));
        assertEquals(rows, result.getLong(2));
      }
      assertEquals(5, rows);
    } catch (SQLException e) {
      thrown = e;
    }
    check(n, faulty, thrown, rows, unseen);
    streams.target = real;
    assertEquals("1", streams.direct("SELECT 1").get(0), "the connection is usable");
    streams.assertNothingLeft();
    return faulty.thrownBy() != null;
  }

  private static void check(
      int n, FaultyTarget faulty, @Nullable SQLException thrown, int rows, List<String> unseen) {
    String by = faulty.thrownBy();
    assertEquals(
        0, faulty.open.get(), "statements and cursors open after fault " + n + " in " + by);
    if (thrown != null) {
      assertSame(faulty.fault, thrown, "fault " + n + " in " + by);
      assertEquals(0, thrown.getSuppressed().length);
    } else if (by != null) {
      assertEquals(5, rows);
      unseen.add(by);
    }
  }
}
