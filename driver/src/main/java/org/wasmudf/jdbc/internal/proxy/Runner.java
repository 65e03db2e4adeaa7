package org.wasmudf.jdbc.internal.proxy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ExplainRows;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.jdbc.internal.Session;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.bridge.BridgeCalls;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.pushback.PushBackExecutor;
import org.wasmudf.jdbc.internal.pushback.PushBackStatistics;
import org.wasmudf.jdbc.internal.pushback.ReturningExecutor;
import org.wasmudf.jdbc.internal.stream.ConstantEvaluator;
import org.wasmudf.jdbc.internal.stream.LocalRows;
import org.wasmudf.jdbc.internal.stream.StreamExecutor;
import org.wasmudf.jdbc.internal.stream.StreamStatistics;
import org.wasmudf.rewriter.Explanation;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.StatementPlan;

/** Runs a statement that is not the target's alone, once. */
final class Runner {
  private final ProxyStatement statement;
  private final Execution execution;
  private final RecordedParameters parameters;
  private final Preparer preparer;

  Runner(
      ProxyStatement statement,
      Execution execution,
      RecordedParameters parameters,
      Preparer preparer) {
    this.statement = statement;
    this.execution = execution;
    this.parameters = parameters;
    this.preparer = preparer;
  }

  private Session session() {
    return statement.connection.session();
  }

  /**
   * Runs a statement in its way.
   *
   * @throws SQLException 07005 or 07003 where the statement does not give what is expected; nothing
   *     has run then
   */
  Outcome run(Route route, Expected expected) throws SQLException {
    execution.settle();
    if (route instanceof Route.Own own) {
      return own(own, expected);
    }
    return planned((Route.Planned) route, expected);
  }

  private Outcome own(Route.Own own, Expected expected) throws SQLException {
    check(own.isQuery(), expected);
    DdlResult result = result(own);
    if (result instanceof DdlResult.Count count) {
      return OwnOutcome.count(execution, count.count());
    }
    return OwnOutcome.rows(execution, LocalRows.of((DdlResult.Rows) result, execution));
  }

  /** What a statement of ours gives. */
  DdlResult result(Route.Own own) throws SQLException {
    return own.statement() instanceof DdlStatement.Explain explain
        ? explain(explain)
        : session().ddl().execute(own.statement(), parameters);
  }

  private static void check(boolean query, Expected expected) throws SQLException {
    if (!query && expected == Expected.ROWS) {
      throw SqlErrors.of(
          SqlState.NOT_A_QUERY,
          "The statement returns no rows, and nothing was run. Use executeUpdate or execute.");
    }
    if (query && (expected == Expected.COUNT || expected == Expected.LARGE_COUNT)) {
      throw SqlErrors.of(
          SqlState.IS_A_QUERY,
          "The statement returns rows, and nothing was run. Use executeQuery or execute.");
    }
  }

  private DdlResult explain(DdlStatement.Explain explain) throws SQLException {
    String sql = explain.statement();
    Route inner = session().route(sql);
    if (inner instanceof Route.Own) {
      throw SqlErrors.of(
          SqlState.REFUSED_STATEMENT,
          "EXPLAIN WASM takes a query or a change of data, not a statement of this driver. Run it without EXPLAIN WASM.");
    }
    Route.Planned planned =
        inner instanceof Route.Planned found ? found : session().passThrough(sql);
    return ExplainRows.of(
        Explanation.of(planned.plan(), sql, session().dialect()),
        explain.analyze() ? measure(planned) : null);
  }

