package org.wasmudf.jdbc.internal.stream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.store.SqlType;

/** Runs a stream plan: the target its query, the guests the functions, the caller the rest. */
public final class StreamExecutor {
  private static final Pattern LOCKING =
      Pattern.compile(
          "\\bFOR\\s+(NO\\s+KEY\\s+|KEY\\s+)?(UPDATE|SHARE)\\b", Pattern.CASE_INSENSITIVE);

  private StreamExecutor() {}

  /** A running query. */
  public record Result(ResultSet rows, StreamStatistics statistics) {}

  /**
   * Executes the pushed query and returns the rows as the caller sees them. Rows are read and
   * functions run as the reader asks for rows: a row that fails is the failure of the {@code next}
   * that reaches it.
   *
   * @throws SQLException the target's own, as it came; 22003 and the like for a parameter that does
   *     not convert; 39xxx where a function cannot be made ready; 57014 where the statement was
   *     cancelled
   */
  public static Result execute(
      StatementPlan.Stream plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests)
      throws SQLException {
    context.settle();
    StreamStatistics statistics = new StreamStatistics();
    GuestSession session = guests.sessions().get();
    Cancellation cancellation = new Cancellation(session);
    BufferAllocator allocator = ArrowMemory.child("stream");
    PlanCompiler compiler =
        new PlanCompiler(session, guests.modules(), parameters, allocator, statistics);
    StreamExecution execution = new StreamExecution(allocator, statistics, cancellation);
    try {
      cancellation.register(context);
      return start(plan, parameters, context, guests, session, compiler, cancellation, execution);
    } catch (SQLException | RuntimeException | Error e) {
      throw abandon(e, execution, compiler, session, allocator, cancellation);
    }
  }

  /**
   * As {@link #execute}, with all rows evaluated when this returns: one that fails is the failure
   * of this.
   */
  public static ResultSet executeFully(
      StatementPlan.Stream plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests)
      throws SQLException {
    StreamedResultSet rows = (StreamedResultSet) execute(plan, parameters, context, guests).rows();
    rows.readAhead();
    return rows;
  }

  /**
   * What the rows of a plan will be, before it runs.
   *
   * @param pushed of the pushed query
   */
  public static ResultSetMetaData describe(
      StatementPlan.Stream plan, ResultSetMetaData pushed, Connection target) throws SQLException {
    Echo echo = plan.echo();
    if (echo == null) {
      return new StreamMetaData(plan.outputs(), pushed, target);
    }
    try (PreparedStatement statement = target.prepareStatement(echo.sql())) {
      return new StreamMetaData(plan.outputs(), pushed, statement.getMetaData(), target);
    }
  }

  private static Result start(
      StatementPlan.Stream plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests,
      GuestSession session,
      PlanCompiler compiler,
      Cancellation cancellation,
      StreamExecution execution)
      throws SQLException {
    long begin = System.nanoTime();
    List<Condition> filters = compiler.conditions(plan.filters());
    List<Operand> outputs = new ArrayList<>();
    Echo echo = plan.echo();
    List<ValueExpr> evaluated = EchoRunner.evaluated(plan.outputs(), echo);
    for (ValueExpr value : evaluated) {
      outputs.add(compiler.operand(value));
    }
    long offset = count(plan.offset(), 0, compiler, "OFFSET", SqlState.INVALID_OFFSET);
    long planLimit = count(plan.limit(), Long.MAX_VALUE, compiler, "LIMIT", SqlState.INVALID_LIMIT);
    long maxRows = context.maxRows() == 0 ? Long.MAX_VALUE : context.maxRows();
    long limit = Math.min(planLimit, maxRows);
    long wanted = offset + limit < 0 ? Long.MAX_VALUE : offset + limit;

    TargetColumns target = TargetColumns.of(context.dialect(), context.target());
    OwnTransaction transaction = transaction(plan, context, target, execution, wanted);
    EchoRunner runner =
        echo == null ? null : echo(plan, echo, parameters, context, guests, target, execution);
    ResultSet cursor =
        open(plan, parameters, context, guests, cancellation, execution, wanted, transaction);
    StreamStatistics statistics = execution.statistics();
    statistics.targetNanos += System.nanoTime() - begin;

    ResultSetMetaData description = cursor.getMetaData();
    boolean[] isArgument = new boolean[description.getColumnCount()];
    boolean[] isReturned = new boolean[isArgument.length];
    for (OutputColumn output : plan.outputs()) {
      mark(output.value(), isReturned, isArgument);
    }
    if (echo != null) {
      echo.inputs().forEach(input -> markArguments(input.value(), isArgument));
    }
    for (Predicate filter : plan.filters()) {
      mark(filter, isArgument);
    }
    boolean cursorStays = false;
    List<IntFunction<Column>> makers = new ArrayList<>();
    for (int i = 0; i < isArgument.length; i++) {
      IntFunction<Column> maker = target.maker(description, i + 1, isArgument[i]);
      makers.add(maker);
      cursorStays |= isReturned[i] && maker.apply(0).holdsTargetObjects();
    }
    BatchSource source =
        new BatchSource(
            cursor,
            makers,
            context.batchRows(),
            wanted,
            plan.filters().isEmpty() ? wanted : Long.MAX_VALUE,
            statistics,
            transaction,
            transaction == null ? null : transaction.fetching(),
            transaction == null || context.fetchSize() != 0
                ? null
                : new FetchSize(context.batchRows()));
    if (transaction != null) {
      // A small result ends the transaction at once.
      source.readAhead(FetchSize.FIRST_ROWS);
    }
    BatchEvaluator evaluator =
        new BatchEvaluator(
            compiler.operands(),
            filters,
            outputs,
            views(plan.outputs(), evaluated.size(), target, description),
            offset,
            limit,
            statistics);
    if (runner != null && echo != null) {
      runner.pushed(echo, plan.pushedColumns(), description, target);
    }
    StreamMetaData metaData =
        new StreamMetaData(
            plan.outputs(),
            description,
            runner == null ? null : runner.description(),
            context.target());
    execution.start(
        source,
        new SliceStream(source, evaluator, session, budget(context), statistics, runner),
        metaData,
        target,
        cursorStays);
    return new Result(new StreamedResultSet(execution, context, metaData), statistics);
  }

