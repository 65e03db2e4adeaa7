package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.jdbc.internal.stream.Streams.call;
import static org.wasmudf.jdbc.internal.stream.Streams.column;
import static org.wasmudf.jdbc.internal.stream.Streams.literal;
import static org.wasmudf.jdbc.internal.stream.Streams.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

final class StreamExecutorTest {
  private static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final SqlType INTEGER = new SqlType.Int(32, true);
  private static final SqlType DOUBLE = new SqlType.FloatingPoint(64);
  private static final SqlType TEXT = new SqlType.Text(SqlType.Text.UNBOUNDED);

  private Streams streams;
  private FunctionDefinition twice;
  private FunctionDefinition shout;

  @BeforeEach
  void open() throws SQLException {
    streams = Streams.h2();
    twice = streams.guests.function("twice", a -> 2 * (Long) a[0], BIGINT, BIGINT);
    shout = streams.guests.function("shout", a -> a[0] + "!", TEXT, TEXT);
  }

  @AfterEach
  void close() throws SQLException {
    streams.close();
  }

  private static Predicate greater(ValueExpr left, long right) {
    return new Predicate.Compare(
        Predicate.Operator.GREATER, left, literal(right), Predicate.Comparison.EXACT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 8192})
  void everyRowIsEvaluatedInOrderAtEveryBatchSize(int batchRows) throws SQLException {
    streams.batchRows = batchRows;
    List<String> rows =
        streams.all(
            plan("SELECT X, 'a' || X FROM SYSTEM_RANGE(1, 1000)")
                .select("X", column(0))
                .select("TWICE", call(twice, column(0)))
                .select("SHOUT", call(shout, column(1))));
    assertEquals(
        streams.direct("SELECT X, 2 * X, 'a' || X || '!' FROM SYSTEM_RANGE(1, 1000)"), rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void filtersOverFunctionsKeepWhatIsTrue(int batchRows) throws SQLException {
    streams.batchRows = batchRows;
    List<String> rows =
        streams.all(
            plan("SELECT X FROM SYSTEM_RANGE(1, 1000)")
                .where(greater(call(twice, column(0)), 500))
                .where(greater(call(twice, call(twice, column(0))), 3900))
                .select("X", column(0)));
    assertEquals(streams.direct("SELECT X FROM SYSTEM_RANGE(976, 1000)"), rows);
  }

  @Test
  void aRowThatTheFirstConjunctDropsDoesNotReachTheSecond() throws SQLException {
    FunctionDefinition other = streams.guests.function("other", a -> a[0], BIGINT, BIGINT);
    streams.all(
        plan("SELECT X FROM SYSTEM_RANGE(1, 100)")
            .where(greater(call(twice, column(0)), 190))
            .where(greater(call(other, column(0)), 0))
            .select("X", column(0)));
    assertEquals(100, streams.guests.java(twice).calls());
    assertEquals(5, streams.guests.java(other).calls());
  }

  @Test
  void aCallThatStandsTwiceIsEvaluatedOnce() throws SQLException {
    List<String> rows =
        streams.all(
            plan("SELECT X FROM SYSTEM_RANGE(1, 100)")
                .where(greater(call(twice, column(0)), 190))
                .select("A", call(twice, column(0)))
                .select("B", call(twice, column(0))));
    assertEquals(List.of("192|192", "194|194", "196|196", "198|198", "200|200"), rows);
    assertEquals(100, streams.guests.java(twice).calls());
  }

  @Test
  void integersWidenToDouble() throws SQLException {
    FunctionDefinition half =
        streams.guests.function("half", a -> (Double) a[0] / 2, DOUBLE, DOUBLE);
    assertEquals(
        List.of("0.5", "1.0", "1.5"),
        streams.all(
            plan("SELECT CAST(X AS INTEGER) FROM SYSTEM_RANGE(1, 3)")
                .select("H", call(half, column(0)))));
  }

  @Test
  void aValueThatDoesNotFitNamesRowColumnAndValue() throws SQLException {
    FunctionDefinition narrow = streams.guests.function("narrow", a -> a[0], INTEGER, INTEGER);
    try (ResultSet rows =
        streams.query(
            plan("SELECT X * 1000000000 AS BIG FROM SYSTEM_RANGE(1, 5)")
                .select("N", call(narrow, column(0))))) {
      assertTrue(rows.next());
      assertTrue(rows.next());
      SQLException e = assertThrows(SQLException.class, rows::next);
      assertEquals("22003", e.getSQLState());
      assertEquals(
          "Row 3, argument 1 of narrow(INTEGER), column \"BIG\": 3000000000 is out of range for"
              + " INTEGER. Cast the argument in the query, or declare the function with a wider"
              + " type.",
          e.getMessage());
    }
  }

  @Test
  void parametersReachBothTheTargetAndTheFunction() throws SQLException {
    FunctionDefinition sum =
        streams.guests.function("sum2", a -> (Long) a[0] + (Long) a[1], BIGINT, BIGINT, BIGINT);
    streams.with(3, 100);
    assertEquals(
        List.of("101", "102", "103"),
        streams.all(
            plan("SELECT X FROM SYSTEM_RANGE(1, ?)")
                .bind(new Binding.UserParameter(1))
                .select("S", call(sum, column(0), new ValueExpr.Parameter(2, BIGINT, false)))));
  }
}