  /** Runs a plan to its end, for EXPLAIN ANALYZE WASM. */
  private ExplainRows.Measures measure(Route.Planned route) throws SQLException {
    if (route.plan() instanceof StatementPlan.Stream stream) {
      StreamExecutor.Result result =
          StreamExecutor.execute(stream, parameters, execution, session().guests());
      long returned = count(result.rows());
      StreamStatistics statistics = result.statistics();
      return ExplainRows.places(
          new ExplainRows.Measured(
              statistics.rowsRead(),
              null,
              statistics.bytesRead(),
              null,
              millis(statistics.targetNanos())),
          new ExplainRows.Measured(returned, null, null, millis(statistics.guestNanos()), null));
    }
    if (route.plan() instanceof StatementPlan.PushBack pushBack) {
      return measure(pushBack);
    }
    if (route.plan() instanceof StatementPlan.Returning returning) {
      long begin = System.nanoTime();
      long returned =
          count(ReturningExecutor.execute(returning, parameters, execution, session().guests()));
      return ExplainRows.places(
          new ExplainRows.Measured(returned, null, null, null, millis(System.nanoTime() - begin)),
          null);
    }
    PreparedStatement target = statement.substitute(route, preparer);
    long start = System.nanoTime();
    bind(route, target);
    long bound = System.nanoTime();
    BridgeCalls calls = statement.calls(parameters, execution);
    Outcome outcome = onTarget(target, Expected.ANY, calls);
    ResultSet rows = outcome.resultSet();
    long returned = rows == null ? outcome.updateCount() : count(rows);
    if (calls != null) {
      return bridged(calls.statistics(), returned, System.nanoTime() - bound);
    }
    Double guest = Generated.folds(route) ? (Double) millis(bound - start) : null;
    return ExplainRows.places(
        new ExplainRows.Measured(returned, null, null, guest, millis(System.nanoTime() - bound)),
        null);
  }

  private ExplainRows.Measures measure(StatementPlan.PushBack plan) throws SQLException {
    PushBackStatistics statistics = new PushBackStatistics();
    Outcome outcome = pushBack(plan, Expected.ANY, statistics);
    ResultSet rows = outcome.resultSet();
    long returned = rows == null ? outcome.updateCount() : count(rows);
    List<ExplainRows.Measured> steps = new ArrayList<>();
    for (PushBackStatistics.MapMeasures map : statistics.maps()) {
      steps.add(
          new ExplainRows.Measured(map.rows(), null, null, null, millis(map.collectionNanos())));
      steps.add(new ExplainRows.Measured(null, map.tuples(), null, millis(map.guestNanos()), null));
      steps.add(
          new ExplainRows.Measured(
              map.tuples(), null, map.bytes(), null, millis(map.uploadNanos())));
    }
    steps.add(
        new ExplainRows.Measured(returned, null, null, null, millis(statistics.finalNanos())));
    return ExplainRows.steps(steps);
  }

  /** Where the target calls, its own time is what is left of the whole. */
  private static ExplainRows.Measures bridged(
      StreamStatistics statistics, long returned, long nanos) {
    long guest = statistics.calls().stream().mapToLong(StreamStatistics.Call::nanos).sum();
    return ExplainRows.places(
        new ExplainRows.Measured(returned, null, null, null, millis(nanos - guest)),
        new ExplainRows.Measured(null, null, null, millis(guest), null));
  }