  /** What the target evaluates for each slice, ready but for the slices. */
  private static EchoRunner echo(
      StatementPlan.Stream plan,
      Echo echo,
      BoundParameters parameters,
      StatementContext context,
      Guests guests,
      TargetColumns target,
      StreamExecution execution)
      throws SQLException {
    boolean aborts = context.dialect().equals(Dialect.POSTGRESQL);
    if (aborts) {
      // What the caller runs meanwhile, or a transaction that ends, must not meet our statements.
      execution.reading(context.reads(execution::settle));
    }
    PreparedStatement statement = context.target().prepareStatement(echo.sql());
    try {
      ConstantEvaluator.bind(echo.bindings(), parameters, statement, context, guests);
      long budget = budget(context);
      if (aborts && budget > 0 && budget != Long.MAX_VALUE) {
        // H2 keeps the timeout with the connection, where the rows' own statement sets it.
        statement.setQueryTimeout(seconds(budget));
      }
      EchoRunner runner =
          new EchoRunner(echo, plan.outputs(), statement, target, aborts, execution.statistics());
      execution.echo(runner);
      return runner;
    } catch (SQLException | RuntimeException e) {
      StreamExecution.Closing closing = new StreamExecution.Closing();
      closing.run(statement::close);
      throw e;
    }
  }

  private static int seconds(long nanos) {
    return (int) Math.min((nanos + 999_999_999) / 1_000_000_000, Integer.MAX_VALUE);
  }

  /** How the caller sees each output: a function's results as a column of the target. */
  private static List<UnaryOperator<Column>> views(
      List<OutputColumn> outputs, int count, TargetColumns target, ResultSetMetaData description)
      throws SQLException {
    List<UnaryOperator<Column>> views = new ArrayList<>();
    for (OutputColumn output : outputs) {
      if (output.value() instanceof ValueExpr.Echoed) {
        continue;
      }
      if (output.value() instanceof ValueExpr.Call call) {
        SqlType type = call.function().signature().returns();
        views.add(computed -> target.result(computed, type));
      } else if (output.value() instanceof ValueExpr.Pushed pushed) {
        views.add(target.view(description, pushed.index() + 1));
      } else {
        views.add(UnaryOperator.identity());
      }
    }
    while (views.size() < count) {
      views.add(UnaryOperator.identity());
    }
    return views;
  }

  /** The value of LIMIT or OFFSET. */
  private static long count(
      @Nullable ValueExpr value, long absent, PlanCompiler compiler, String clause, SqlState state)
      throws SQLException {
    if (value == null) {
      return absent;
    }
    Column column = compiler.operand(value).column();
    if (column.isNull(0) || column.getLong(0) < 0) {
      throw SqlErrors.of(
          state,
          clause
              + " is "
              + (column.isNull(0) ? "NULL" : column.getString(0))
              + ". Give a number of rows from 0.");
    }
    return column.getLong(0);
  }

  /** A transaction for a cursor, where rows come in portions and more than one portion may come. */
  private static @Nullable OwnTransaction transaction(
      StatementPlan.Stream plan,
      StatementContext context,
      TargetColumns target,
      StreamExecution execution,
      long wanted)
      throws SQLException {
    boolean small = plan.filters().isEmpty() && wanted <= FetchSize.FIRST_ROWS;
    // Locks of rows would be held for as long as the reader takes.
    if (small || LOCKING.matcher(plan.pushedSql()).find()) {
      return null;
    }
    OwnTransaction own = OwnTransaction.begin(context, target, execution::settle);
    if (own != null) {
      execution.transaction(own);
    }
    return own;
  }

