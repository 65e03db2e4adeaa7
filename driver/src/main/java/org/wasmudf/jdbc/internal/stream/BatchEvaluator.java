package org.wasmudf.jdbc.internal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.runtime.GuestException;

/**
 * Filters, offset, limit and the SELECT list over batches, in order. Confined to the guest thread,
 * but for {@link #close}, which comes when nothing runs any more.
 *
 * <p>A batch is evaluated in slices: one for the whole batch, or as many as keep texts and byte
 * strings that functions return within {@link #SLICE_BYTES}.
 */
final class BatchEvaluator implements AutoCloseable {
  private static final long SLICE_BYTES = 16L << 20;

  /** How many rows are tried before it is known how long results are. */
  private static final int FIRST_ROWS = 256;

  private final List<Operand> operands;
  private final List<CallOperand> calls;
  private final List<Condition> filters;
  private final List<Operand> outputs;
  private final List<UnaryOperator<Column>> views;
  private final StreamStatistics statistics;
  private final boolean variableWidth;

  private long offset;
  private long limit;
  private int sliceRows = FIRST_ROWS;

  /**
   * @param operands all, each before those that use it
   * @param views how the caller sees each output
   * @param offset rows to leave out behind the filters
   * @param limit rows to return behind the offset; Long.MAX_VALUE for all
   */
  BatchEvaluator(
      List<Operand> operands,
      List<Condition> filters,
      List<Operand> outputs,
      List<UnaryOperator<Column>> views,
      long offset,
      long limit,
      StreamStatistics statistics) {
    this.operands = operands;
    this.filters = filters;
    this.outputs = outputs;
    this.views = views;
    this.offset = offset;
    this.limit = limit;
    this.statistics = statistics;
    this.calls = new ArrayList<>();
    for (Operand operand : operands) {
      if (operand instanceof CallOperand call) {
        calls.add(call);
      }
    }
    this.variableWidth = calls.stream().anyMatch(CallOperand::returnsVariableWidth);
  }

  /**
   * Evaluates the rows of a batch from one on.
   *
   * @return the slice, and the first row that is not in it
   * @throws GuestException STOPPED, or what belongs to no row
   */
  Evaluated evaluate(Batch batch, int from) throws GuestException {
    return evaluate(batch, from, batch.rows());
  }

  /**
   * Evaluates the rows of a batch from one on, up to another at most.
   *
   * @return the slice, and the first row that is not in it
   * @throws GuestException STOPPED, or what belongs to no row
   */
  Evaluated evaluate(Batch batch, int from, int end) throws GuestException {
    long start = System.nanoTime();
    long bytesBefore = resultBytes();
    int to = variableWidth ? Math.min(end, from + sliceRows) : end;
    for (Operand operand : operands) {
      operand.begin(batch);
    }
    SliceState state = new SliceState(batch, to);
    Rows rows = filter(Rows.range(from, to), state);
    long skipped = Math.min(offset, rows.count());
    offset -= skipped;
    rows = rows.part((int) skipped, limit);
    boolean complete = rows.count() == limit;
    SliceState listState = complete || state.failure() == null ? new SliceState(batch, to) : state;
    for (Operand output : outputs) {
      output.prepare(rows, listState);
    }
    rows = rows.below(listState.bound());
    limit -= rows.count();
    learn(to - from, resultBytes() - bytesBefore);
    statistics.rowsReturned += rows.count();
    statistics.guestNanos += System.nanoTime() - start;
    return new Evaluated(slice(batch, rows, state, listState, complete, to), to);
  }

  /**
   * A slice and where the next one starts.
   *
   * @param next the first row of the batch that is not evaluated yet
   */
  record Evaluated(Slice slice, int next) {}

  private Rows filter(Rows all, SliceState state) throws GuestException {
    Rows rows = all;
    for (Condition filter : filters) {
      if (rows.count() == 0) {
        break;
      }
      byte[] truth = new byte[rows.count()];
      filter.test(rows, truth, state);
      rows = Condition.select(rows, truth, Condition.TRUE, Condition.TRUE, state);
    }
    return rows;
  }

  private Slice slice(
      Batch batch,
      Rows rows,
      SliceState filterState,
      SliceState listState,
      boolean complete,
      int to) {
    Column[] columns = new Column[outputs.size()];
    boolean[] constant = new boolean[outputs.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = views.get(i).apply(outputs.get(i).output());
      constant[i] = outputs.get(i).constant();
    }
    Throwable failure = listState.failure();
    boolean reachedLimit = complete && failure == null;
    boolean batchDone = to == batch.rows();
    if (failure == null && !reachedLimit && batchDone) {
      failure = batch.failure();
    }
    boolean end = failure != null || reachedLimit || (batchDone && batch.last());
    return new Slice(rows, columns, constant, failure, end, warnings(rows, filterState, listState));
  }

  /** A warning of a row that was filtered out comes with the row behind it. */
  private static List<Slice.RowWarning> warnings(Rows rows, SliceState first, SliceState second) {
    List<SliceState.Warned> all = new ArrayList<>(first.warnings());
    if (second != first) {
      all.addAll(second.warnings());
    }
    if (all.isEmpty()) {
      return List.of();
    }
    all.sort(java.util.Comparator.comparingInt(SliceState.Warned::row));
    List<Slice.RowWarning> placed = new ArrayList<>(all.size());
    for (SliceState.Warned warned : all) {
      int position = java.util.Arrays.binarySearch(rows.index(), 0, rows.count(), warned.row());
      placed.add(
          new Slice.RowWarning(
              position < 0 ? -position - 1 : position, warned.message(), warned.cause()));
    }
    return placed;
  }

  private long resultBytes() {
    long bytes = 0;
    for (CallOperand call : calls) {
      bytes += call.resultBytes();
    }
    return bytes;
  }

  private void learn(int rows, long bytes) {
    long perRow = Math.max(1, bytes / Math.max(1, rows));
    long fitting = Math.max(1, SLICE_BYTES / perRow);
    sliceRows = (int) Math.min(fitting, Math.min(4L * Math.max(rows, 1), Integer.MAX_VALUE));
  }

  @Override
  public void close() {
    calls.forEach(CallOperand::close);
  }
}
