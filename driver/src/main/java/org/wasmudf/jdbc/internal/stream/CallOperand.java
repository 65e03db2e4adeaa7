package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.vector.ArgumentWriter;
import org.wasmudf.jdbc.internal.stream.vector.ConversionException;
import org.wasmudf.jdbc.internal.stream.vector.ResultReader;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.ArrowTypes;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.runtime.ScalarKernel;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/**
 * A call of a function: the arguments of the rows that need it are gathered into vectors, which are
 * kept for the next batch, and the results are scattered back to their rows.
 */
final class CallOperand extends Operand {
  /** A vector larger than this is not kept for the next batch. */
  private static final long KEPT_BYTES = 4 << 20;

  private final ValueExpr.Call call;
  private final ScalarKernel kernel;
  private final List<Operand> arguments;
  private final List<ArgumentWriter> writers = new ArrayList<>();
  private final List<FieldVector> vectors = new ArrayList<>();
  private final int[] constantRows;
  private final FieldVector result;
  private final ResultReader reader;
  private final boolean once;
  private final StreamStatistics.Call statistics;

  private boolean shared;
  private Column column;

  /** The rows whose value is there, where several places ask for the call; null where one does. */
  private boolean @Nullable [] done;

  CallOperand(
      ValueExpr.Call call,
      ScalarKernel kernel,
      List<Operand> arguments,
      BufferAllocator allocator,
      StreamStatistics.Call statistics) {
    this.call = call;
    this.kernel = kernel;
    this.arguments = arguments;
    this.statistics = statistics;
    this.constantRows = new int[arguments.size()];
    SqlType returns = call.function().signature().returns();
    this.reader = ResultReader.of(returns, call.function().name());
    this.column = reader.column(1);
    this.once =
        call.function().volatility() != Volatility.VOLATILE
            && arguments.stream().allMatch(Operand::constant);
    List<SqlType> types = call.function().signature().types();
    for (int i = 0; i < types.size(); i++) {
      writers.add(ArgumentWriter.of(types.get(i)));
      vectors.add(ArrowTypes.vector("a" + i, types.get(i), allocator));
    }
    this.result = ArrowTypes.vector("r", returns, allocator);
  }

  /** A second place asks for the call. */
  void share() {
    shared = true;
  }

  /** Every row has the same value, which is evaluated at most once. */
  @Override
  boolean constant() {
    return once;
  }

  boolean returnsVariableWidth() {
    return result instanceof org.apache.arrow.vector.BaseVariableWidthVector;
  }

  @Override
  void begin(Batch batch) {
    if (!once) {
      column = reader.column(batch.rows());
      done = shared ? new boolean[batch.rows()] : null;
    }
  }

  @Override
  Column column() {
    return column;
  }

  /**
   * Converts the constant arguments, so that one that does not fit fails when the statement is
   * executed.
   */
  void checkConstants() throws SQLException {
    for (int i = 0; i < arguments.size(); i++) {
      Operand argument = arguments.get(i);
      if (argument instanceof Constant) {
        try {
          writers.get(i).write(argument.column(), new int[1], 1, vectors.get(i));
        } catch (ConversionException e) {
          throw SqlErrors.of(
              e.state(),
              "Argument "
                  + (i + 1)
                  + " of "
                  + call.function().display()
                  + ": "
                  + e.text()
                  + ". Change the value, or declare the function with a wider type.");
        }
      }
    }
  }

  @Override
  void prepare(Rows rows, SliceState state) throws GuestException {
    if (once) {
      prepareOnce(rows, state);
      return;
    }
    Rows wanted = rows.below(state.bound());
    boolean[] known = done;
    if (known != null) {
      wanted = without(wanted, known);
    }
    if (wanted.count() == 0) {
      return;
    }
    int count = evaluate(wanted, state);
    if (known != null) {
      for (int i = 0; i < count; i++) {
        known[wanted.index()[i]] = true;
      }
    }
  }