  private static ResultSet open(
      StatementPlan.Stream plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests,
      Cancellation cancellation,
      StreamExecution execution,
      long wanted,
      @Nullable OwnTransaction transaction)
      throws SQLException {
    PreparedStatement statement =
        context
            .target()
            .prepareStatement(
                plan.pushedSql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    execution.statement(statement, -1);
    ConstantEvaluator.bind(plan.bindings(), parameters, statement, context, guests);
    boolean mysql = context.dialect().equals(Dialect.MYSQL);
    if (context.fetchSize() != 0) {
      statement.setFetchSize(context.fetchSize());
    } else if (transaction != null) {
      statement.setFetchSize(FetchSize.FIRST_ROWS);
    } else if (mysql) {
      // MariaDB's driver streams only where it is told how many rows to fetch at once.
      statement.setFetchSize(context.batchRows());
    }
    if (mysql) {
      describeResults(plan.outputs(), context.target());
    }
    if (plan.filters().isEmpty() && wanted > 0 && wanted <= Integer.MAX_VALUE) {
      statement.setMaxRows((int) wanted);
    }
    long budget = budget(context);
    if (budget <= 0) {
      throw SqlErrors.of(
          SqlState.STOPPED, "The statement's timeout has passed. Set a longer query timeout.");
    } else if (budget != Long.MAX_VALUE) {
      // Some targets keep the timeout with the connection, so it is set back at the end.
      execution.statement(statement, statement.getQueryTimeout());
      statement.setQueryTimeout(seconds(budget));
    }
    cancellation.target(statement);
    ResultSet cursor = cursor(statement, transaction);
    execution.cursor(cursor);
    SQLWarning warning = statement.getWarnings();
    if (warning != null) {
      context.warn(warning);
    }
    return cursor;
  }

  private static ResultSet cursor(PreparedStatement statement, @Nullable OwnTransaction transaction)
      throws SQLException {
    try {
      return statement.executeQuery();
    } catch (SQLException e) {
      if (transaction == null || !SqlErrors.isStalePlan(e)) {
        throw e;
      }
      // In autocommit the driver does this itself; within a transaction it leaves it to us.
      transaction.restart();
      return statement.executeQuery();
    }
  }

  /** MariaDB's driver reads all rows into memory when it is asked anything else meanwhile. */
  private static void describeResults(List<OutputColumn> outputs, Connection target) {
    for (OutputColumn output : outputs) {
      if (output.value() instanceof ValueExpr.Call call) {
        ColumnDescription.learn(call.function().signature().returns(), target);
      }
    }
  }

  private static long budget(StatementContext context) {
    long deadline = context.deadlineNanos();
    return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
  }

  private static void mark(ValueExpr value, boolean[] returned, boolean[] argument) {
    if (value instanceof ValueExpr.Pushed pushed) {
      returned[pushed.index()] = true;
    } else {
      markArguments(value, argument);
    }
  }

  private static void markArguments(ValueExpr value, boolean[] argument) {
    if (value instanceof ValueExpr.Pushed pushed) {
      argument[pushed.index()] = true;
    } else if (value instanceof ValueExpr.Call call) {
      for (ValueExpr part : call.arguments()) {
        markArguments(part, argument);
      }
    }
  }

  private static void mark(Predicate predicate, boolean[] argument) {
    if (predicate instanceof Predicate.Compare compare) {
      markArguments(compare.left(), argument);
      markArguments(compare.right(), argument);
    } else if (predicate instanceof Predicate.Truth truth) {
      markArguments(truth.value(), argument);
    } else if (predicate instanceof Predicate.IsNull isNull) {
      markArguments(isNull.value(), argument);
    } else if (predicate instanceof Predicate.Not not) {
      mark(not.operand(), argument);
    } else if (predicate instanceof Predicate.And and) {
      and.operands().forEach(operand -> mark(operand, argument));
    } else if (predicate instanceof Predicate.Or or) {
      or.operands().forEach(operand -> mark(operand, argument));
    }
  }

  /** Frees what a failed start has made, and gives back why it failed. */
  private static SQLException abandon(
      Throwable why,
      StreamExecution execution,
      PlanCompiler compiler,
      GuestSession session,
      BufferAllocator allocator,
      Cancellation cancellation)
      throws SQLException {
    StreamExecution.Closing closing = new StreamExecution.Closing();
    closing.run(compiler::close);
    closing.run(session::close);
    closing.run(execution::close);
    closing.run(allocator::close);
    closing.run(cancellation::end);
    Throwable second = closing.problem();
    if (second != null && second != why) {
      why.addSuppressed(second);
    }
    if (why instanceof SQLException e) {
      return e;
    } else if (why instanceof RuntimeException e) {
      throw e;
    } else if (why instanceof Error e) {
      throw e;
    }
    return SqlErrors.of(SqlState.INTERNAL_ERROR, "The query failed: " + why + ".", why);
  }
}
