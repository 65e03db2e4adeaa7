package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wasmudf.jdbc.internal.pushback.FinalStatement;
import org.wasmudf.jdbc.internal.pushback.PushBackExecutor;
import org.wasmudf.jdbc.internal.pushback.PushBackStatistics;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** Plans made by hand, run on H2 with functions in Java. */
final class PushBackTest {
  static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final KeyForm KEY = new KeyForm("", "", "BIGINT", "0", KeyForm.Kind.LONG);
  private static final Template X = Template.of("x");

  private Streams streams;

  @BeforeEach
  void open() throws SQLException {
    streams = Streams.h2();
    streams.run("CREATE TABLE t (id INTEGER PRIMARY KEY, x BIGINT, y BIGINT)");
    streams.run("INSERT INTO t (id, x) VALUES (1, 10), (2, 20), (3, NULL), (4, 10), (5, -1)");
  }

  @AfterEach
  void close() throws SQLException {
    assertEquals(List.of(), tables(), "tables left");
    assertTrue(streams.target.getAutoCommit(), "autocommit");
    streams.close();
  }

  private List<String> tables() throws SQLException {
    return streams.direct(
        "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE 'WASMUDF%'");
  }

  private FunctionDefinition function(JavaFunction.Body body) {
    return streams.guests.function("f", body, BIGINT, BIGINT);
  }

  private FunctionDefinition callee(JavaFunction.Body body) {
    return streams.guests.function(
        "f", body, NullHandling.CALLED_ON_NULL_INPUT, Volatility.DETERMINISTIC, BIGINT, BIGINT);
  }

  static ResultMap map(FunctionDefinition function, boolean strict, String collection) {
    return map(function, strict, false, collection, collection);
  }

  private static ResultMap map(
      FunctionDefinition function,
      boolean strict,
      boolean tolerant,
      String collection,
      String superset) {
    return new ResultMap(
        new ValueExpr.Call(function, List.of(new ValueExpr.Pushed(0)), tolerant, 0, 4),
        List.of(new ResultMap.Argument(0, 0, KEY, strict)),
        Template.of(collection),
        Template.of(superset),
        List.of(new TargetColumn("X", Types.BIGINT, "BIGINT", 64, 0, true, 1)),
        "BIGINT",
        "f(x)");
  }

  static final List<Piece> SELECT =
      List.of(
          new Piece.Sql("SELECT id, "),
          new Piece.JoinedValue(0, "W1", List.of(X)),
          new Piece.Sql(" FROM (t"),
          new Piece.Join(0, "W1", List.of(X)),
          new Piece.Sql(") WHERE id <= "),
          new Piece.Parameter(new Binding.UserParameter(1)),
          new Piece.Sql(" ORDER BY id"));

  static final List<Piece> UPDATE =
      List.of(
          new Piece.Sql("UPDATE t SET y = "),
          new Piece.Lookup(0, "W1", List.of(X)),
          new Piece.Sql(" WHERE id <= "),
          new Piece.Parameter(new Binding.UserParameter(1)));

  static StatementPlan.PushBack plan(ResultMap map, boolean query, List<Piece> pieces) {
    Template statement = new Template(pieces);
    return new StatementPlan.PushBack(
        List.of(map), statement, statement, query, List.of(), "", List.of(), "test");
  }

  private List<String> select(ResultMap map) throws SQLException {
    List<String> rows = new ArrayList<>();
    FinalStatement<List<String>> last =
        statement -> {
          try (PreparedStatement prepared = streams.target.prepareStatement(statement.sql())) {
            ConstantEvaluator.bind(
                statement.bindings(), streams, prepared, streams, streams.guests.guests());
            rows.addAll(Streams.rows(prepared.executeQuery()));
          }
          return rows;
        };
    return PushBackExecutor.execute(
        plan(map, true, SELECT),
        streams,
        streams,
        streams.guests.guests(),
        last,
        new PushBackStatistics());
  }

  private int update(ResultMap map) throws SQLException {
    return PushBackExecutor.execute(
        plan(map, false, UPDATE),
        streams,
        streams,
        streams.guests.guests(),
        statement -> {
          try (PreparedStatement prepared = streams.target.prepareStatement(statement.sql())) {
            ConstantEvaluator.bind(
                statement.bindings(), streams, prepared, streams, streams.guests.guests());
            return prepared.executeUpdate();
          }
        },
        new PushBackStatistics());
  }

  @Test
  void eachDistinctArgumentIsEvaluatedOnce() throws SQLException {
    FunctionDefinition twice = function(arguments -> 2 * (Long) arguments[0]);
    streams.with(9);
    assertEquals(
        List.of("1|20", "2|40", "3|null", "4|20", "5|-2"),
        select(map(twice, true, "SELECT DISTINCT x FROM t")));
    assertEquals(3, streams.guests.java(twice).calls());
  }