  /** A failure belongs to the first row that asks, so it is not remembered. */
  private void prepareOnce(Rows rows, SliceState state) throws GuestException {
    Rows wanted = rows.below(state.bound());
    if (done != null || wanted.count() == 0) {
      return;
    }
    SliceState single = new SliceState(state.batch(), 1);
    int count = evaluate(new Rows(new int[1], 1), single);
    SQLException failure = single.failure();
    int first = wanted.index()[0];
    if (failure != null) {
      state.fail(first, failure);
    } else if (count == 1) {
      done = new boolean[1];
      for (SliceState.Warned warned : single.warnings()) {
        state.warn(first, warned.message(), warned.cause());
      }
    }
  }

  private static Rows without(Rows rows, boolean[] known) {
    int[] index = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.index()[i];
      index[count] = row;
      count += known[row] ? 0 : 1;
    }
    return count == rows.count() ? rows : new Rows(index, count);
  }

  /**
   * @return how many of the rows have a value now; the rest follows a failed row
   */
  private int evaluate(Rows wanted, SliceState state) throws GuestException {
    for (Operand argument : arguments) {
      argument.prepare(wanted, state);
    }
    Rows rows = writeArguments(wanted.below(state.bound()), state);
    if (rows.count() == 0) {
      return 0;
    }
    int count = run(rows, state);
    result.setValueCount(count);
    try {
      statistics.resultBytes += reader.read(result, 0, count, rows.index(), column);
    } catch (ConversionException e) {
      int row = rows.index()[e.position()];
      state.fail(
          row,
          SqlErrors.of(
              e.state(),
              "Function "
                  + call.function().display()
                  + (state.batch().numbered() ? " at row " + state.batch().number(row) : "")
                  + ": "
                  + e.text()
                  + ". Correct the guest."));
      count = e.position();
    }
    if (result.getBufferSize() > KEPT_BYTES) {
      result.clear();
    }
    return count;
  }

  private Rows writeArguments(Rows wanted, SliceState state) {
    Rows rows = wanted;
    for (int i = 0; i < arguments.size(); i++) {
      Operand argument = arguments.get(i);
      try {
        if (!argument.constant()) {
          writers.get(i).write(argument.column(), rows.index(), rows.count(), vectors.get(i));
        } else if (constantRows[i] < rows.count()) {
          writers
              .get(i)
              .write(argument.column(), new int[rows.count()], rows.count(), vectors.get(i));
          constantRows[i] = rows.count();
        }
      } catch (ConversionException e) {
        int row = rows.index()[e.position()];
        state.fail(row, conversionError(state.batch(), row, i, e));
        rows = new Rows(rows.index(), e.position());
      }
    }
    return rows;
  }

  private SQLException conversionError(Batch batch, int row, int argument, ConversionException e) {
    String column =
        arguments.get(argument) instanceof Pushed pushed && !pushed.column().label().isEmpty()
            ? ", column \"" + pushed.column().label() + "\""
            : "";
    return SqlErrors.of(
        e.state(),
        (batch.numbered() ? "Row " + batch.number(row) + ", argument " : "Argument ")
            + (argument + 1)
            + " of "
            + call.function().display()
            + column
            + ": "
            + e.text()
            + ". Cast the argument in the query, or declare the function with a wider type.");
  }

  private int run(Rows rows, SliceState state) throws GuestException {
    int count = rows.count();
    if (result.getValueCapacity() < count) {
      result.clear();
      result.setInitialCapacity(count);
      result.allocateNew();
    } else {
      result.reset();
    }
    long start = System.nanoTime();
    try {
      int from = 0;
      while (from < count) {
        RowFailure failure = kernel.evaluate(vectors, from, count, result);
        if (failure == null) {
          break;
        }
        int row = rows.index()[failure.row()];
        GuestException told =
            once || !state.batch().numbered()
                ? failure.cause()
                : failure.at(state.batch().number(row));
        if (!call.tolerant()) {
          state.fail(row, SqlErrors.of(told));
          count = failure.row();
          break;
        }
        result.setNull(failure.row());
        state.warn(row, String.valueOf(told.getMessage()), told);
        from = failure.row() + 1;
      }
    } finally {
      statistics.nanos += System.nanoTime() - start;
      statistics.rows += rows.count();
      statistics.batches++;
    }
    return count;
  }

  long resultBytes() {
    return statistics.resultBytes;
  }

  /** Frees the vectors; the kernel is the session's. */
  void close() {
    vectors.forEach(FieldVector::close);
    result.close();
  }
}
