package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.jdbc.internal.stream.Streams.call;
import static org.wasmudf.jdbc.internal.stream.Streams.column;
import static org.wasmudf.jdbc.internal.stream.Streams.literal;
import static org.wasmudf.jdbc.internal.stream.Streams.plan;
import static org.wasmudf.jdbc.internal.stream.Streams.tryCall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** A failure is its row's, and rows that nobody reads do not fail. */
final class LazyFailureTest {
  private static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final SqlType BOOLEAN = new SqlType.Bool();
  private static final String ROWS = "SELECT X FROM SYSTEM_RANGE(1, 200)";

  private Streams streams;
  private FunctionDefinition same;
  private FunctionDefinition trapAt50;

  @BeforeEach
  void open() throws SQLException {
    streams = Streams.h2();
    same = streams.guests.function("same", JavaGuests::first, BIGINT, BIGINT);
    trapAt50 = streams.guests.function("trap_at_50", LazyFailureTest::trapAt50, BIGINT, BIGINT);
  }

  @AfterEach
  void close() throws SQLException {
    streams.close();
  }

  private static @Nullable Object trapAt50(@Nullable Object[] a) throws JavaFunction.Failure {
    if (a[0] instanceof Long value && value == 50) {
      throw new JavaFunction.Failure("unreachable");
    }
    return a[0];
  }

  private static Predicate compare(Predicate.Operator operator, ValueExpr left, long right) {
    return new Predicate.Compare(operator, left, literal(right), Predicate.Comparison.EXACT);
  }