  @Test
  void tupleThatComesTwiceIsOneEntry() throws SQLException {
    FunctionDefinition twice = function(arguments -> 2 * (Long) arguments[0]);
    streams.with(9);
    assertEquals(
        List.of("1|20", "2|40", "3|null", "4|20", "5|-2"),
        select(map(twice, true, "SELECT x FROM t")));
  }

  @Test
  void nullIsAnArgumentOfAFunctionThatTakesIt() throws SQLException {
    FunctionDefinition called =
        callee(arguments -> arguments[0] == null ? (Long) 7L : (Long) arguments[0]);
    streams.with(9);
    assertEquals(
        List.of("1|10", "2|20", "3|7", "4|10", "5|-1"),
        select(map(called, false, "SELECT DISTINCT x FROM t")));
  }

  @Test
  void failureIsRaisedOnlyWhereItsEntryIsRead() throws SQLException {
    FunctionDefinition positive =
        function(
            arguments -> {
              if ((Long) arguments[0] < 0) {
                throw new JavaFunction.Failure("negative");
              }
              return arguments[0];
            });
    ResultMap map = map(positive, true, "SELECT DISTINCT x FROM t");
    streams.with(4);
    assertEquals(List.of("1|10", "2|20", "3|null", "4|10"), select(map));
    streams.with(5);
    SQLException thrown = assertThrows(SQLException.class, () -> select(map));
    assertEquals("38W01", thrown.getSQLState());
    assertEquals("Function f(BIGINT) trapped: negative", thrown.getMessage());
  }

  @Test
  void toleratedFailureIsNullAndAWarning() throws SQLException {
    FunctionDefinition failing =
        function(
            arguments -> {
              throw new JavaFunction.Failure("always");
            });
    String all = "SELECT DISTINCT x FROM t WHERE id <= 2";
    streams.with(2);
    assertEquals(List.of("1|null", "2|null"), select(map(failing, true, true, all, all)));
    assertEquals(2, streams.warnings.size());
  }

  @Test
  void missCollectsTheSuperset() throws SQLException {
    FunctionDefinition same = function(JavaGuests::first);
    streams.with(9);
    assertEquals(
        List.of("1|10", "2|20", "3|null", "4|10", "5|-1"),
        select(map(same, true, false, "SELECT 10", "SELECT DISTINCT x FROM t")));
  }

  @Test
  void argumentsThatAreNeverCollectedAreAConflict() {
    FunctionDefinition same = function(JavaGuests::first);
    streams.with(9);
    SQLException thrown =
        assertThrows(SQLException.class, () -> select(map(same, true, "SELECT 10")));
    assertEquals("40001", thrown.getSQLState());
    assertTrue(String.valueOf(thrown.getMessage()).contains("f(x)"), thrown::getMessage);
  }

  @Test
  void updateIsOneStatementOfTheTarget() throws SQLException {
    FunctionDefinition twice = function(arguments -> 2 * (Long) arguments[0]);
    streams.with(4);
    assertEquals(4, update(map(twice, true, "SELECT DISTINCT x FROM t")));
    assertEquals(
        List.of("1|20", "2|40", "3|null", "4|20", "5|null"),
        streams.direct("SELECT id, y FROM t ORDER BY id"));
  }

  @Test
  void callersTransactionGoesOn() throws SQLException {
    FunctionDefinition twice = function(arguments -> 2 * (Long) arguments[0]);
    streams.target.setAutoCommit(false);
    streams.run("INSERT INTO t (id, x) VALUES (6, 60)");
    streams.with(9);
    assertEquals(6, update(map(twice, true, "SELECT DISTINCT x FROM t")));
    SQLException thrown =
        assertThrows(SQLException.class, () -> update(map(twice, true, "SELECT 1")));
    assertEquals("40001", thrown.getSQLState());
    assertEquals(
        List.of("120"), streams.direct("SELECT y FROM t WHERE id = 6"), "in the transaction");
    streams.target.rollback();
    assertEquals(
        List.of("5|null"), streams.direct("SELECT COUNT(*), MAX(y) FROM t"), "rolled back");
    streams.target.setAutoCommit(true);
  }

  @Test
  void cancelledStatementLeavesNothing() {
    FunctionDefinition same = function(JavaGuests::first);
    streams.with(9);
    streams.cancelAtOnce = true;
    SQLException thrown =
        assertThrows(SQLException.class, () -> select(map(same, true, "SELECT DISTINCT x FROM t")));
    assertEquals("57014", thrown.getSQLState());
  }

  @Test
  void manyTuplesGoToTheTargetInBatches() throws SQLException {
    FunctionDefinition twice = function(arguments -> 2 * (Long) arguments[0]);
    streams.run("INSERT INTO t (id, x) SELECT X + 100, X * 3 FROM SYSTEM_RANGE(1, 20000)");
    streams.with(1_000_000);
    List<String> rows = select(map(twice, true, "SELECT DISTINCT x FROM t"));
    assertEquals(20_005, rows.size());
    assertEquals("20100|120000", rows.get(20_004));
  }
}
