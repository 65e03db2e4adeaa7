package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.ParameterUse;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.Predicate.Comparison;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/** What differs between targets, by their dialects alone. */
final class PlannerDialectTest {
  private static final TestCatalog CATALOG = H2NativeFunctions.CATALOG;

  private static StatementPlan plan(String sql, Dialect dialect)
      throws RefusedException, SQLException {
    return plan(sql, dialect, null);
  }

  private static StatementPlan plan(String sql, Dialect dialect, @Nullable String setting)
      throws RefusedException, SQLException {
    return Planner.plan(
        ParsedStatement.parse(sql, dialect),
        CATALOG,
        dialect,
        new FakeTarget(dialect, setting),
        Planner.STREAMS);
  }

  private static StatementPlan.Stream stream(String sql, Dialect dialect)
      throws RefusedException, SQLException {
    return (StatementPlan.Stream) plan(sql, dialect);
  }

  private static Comparison comparison(String condition, Dialect dialect)
      throws RefusedException, SQLException {
    Predicate filter = stream("SELECT i FROM t WHERE " + condition, dialect).filters().get(0);
    return ((Predicate.Compare) filter).comparison();
  }

  private static String refusal(String sql, Dialect dialect) throws SQLException {
    try {
      return "planned " + plan(sql, dialect);
    } catch (RefusedException e) {
      return e.refusal().message();
    }
  }

  @Test
  void labelsFollowTheDialect() throws RefusedException, SQLException {
    String sql = "SELECT f_b( i ), F_B(i), \"f_b\"(i) AS Total, f_b(i) AS \"Sum\" FROM t";
    assertEquals(
        List.of("f_b", "f_b", "total", "Sum"),
        stream(sql, Dialect.POSTGRESQL).outputs().stream().map(o -> o.label()).toList());
    assertEquals(
        List.of("f_b( i )", "F_B(i)", "Total"),
        stream("SELECT f_b( i ), F_B(i), `f_b`(i) AS Total FROM t", Dialect.MYSQL)
            .outputs()
            .stream()
            .map(o -> o.label())
            .toList());
  }

  @Test
  void floatingPointAgainstExactFollowsTheDialect() throws RefusedException, SQLException {
    assertEquals(Comparison.SHORTEST_DECIMAL, comparison("f_d(d) > n", Dialect.H2));
    assertEquals(Comparison.FLOATING, comparison("f_d(d) > n", Dialect.POSTGRESQL));
    assertEquals(Comparison.FLOATING, comparison("f_d(d) > 0.5", Dialect.SQLITE));
    assertTrue(
        refusal("SELECT i FROM t WHERE f_d(d) > n", Dialect.SQLITE).contains("is not known"));
    assertTrue(refusal("SELECT i FROM t WHERE f_d(d) > n", Dialect.GENERIC).contains("CAST"));
    assertEquals(Comparison.EXACT, comparison("f_b(i) > n", Dialect.GENERIC));
  }

  @Test
  void textsCompareOnlyWhereTheTargetsAnswerIsCertain() throws RefusedException, SQLException {
    assertEquals(Comparison.TEXT_UTF16, comparison("f_s(s) < 'a'", Dialect.H2));
    assertEquals(Comparison.TEXT_CODE_POINTS, comparison("f_s(s) = 'a'", Dialect.POSTGRESQL));
    assertTrue(
        refusal("SELECT i FROM t WHERE f_s(s) < 'a'", Dialect.POSTGRESQL).contains("ordered"));
    assertTrue(
        refusal("SELECT i FROM t WHERE f_s(s) = s", Dialect.POSTGRESQL).contains("collation"));
    assertTrue(refusal("SELECT i FROM t WHERE f_s(s) = 'a'", Dialect.MYSQL).contains("collation"));
  }

  @Test
  void aCollationOfTheDatabaseEndsTextComparison() throws SQLException {
    for (String collation : new String[] {"OFF", "off"}) {
      assertTrue(planned("SELECT i FROM t WHERE f_s(s) = 'a'", collation), collation);
    }
    assertTrue(!planned("SELECT i FROM t WHERE f_s(s) = 'a'", "ENGLISH STRENGTH PRIMARY"));
    try (H2Target target =
        new H2Target("SET COLLATION ENGLISH STRENGTH PRIMARY", "CREATE TABLE t (s VARCHAR)")) {
      String text =
          PlanScripts.describe("SELECT s FROM t WHERE f_s(s) = 'a'", CATALOG, Dialect.H2, target);
      assertTrue(text.startsWith("42W01"), text);
    }
  }

