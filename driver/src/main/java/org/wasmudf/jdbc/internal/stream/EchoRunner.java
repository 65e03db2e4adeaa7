package org.wasmudf.jdbc.internal.stream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/**
 * Lets the target evaluate the expressions over functions' results, one slice after the other. What
 * it throws belongs to the first row that it throws it for, and is thrown when the reader arrives
 * there. Confined to the caller's thread.
 */
final class EchoRunner implements AutoCloseable {
  private final List<OutputColumn> outputs;
  private final PreparedStatement statement;
  private final int firstInput;
  private final boolean aborts;
  private final StreamStatistics statistics;
  private final ResultSetMetaData description;
  private final List<IntFunction<Column>> makers = new ArrayList<>();
  private final List<UnaryOperator<Column>> views = new ArrayList<>();
  private final List<EchoInput> inputs = new ArrayList<>();

  /** How many columns of a slice the caller sees; the inputs are behind them. */
  private final int visible;

  /**
   * @param statement of the echo, with all bound but the inputs; owned
   * @param aborts whether what a statement throws ends the transaction around it
   */
  EchoRunner(
      Echo echo,
      List<OutputColumn> outputs,
      PreparedStatement statement,
      TargetColumns target,
      boolean aborts,
      StreamStatistics statistics)
      throws SQLException {
    this.outputs = outputs;
    this.statement = statement;
    this.aborts = aborts;
    this.statistics = statistics;
    this.firstInput = echo.bindings().size() + 1;
    this.visible = (int) outputs.stream().filter(EchoRunner::isVisible).count();
    ResultSetMetaData told = statement.getMetaData();
    if (told == null) {
      throw SqlErrors.of(
          SqlState.REFUSED_STATEMENT,
          "The database does not say which columns an expression over a function's result has. Select the result by itself.");
    }
    this.description = told;
    for (int i = 1; i <= told.getColumnCount(); i++) {
      makers.add(target.maker(told, i, false));
      views.add(target.view(told, i));
    }
  }

  private static boolean isVisible(OutputColumn output) {
    return !(output.value() instanceof ValueExpr.Echoed);
  }

  /** What a plan's slices must have: the columns that the caller sees, and the inputs. */
  static List<ValueExpr> evaluated(List<OutputColumn> outputs, @Nullable Echo echo) {
    List<ValueExpr> values = new ArrayList<>();
    for (OutputColumn output : outputs) {
      if (isVisible(output)) {
        values.add(output.value());
      }
    }
    if (echo != null) {
      echo.inputs().forEach(input -> values.add(input.value()));
    }
    return values;
  }

  /** What the target says of the expressions. */
  ResultSetMetaData description() {
    return description;
  }

  PreparedStatement statement() {
    return statement;
  }

  /**
   * Learns what the pushed query has.
   *
   * @param planned as it was when the plan was made
   * @throws SQLException 42W01 where a table has changed since, so that values could lose digits
   */
  void pushed(Echo echo, List<TargetColumn> planned, ResultSetMetaData pushed, TargetColumns target)
      throws SQLException {
    for (Echo.Input input : echo.inputs()) {
      if (input.value() instanceof ValueExpr.Pushed column) {
        check(planned.get(column.index()), pushed, column.index() + 1);
        inputs.add(new EchoInput(input, target.view(pushed, column.index() + 1), aborts));
      } else {
        SqlType type = ((ValueExpr.Call) input.value()).function().signature().returns();
        inputs.add(new EchoInput(input, computed -> target.result(computed, type), aborts));
      }
    }
  }

  private static void check(TargetColumn planned, ResultSetMetaData now, int index)
      throws SQLException {
    boolean same =
        planned.typeName().equals(now.getColumnTypeName(index))
            && planned.precision() == now.getPrecision(index)
            && planned.scale() == now.getScale(index);
    if (!same) {
      throw SqlErrors.of(
          SqlState.REFUSED_STATEMENT,
          "Column \"%s\" has another type than when the statement was prepared. Prepare it again."
              .formatted(planned.label()));
    }
  }