  private static long count(ResultSet rows) throws SQLException {
    try (rows) {
      long count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  /** The value of a text that is the call of one function, without the target where it can be. */
  Outcome value(Route.Planned route) throws SQLException {
    List<Binding> bindings = Generated.bindings(route);
    if (route.plan() instanceof StatementPlan.Folded
        && bindings.size() == 1
        && bindings.get(0) instanceof Binding.FoldedCall folded) {
      ConstantEvaluator.FoldedValue value =
          ConstantEvaluator.evaluate(
                  List.of(folded.call()), parameters, execution, session().guests())
              .get(0);
      return OwnOutcome.rows(execution, LocalRows.of(value, execution));
    }
    return planned(route, Expected.ROWS);
  }

  private Outcome planned(Route.Planned route, Expected expected) throws SQLException {
    StatementPlan plan = route.plan();
    if (plan instanceof StatementPlan.Stream stream) {
      check(true, expected);
      warnOfCursor();
      return OwnOutcome.rows(
          execution,
          StreamExecutor.execute(stream, parameters, execution, session().guests()).rows());
    }
    if (plan instanceof StatementPlan.Returning returning) {
      check(true, expected);
      warnOfCursor();
      return OwnOutcome.rows(
          execution,
          ReturningExecutor.execute(returning, parameters, execution, session().guests()));
    }
    if (plan instanceof StatementPlan.PushBack pushBack) {
      check(pushBack.query(), expected);
      return pushBack(pushBack, expected, new PushBackStatistics());
    }
    PreparedStatement target = statement.substitute(route, preparer);
    bind(route, target);
    return onTarget(target, expected, statement.calls(parameters, execution));
  }

  private void warnOfCursor() {
    if (preparer.movesOrUpdates()) {
      execution.warn(
          new SQLWarning(
              "Rows with registered functions are forward-only and read-only, whatever the statement asks for.",
              SqlState.OTHER_CURSOR.code()));
    }
  }

  private Outcome pushBack(
      StatementPlan.PushBack plan, Expected expected, PushBackStatistics statistics)
      throws SQLException {
    return PushBackExecutor.execute(
        plan,
        parameters,
        execution,
        session().guests(),
        rendered -> {
          PreparedStatement target = statement.substitute(rendered.sql(), preparer);
          // With a fetch size some drivers read rows only when the caller asks for them.
          target.setFetchSize(0);
          ConstantEvaluator.bind(
              rendered.bindings(), parameters, target, execution, session().guests());
          return onTarget(target, expected, null);
        },
        statistics);
  }

  /** Sets the parameters of the statement that runs in place of the caller's. */
  void bind(Route.Planned route, PreparedStatement target) throws SQLException {
    List<Binding> bindings = Generated.bindings(route);
    ConstantEvaluator.bind(bindings, parameters, target, execution, session().guests());
  }

  private Outcome onTarget(PreparedStatement target, Expected expected, @Nullable BridgeCalls calls)
      throws SQLException {
    if (calls == null) {
      return execute(target, expected, null);
    }
    try {
      calls.resume();
      TargetOutcome outcome = execute(target, expected, calls);
      calls.pause();
      if (!outcome.hasRows()) {
        calls.close();
      }
      return outcome;
    } catch (SQLException e) {
      SQLException why = calls.failure(e);
      abandon(calls, why);
      throw why;
    } catch (RuntimeException | Error e) {
      abandon(calls, e);
      throw e;
    }
  }

  private static void abandon(BridgeCalls calls, Throwable why) {
    try {
      calls.close();
    } catch (SQLException e) {
      if (e != why) {
        why.addSuppressed(e);
      }
    }
  }

  private TargetOutcome execute(
      PreparedStatement target, Expected expected, @Nullable BridgeCalls calls)
      throws SQLException {
    TargetOutcome outcome = new TargetOutcome(statement, target, calls);
    boolean limited = limitTime(target);
    try (Execution.Stop stop = execution.whileRunning(outcome::cancel)) {
      execution.check();
      return switch (expected) {
        case ROWS -> outcome.rows(target.executeQuery());
        case COUNT -> outcome.count(target.executeUpdate());
        case LARGE_COUNT -> outcome.count(target.executeLargeUpdate());
        case ANY -> outcome.any(target.execute());
      };
    } finally {
      if (limited) {
        // Some targets keep the timeout with the connection.
        target.setQueryTimeout(statement.settings().queryTimeout());
      }
    }
  }

  /** What is left of the statement's time is the target's; false where there is no timeout. */
  private boolean limitTime(PreparedStatement target) throws SQLException {
    long deadline = execution.deadlineNanos();
    if (deadline == Long.MAX_VALUE) {
      return false;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw SqlErrors.of(
          SqlState.STOPPED, "The statement's timeout has passed. Set a longer query timeout.");
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(left + TimeUnit.SECONDS.toNanos(1) - 1);
    target.setQueryTimeout((int) Math.min(seconds, Integer.MAX_VALUE));
    return true;
  }
}