  private static boolean planned(String sql, String setting) throws SQLException {
    try {
      plan(sql, Dialect.H2, setting);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void foldedCallsAreCastToTheTargetsOwnTypes() throws RefusedException, SQLException {
    String sql = "INSERT INTO t VALUES (f_b(1), f_s('a'), f_bin(?))";
    assertEquals(
        "INSERT INTO t VALUES (CAST(? AS bigint), CAST(? AS text), CAST(? AS bytea))",
        ((StatementPlan.Folded) plan(sql, Dialect.POSTGRESQL)).sql());
    assertEquals(
        "INSERT INTO t VALUES (CAST(? AS SIGNED), CAST(? AS CHAR), CAST(? AS BINARY))",
        ((StatementPlan.Folded) plan(sql, Dialect.MYSQL)).sql());
  }

  @Test
  void callIsAProcedureWhereItEvaluatesNoExpression() throws RefusedException, SQLException {
    assertTrue(plan("CALL f_b(1)", Dialect.POSTGRESQL) instanceof StatementPlan.PassThrough);
    assertTrue(refusal("CALL f_b(1)", Dialect.H2).contains("CALL cannot call"));
  }

  @Test
  void everyParameterHasOneUse() throws RefusedException, SQLException {
    SqlType bigint = new SqlType.Int(64, true);
    StatementPlan.Stream stream =
        stream(
            "SELECT f_b(?), i + ?, f_b(i + ?) FROM t WHERE i > f_b(?) AND i < ? AND f_d(d) > ?"
                + " LIMIT ? OFFSET ?",
            Dialect.H2);
    assertEquals(
        List.of(
            new ParameterUse.Client(bigint),
            new ParameterUse.Target(1),
            new ParameterUse.Target(2),
            new ParameterUse.Client(bigint),
            new ParameterUse.Target(3),
            new ParameterUse.Client(new SqlType.FloatingPoint(64)),
            new ParameterUse.Client(bigint),
            new ParameterUse.Client(bigint)),
        stream.parameters());
    StatementPlan.Folded folded =
        (StatementPlan.Folded) plan("UPDATE t SET i = ? WHERE i = f_b(?)", Dialect.H2);
    assertEquals(
        List.of(new ParameterUse.Target(1), new ParameterUse.Client(bigint)), folded.parameters());
  }

  @Test
  void argumentsConvertAsArgumentsAndComparedParametersExactly()
      throws RefusedException, SQLException {
    StatementPlan.Stream stream =
        stream("SELECT f_d(?) FROM t WHERE f_d(d) > ? AND f_d(CAST(? AS INTEGER)) = d", Dialect.H2);
    ValueExpr.Call output = (ValueExpr.Call) stream.outputs().get(0).value();
    assertEquals(
        new ValueExpr.Parameter(1, new SqlType.FloatingPoint(64), false),
        output.arguments().get(0));
    Predicate.Compare compared = (Predicate.Compare) stream.filters().get(0);
    assertEquals(new ValueExpr.Parameter(2, new SqlType.FloatingPoint(64), true), compared.right());
    Predicate.Compare cast = (Predicate.Compare) stream.filters().get(1);
    assertEquals(
        new ValueExpr.Parameter(3, new SqlType.Int(32, true), true),
        ((ValueExpr.Call) cast.left()).arguments().get(0));
  }

  @Test
  void callsKeepTheirPlaceInTheText() throws RefusedException, SQLException {
    String sql = "SELECT i, TRY(f_b( i )) FROM t";
    ValueExpr.Call call = (ValueExpr.Call) stream(sql, Dialect.H2).outputs().get(1).value();
    assertEquals("f_b( i )", sql.substring(call.start(), call.end()));
    assertTrue(call.tolerant());
  }

  @Test
  void namesOfOursAvoidTheUsers() throws RefusedException, SQLException {
    StatementPlan.Stream stream =
        stream("SELECT i AS wasmudf_1, f_b(i + 1) FROM t", Dialect.POSTGRESQL);
    assertEquals("SELECT i AS wasmudf_1, i + 1 AS WASMUDF_X_1 FROM t", stream.pushedSql());
  }

  @Test
  void parenthesesThatKeptWordsApartLeaveASpace() throws RefusedException, SQLException {
    assertEquals(
        "SELECT i AS WASMUDF_1 FROM t",
        stream("SELECT(f_b(i))FROM t", Dialect.POSTGRESQL).pushedSql());
  }

  @Test
  void planningWithoutRowsAsksTheTargetNothing() throws RefusedException, SQLException {
    try (H2Target target = new H2Target("CREATE TABLE t (i INT)")) {
      for (String sql : new String[] {"SELECT i FROM t", "SELECT f_b(3) FROM t"}) {
        Planner.plan(
            ParsedStatement.parse(sql, Dialect.H2), CATALOG, Dialect.H2, target, Planner.STREAMS);
      }
      assertEquals(0, target.prepared());
      Planner.plan(
          ParsedStatement.parse("SELECT f_b(i) FROM t", Dialect.H2),
          CATALOG,
          Dialect.H2,
          target,
          Planner.STREAMS);
      assertEquals(1, target.prepared());
    }
  }
}
