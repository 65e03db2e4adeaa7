package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestWorker;
import org.wasmudf.store.FunctionDefinition;

/**
 * Runs a function that takes a batch at a time. A failure that names no row is found by halving the
 * batch, so that it too belongs to its row.
 */
final class ColumnarKernel extends BatchKernel {
  private final GuestWorker worker;

  private List<? extends ValueVector> arguments = List.of();
  private List<ArrowColumn> columns = List.of();
  private @Nullable ArrowResult result;

  private @Nullable GuestInstance instance;
  private long descriptor;
  private long resultStruct;

  /** Calls that came back: what the deadline takes for progress. */
  private final AtomicLong calls = new AtomicLong();

  ColumnarKernel(FunctionDefinition function, GuestSlot slot, GuestWorker worker, long partBytes) {
    super(function, slot, partBytes);
    this.worker = worker;
  }

  @Override
  void begin(List<? extends ValueVector> vectors, int from, int to, FieldVector target) {
    arguments = vectors;
    List<ArrowColumn> written = new ArrayList<>(vectors.size());
    for (ValueVector vector : vectors) {
      written.add(ArrowColumn.of(vector));
    }
    columns = written;
    result = ArrowResult.of(function.signature().returns(), target);
    result().begin(from, to);
  }

  private ArrowResult result() {
    return Objects.requireNonNull(result);
  }

  @Override
  long bytes(Selection part) {
    long bytes =
        ColumnarPlan.DESCRIPTOR_BYTES
            + ArrowStruct.ARRAY_BYTES * (columns.size() + 2L)
            + ArrowStruct.pointerBytes(1, columns.size())
            + result().bytes(part.count());
    for (ArrowColumn column : columns) {
      bytes += column.bytes(part);
    }
    return bytes;
  }

  @Override
  void prepare(Selection part) throws GuestException, NoRoomException {
    GuestInstance ready = slot.ready(bytes(part));
    instance = ready;
    GuestBytes guest = new GuestBytes(ready.memory());
    Bump bump = new Bump(slot.area().address());
    descriptor = bump.take(ColumnarPlan.DESCRIPTOR_BYTES);
    int rows = part.count();
    long root = bump.take(ArrowStruct.ARRAY_BYTES);
    ArrowStruct.array(guest, root, rows, 1, columns.size(), bump);
    for (int i = 0; i < columns.size(); i++) {
      long child = bump.take(ArrowStruct.ARRAY_BYTES);
      columns.get(i).write(guest, part, child, bump);
      ArrowStruct.setChild(guest, root, i, child);
    }
    resultStruct = bump.take(ArrowStruct.ARRAY_BYTES);
    result().prepare(guest, resultStruct, rows, bump);
    guest.putInt(descriptor + ColumnarPlan.FIRST, (int) root);
    guest.putInt(descriptor + ColumnarPlan.SECOND, rows);
    guest.putInt(descriptor + ColumnarPlan.THIRD, (int) resultStruct);
  }

  @Override
  @Nullable RowFailure run(Selection part) throws GuestException {
    worker.progress(calls::get);
    slot.running();
    int rows = part.count();
    int answer;
    try {
      answer = call();
    } catch (GuestException e) {
      GuestException told = slot.said(e);
      slot.discard();
      if (e.kind() == Kind.STOPPED) {
        throw failures.ofStop(arguments, -1, e);
      }
      return rows == 1 ? fail(part, failures.ofGuest(arguments, part.row(0), told)) : halves(part);
    }
    slot.charge();
    if (answer != 0) {
      return refused(part, answer);
    }
    try {
      GuestBytes guest = new GuestBytes(Objects.requireNonNull(instance).memory());
      Refusal refusal = result().take(guest, resultStruct, part);
      return refusal == null ? null : row(part, refusal);
    } catch (ContractException e) {
      slot.discard();
      return rows == 1 ? broken(part, e.getMessage()) : halves(part);
    }
  }

  private int call() throws GuestException {
    GuestInstance running = Objects.requireNonNull(instance);
    running.callBatch(ColumnarPlan.CALL, (int) descriptor);
    calls.incrementAndGet();
    return new GuestBytes(running.memory()).getInt(descriptor + ColumnarPlan.ANSWER);
  }

  /** Which half fails, and in there which row? */
  private @Nullable RowFailure halves(Selection part) throws GuestException {
    int middle = part.count() / 2;
    RowFailure failure = again(part.part(0, middle));
    return failure == null ? again(part.part(middle, part.count())) : failure;
  }

  private @Nullable RowFailure again(Selection part) throws GuestException {
    try {
      prepare(part);
    } catch (NoRoomException e) {
      return fail(part, failures.ofGuest(arguments, part.row(0), e.reason()));
    }
    return run(part);
  }

  /** The guest says which row it failed on; what it made of the rows before is not asked for. */
  private @Nullable RowFailure refused(Selection part, int answer) throws GuestException {
    if (answer < 0 || answer > part.count()) {
      slot.discard();
      return part.count() == 1
          ? broken(part, "it returned " + answer + " instead of 0 or a row's number plus 1.")
          : halves(part);
    }
    int failed = answer - 1;
    String said = slot.host().said();
    if (failed > 0) {
      RowFailure before = again(part.part(0, failed));
      if (before != null) {
        return before;
      }
    }
    int row = part.row(failed);
    result().nulls(failed == 0 ? part.from() : part.row(failed - 1) + 1, row);
    return failures.ofResult(
        arguments,
        row,
        Kind.GUEST_ERROR,
        " failed",
        said == null ? "it gave no reason (wasmudf.error)." : said);
  }

  private RowFailure row(Selection part, Refusal refusal) {
    return failures.ofResult(
        arguments, part.row(refusal.index()), refusal.kind(), " failed", refusal.text());
  }

  private RowFailure broken(Selection part, String what) {
    return fail(
        part,
        failures.ofResult(arguments, part.row(0), Kind.CONTRACT, " broke its contract", what));
  }

  /** A part of one row failed: the rows in front of it are complete. */
  private RowFailure fail(Selection part, RowFailure failure) {
    result().nulls(part.from(), part.row(0));
    return failure;
  }

  @Override
  void nulls(int from, int to) {
    result().nulls(from, to);
  }
}