  /** The slice as the caller sees it. */
  Slice apply(Slice slice) {
    int count = slice.rows().count();
    Column[] echoed = new Column[makers.size()];
    int capacity = count == 0 ? 0 : slice.rows().index()[count - 1] + 1;
    for (int i = 0; i < echoed.length; i++) {
      echoed[i] = makers.get(i).apply(capacity);
    }
    if (count == 0) {
      return rebuilt(slice, echoed, count, slice.failure());
    }
    long start = System.nanoTime();
    try {
      run(slice, 0, count, echoed);
      return rebuilt(slice, echoed, count, slice.failure());
    } catch (SQLException | RuntimeException e) {
      return failed(slice, echoed, e);
    } finally {
      statistics.targetNanos += System.nanoTime() - start;
    }
  }

  /** Rows up to the first that fails, which halves of the slice find. */
  private Slice failed(Slice slice, Column[] echoed, Exception first) {
    int done = 0;
    int failing = slice.rows().count();
    Exception why = first;
    while (failing - done > 1 && !stops(why)) {
      int middle = (done + failing) >>> 1;
      try {
        run(slice, done, middle, echoed);
        done = middle;
      } catch (SQLException | RuntimeException e) {
        why = e;
        failing = middle;
      }
    }
    return rebuilt(slice, echoed, done, why);
  }

  /** Not a row's fault. */
  private static boolean stops(Exception why) {
    return why instanceof SQLException e
        && e.getSQLState() != null
        && (e.getSQLState().startsWith("57")
            || e.getSQLState().startsWith("08")
            || e.getSQLState().startsWith("25"));
  }

  private void run(Slice slice, int from, int to, Column[] echoed) throws SQLException {
    Connection target = statement.getConnection();
    Savepoint before = aborts && !target.getAutoCommit() ? target.setSavepoint() : null;
    try {
      for (int i = 0; i < inputs.size(); i++) {
        Column column = slice.columns()[visible + i];
        boolean constant = slice.constant()[visible + i];
        inputs.get(i).bind(statement, firstInput + i, column, constant, slice.rows(), from, to);
      }
      read(slice.rows(), from, to, echoed);
    } catch (SQLException | RuntimeException e) {
      rollBack(target, before, e);
      throw e;
    }
    if (before != null) {
      target.releaseSavepoint(before);
    }
  }

  private static void rollBack(Connection target, @Nullable Savepoint before, Exception why) {
    if (before != null) {
      try {
        target.rollback(before);
        target.releaseSavepoint(before);
      } catch (SQLException second) {
        why.addSuppressed(second);
      }
    }
  }

  private void read(Rows places, int from, int to, Column[] echoed) throws SQLException {
    int at = from;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next() && at < to) {
        int row = places.index()[at];
        for (int i = 0; i < echoed.length; i++) {
          echoed[i].read(rows, i + 1, row);
        }
        at++;
      }
    }
    if (at != to) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "The database returned %d rows for %d results.".formatted(at - from, to - from));
    }
  }

  private Slice rebuilt(Slice slice, Column[] echoed, int count, @Nullable Throwable failure) {
    Column[] columns = new Column[outputs.size()];
    boolean[] constant = new boolean[columns.length];
    int next = 0;
    for (int i = 0; i < columns.length; i++) {
      if (outputs.get(i).value() instanceof ValueExpr.Echoed value) {
        columns[i] = views.get(value.column()).apply(echoed[value.column()]);
      } else {
        columns[i] = slice.columns()[next];
        constant[i] = slice.constant()[next];
        next++;
      }
    }
    boolean whole = failure == slice.failure();
    List<Slice.RowWarning> warnings =
        whole
            ? slice.warnings()
            : slice.warnings().stream().filter(warning -> warning.position() <= count).toList();
    return new Slice(
        slice.rows().part(0, count),
        columns,
        constant,
        failure,
        slice.end() || failure != null,
        warnings);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