  private static int count(ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      count++;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 49, 50, 51, 8192})
  void theRowsBeforeAFailureAreReadAndThenItIsThrown(int batchRows) throws SQLException {
    streams.batchRows = batchRows;
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(trapAt50, column(0))))) {
      for (int i = 1; i < 50; i++) {
        assertTrue(rows.next());
        assertEquals(i, rows.getInt(1));
      }
      SQLException e = assertThrows(SQLException.class, rows::next);
      assertEquals("38W01", e.getSQLState());
      assertEquals("Function trap_at_50(BIGINT) trapped at row 50: unreachable", e.getMessage());
      streams.assertNothingLeft();
      assertSame(e, assertThrows(SQLException.class, rows::next), "and again");
      assertEquals("24000", assertThrows(SQLException.class, () -> rows.getInt(1)).getSQLState());
      assertFalse(rows.isClosed());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void aRowBehindLimitDoesNotFail(int batchRows) throws SQLException {
    streams.batchRows = batchRows;
    Predicate always = compare(Predicate.Operator.GREATER, call(same, column(0)), 0);
    assertEquals(
        10,
        streams
            .all(plan(ROWS).where(always).select("V", call(trapAt50, column(0))).limit(10))
            .size());
    assertEquals(
        49,
        streams
            .all(plan(ROWS).where(always).select("V", call(trapAt50, column(0))).limit(49))
            .size());
    try (ResultSet rows =
        streams.query(plan(ROWS).where(always).select("V", call(trapAt50, column(0))).limit(50))) {
      assertThrows(SQLException.class, () -> count(rows));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void aFilterThatFailsBehindLimitDoesNotFail(int batchRows) throws SQLException {
    streams.batchRows = batchRows;
    Predicate filter = compare(Predicate.Operator.GREATER, call(trapAt50, column(0)), 30);
    assertEquals(
        List.of("31", "32", "33"),
        streams.all(plan(ROWS).where(filter).select("V", column(0)).limit(3)));
    assertEquals(
        List.of("41", "42"),
        streams.all(plan(ROWS).where(filter).select("V", column(0)).offset(10).limit(2)));
  }

  @Test
  void aRowBehindMaxRowsDoesNotFail() throws SQLException {
    streams.maxRows = 49;
    assertEquals(49, streams.all(plan(ROWS).select("V", call(trapAt50, column(0)))).size());
    streams.maxRows = 50;
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(trapAt50, column(0))))) {
      assertThrows(SQLException.class, () -> count(rows));
    }
  }

  @Test
  void aRowThatIsNotReadDoesNotFail() throws SQLException {
    try (ResultSet rows = streams.query(plan(ROWS).select("V", call(trapAt50, column(0))))) {
      for (int i = 1; i < 50; i++) {
        assertTrue(rows.next());
      }
    }
    assertEquals(1, streams.closedResults);
  }

  @Test
  void theSelectListIsNotEvaluatedForRowsThatOffsetSkips() throws SQLException {
    Predicate always = compare(Predicate.Operator.GREATER, call(same, column(0)), 0);
    List<String> rows =
        streams.all(
            plan(ROWS).where(always).select("V", call(trapAt50, column(0))).offset(60).limit(5));
    assertEquals(List.of("61", "62", "63", "64", "65"), rows);
    assertEquals(5, streams.guests.java(trapAt50).calls());
  }

  @Test
  void aRowThatTheFilterDropsDoesNotFailInTheSelectList() throws SQLException {
    Predicate not50 = compare(Predicate.Operator.NOT_EQUAL, call(same, column(0)), 50);
    assertEquals(
        199, streams.all(plan(ROWS).where(not50).select("V", call(trapAt50, column(0)))).size());
  }

  @Test
  void orStopsAtTheFirstOperandThatIsTrue() throws SQLException {
    Predicate guarded =
        new Predicate.Or(
            List.of(
                compare(Predicate.Operator.EQUAL, call(same, column(0)), 50),
                compare(Predicate.Operator.GREATER, call(trapAt50, column(0)), 198)));
    assertEquals(
        List.of("50", "199", "200"), streams.all(plan(ROWS).where(guarded).select("V", column(0))));
  }

  @Test
  void andStopsAtTheFirstOperandThatIsFalse() throws SQLException {
    Predicate guarded =
        new Predicate.Not(
            new Predicate.And(
                List.of(
                    compare(Predicate.Operator.NOT_EQUAL, call(same, column(0)), 50),
                    compare(Predicate.Operator.LESS, call(trapAt50, column(0)), 199))));
    assertEquals(
        List.of("50", "199", "200"), streams.all(plan(ROWS).where(guarded).select("V", column(0))));
  }

  @Test
  void theFirstFailureInRowOrderIsTold() throws SQLException {
    FunctionDefinition trapAt40 =
        streams.guests.function(
            "trap_at_40",
            a -> {
              if (a[0] instanceof Long value && value == 40) {
                throw new JavaFunction.Failure("unreachable");
              }
              return a[0];
            },
            BIGINT,
            BIGINT);
    try (ResultSet rows =
        streams.query(
            plan(ROWS)
                .where(compare(Predicate.Operator.GREATER, call(trapAt50, column(0)), 0))
                .select("V", call(trapAt40, column(0))))) {
      SQLException e = assertThrows(SQLException.class, () -> count(rows));
      assertEquals("Function trap_at_40(BIGINT) trapped at row 40: unreachable", e.getMessage());
    }
  }

  @Test
  void aTargetThatFailsDoesSoBehindTheRowsThatItGave() throws SQLException {
    Streams lazy = Streams.h2(";LAZY_QUERY_EXECUTION=1");
    FunctionDefinition twice = lazy.guests.function("twice", a -> 2 * (Long) a[0], BIGINT, BIGINT);
    try (ResultSet rows =
        lazy.query(
            plan("SELECT 100 / (X - 50) FROM SYSTEM_RANGE(1, 200)")
                .select("V", call(twice, column(0))))) {
      for (int i = 1; i < 50; i++) {
        assertTrue(rows.next());
      }
      SQLException e = assertThrows(SQLException.class, rows::next);
      assertEquals("22012", e.getSQLState());
      assertSame(e, assertThrows(SQLException.class, rows::next));
    }
    lazy.close();
  }

  @Test
  void tryTurnsAFailureIntoNullAndAWarning() throws SQLException {
    try (ResultSet rows = streams.query(plan(ROWS).select("V", tryCall(trapAt50, column(0))))) {
      for (int i = 1; i < 50; i++) {
        assertTrue(rows.next());
        assertNull(rows.getWarnings());
      }
      assertTrue(rows.next());
      assertEquals(0, rows.getLong(1));
      assertTrue(rows.wasNull());
      SQLWarning warning = assertNotNull(rows.getWarnings());
      assertEquals(
          "Function trap_at_50(BIGINT) trapped at row 50: unreachable", warning.getMessage());
      assertTrue(rows.next());
      assertNull(rows.getWarnings());
      assertEquals(149, count(rows));
    }
    assertEquals(1, streams.warnings.size());
  }

  private static SQLWarning assertNotNull(@Nullable SQLWarning warning) {
    org.junit.jupiter.api.Assertions.assertNotNull(warning);
    if (warning == null) {
      throw new IllegalStateException();
    }
    return warning;
  }

  @Test
  void theWarningsOfManyRowsDoNotFillTheStatement() throws SQLException {
    FunctionDefinition never =
        streams.guests.function(
            "never",
            a -> {
              throw new JavaFunction.Failure("no");
            },
            BIGINT,
            BIGINT);
    assertEquals(200, streams.all(plan(ROWS).select("V", tryCall(never, column(0)))).size());
    assertEquals(101, streams.warnings.size());
  }

  @Test
  void aWarningOfARowThatNobodyReadsIsNotGiven() throws SQLException {
    Predicate always = compare(Predicate.Operator.GREATER, call(same, column(0)), 0);
    assertEquals(
        10,
        streams
            .all(plan(ROWS).where(always).select("V", tryCall(trapAt50, column(0))).limit(10))
            .size());
    assertEquals(0, streams.warnings.size());
  }

  @Test
  void aCallOverConstantsRunsOnceAndOnlyWhereARowNeedsIt() throws SQLException {
    FunctionDefinition boom =
        streams.guests.function(
            "boom",
            a -> {
              throw new JavaFunction.Failure("no");
            },
            BIGINT,
            BIGINT);
    assertEquals(
        0,
        streams
            .all(plan("SELECT X FROM SYSTEM_RANGE(1, 0)").select("V", call(boom, literal(1L))))
            .size());
    assertEquals(
        200,
        streams.all(plan(ROWS).select("V", call(same, literal(1L))).select("X", column(0))).size());
    assertEquals(1, streams.guests.java(same).calls());
  }

  @Test
  void aVolatileCallRunsForEachRowAndPlace() throws SQLException {
    FunctionDefinition next =
        streams.guests.function(
            "next",
            a -> a[0],
            NullHandling.CALLED_ON_NULL_INPUT,
            Volatility.VOLATILE,
            BIGINT,
            BIGINT);
    streams.all(
        plan(ROWS).select("A", call(next, literal(1L))).select("B", call(next, literal(1L))));
    assertEquals(400, streams.guests.java(next).calls());
  }

  @Test
  void aVolatileCallThatThePlanNamesTwiceIsOneCall() throws SQLException {
    FunctionDefinition next =
        streams.guests.function(
            "next",
            a -> a[0],
            NullHandling.CALLED_ON_NULL_INPUT,
            Volatility.VOLATILE,
            BIGINT,
            BIGINT);
    ValueExpr.Call once = call(next, column(0));
    assertEquals(
        List.of("11", "12"),
        streams.all(
            plan(ROWS)
                .where(compare(Predicate.Operator.GREATER, once, 10))
                .where(compare(Predicate.Operator.LESS, once, 13))
                .select("X", column(0))));
    assertEquals(200, streams.guests.java(next).calls());
  }

  @Test
  void unknownIsNotTrue() throws SQLException {
    FunctionDefinition maybe =
        streams.guests.function(
            "maybe",
            a -> {
              long value = a[0] instanceof Long v ? v : 0;
              return value % 3 == 0 ? null : (Object) (value % 3 == 1);
            },
            BOOLEAN,
            BIGINT);
    ValueExpr truth = call(maybe, column(0));
    String direct = "SELECT X FROM SYSTEM_RANGE(1, 200) WHERE ";
    String sql = "CASE MOD(X, 3) WHEN 0 THEN NULL WHEN 1 THEN TRUE ELSE FALSE END";
    assertEquals(
        streams.direct(direct + sql),
        streams.all(plan(ROWS).where(new Predicate.Truth(truth)).select("X", column(0))));
    assertEquals(
        streams.direct(direct + "NOT " + sql),
        streams.all(
            plan(ROWS)
                .where(new Predicate.Not(new Predicate.Truth(truth)))
                .select("X", column(0))));
    assertEquals(
        streams.direct(direct + sql + " IS NULL"),
        streams.all(plan(ROWS).where(new Predicate.IsNull(truth)).select("X", column(0))));
    assertEquals(
        streams.direct(direct + "NOT (" + sql + " OR X > 100)"),
        streams.all(
            plan(ROWS)
                .where(
                    new Predicate.Not(
                        new Predicate.Or(
                            List.of(
                                new Predicate.Truth(truth),
                                compare(Predicate.Operator.GREATER, column(0), 100)))))
                .select("X", column(0))));
    assertEquals(
        streams.direct(direct + "NOT (" + sql + " AND X > 100)"),
        streams.all(
            plan(ROWS)
                .where(
                    new Predicate.Not(
                        new Predicate.And(
                            List.of(
                                new Predicate.Truth(truth),
                                compare(Predicate.Operator.GREATER, column(0), 100)))))
                .select("X", column(0))));
  }
}
