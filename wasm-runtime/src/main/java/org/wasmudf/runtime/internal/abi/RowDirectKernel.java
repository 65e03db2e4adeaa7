package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestWorker;
import org.wasmudf.store.FunctionDefinition;

/** Runs a row function over batches through the loop that was appended to its module. */
public final class RowDirectKernel extends BatchKernel {
  private static final int TEXT_AREA_LEAST = 1 << 12;
  private static final int TEXT_AREA_MOST = 1 << 18;

  private final RowDirectPlan plan;
  private final GuestWorker worker;

  /** A row at a time, so that no row is called again after a later one was refused. */
  private final boolean single;

  private List<? extends ValueVector> arguments = List.of();
  private List<ColumnWriter> columns = List.of();
  private @Nullable FixedResults fixed;
  private @Nullable BytesResults bytes;

  /** Set while a trap's row is looked for. */
  private boolean exact;

  private @Nullable GuestInstance instance;
  private long descriptor;
  private long results;
  private long area;
  private int areaBytes;

  RowDirectKernel(
      FunctionDefinition function,
      RowDirectPlan plan,
      GuestSlot slot,
      GuestWorker worker,
      long partBytes,
      boolean keepState) {
    super(function, slot, partBytes);
    this.plan = plan;
    this.worker = worker;
    this.single = keepState && plan.result() == Shape.BYTES;
  }

  @Override
  void begin(List<? extends ValueVector> vectors, int from, int to, FieldVector result) {
    arguments = vectors;
    List<ColumnWriter> writers = new ArrayList<>(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      writers.add(ColumnWriter.of(plan.arguments().get(i), vectors.get(i), plan.nullable()));
    }
    columns = writers;
    if (plan.result() == Shape.BYTES) {
      bytes = new BytesResults(function.signature().returns(), result);
      bytes.begin(from, to);
    } else {
      fixed = new FixedResults(plan.result(), result);
      fixed.begin(to);
    }
  }

  @Override
  long bytes(Selection part) {
    long sum = Descriptor.bytes(columns.size());
    for (ColumnWriter column : columns) {
      sum += column.bytes(part);
    }
    return sum + resultBytes(part.count()) + (bytes == null ? 0 : TEXT_AREA_LEAST);
  }

  private long resultBytes(int rows) {
    return ColumnWriter.padded((long) rows * (bytes == null ? plan.result().width() : 4));
  }

  @Override
  void prepare(Selection part) throws GuestException, NoRoomException {
    long needed = bytes(part);
    long textBytes = 0;
    if (bytes != null) {
      // As much as the arguments have, which most text functions give back, within bounds.
      textBytes = Math.max(TEXT_AREA_LEAST, Math.min(TEXT_AREA_MOST, ColumnWriter.padded(needed)));
      needed += textBytes - TEXT_AREA_LEAST;
    }
    GuestInstance ready = slot.ready(needed);
    instance = ready;
    descriptor = slot.area().address();
    GuestBytes guest = new GuestBytes(ready.memory());
    long at = descriptor + Descriptor.bytes(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).write(guest, part, at, descriptor + Descriptor.column(i, 0));
      at += columns.get(i).bytes(part);
    }
    results = at;
    area = results + resultBytes(part.count());
    areaBytes = (int) textBytes;
    guest.putInt(descriptor + Descriptor.RESULTS, (int) results);
    guest.putInt(descriptor + Descriptor.AREA, (int) area);
    guest.putInt(descriptor + Descriptor.AREA_BYTES, areaBytes);
  }

  @Override
  @Nullable RowFailure run(Selection part) throws GuestException {
    GuestInstance running = Objects.requireNonNull(instance);
    GuestBytes guest = new GuestBytes(running.memory());
    long progress = descriptor + Descriptor.ROW;
    worker.progress(() -> running.peek(progress));
    slot.running();
    int count = part.count();
    int done = 0;
    guest.putInt(descriptor + Descriptor.EXACT, exact ? 1 : 0);
    while (done < count) {
      int end = single ? done + 1 : count;
      guest.putInt(descriptor + Descriptor.ROW, done);
      guest.putInt(descriptor + Descriptor.END, end);
      GuestException trap = call(running);
      guest.refresh();
      int row = guest.getInt(descriptor + Descriptor.ROW);
      if (trap != null && trap.kind() == Kind.STOPPED) {
        slot.discard();
        // Of a group only the first row is noted, and calling again might never end either.
        boolean known = row >= done && row < end && (exact || !LoopWriter.notesGroups(plan));
        throw failures.ofStop(arguments, known ? part.row(row) : -1, trap);
      }
      if (row < done || row > end) {
        return overwritten(part, done);
      }
      RowFailure refused = take(guest, part, done, row);
      if (refused != null) {
        return refused;
      }
      if (trap != null) {
        return row == end ? overwritten(part, done) : trapped(guest, part, row, trap);
      }
      RowFailure failure = null;
      switch (guest.getInt(descriptor + Descriptor.STATUS)) {
        case Descriptor.DONE -> failure = row == end ? null : overwritten(part, done);
        case Descriptor.AREA_FULL -> failure = takePending(guest, part, row);
        case Descriptor.OUT_OF_BOUNDS -> failure = outOfBounds(guest, part, row);
        case Descriptor.OUT_OF_RANGE -> failure = outOfRange(guest, part, row);
        default -> failure = overwritten(part, done);
      }
      if (failure != null) {
        return failure;
      }
      done = row == end ? end : row + 1;
    }
    finish(guest, part);
    slot.charge();
    return null;
  }

  /**
   * The rows before this one are done; it trapped, or one of those that were not noted after it.
   */
  private @Nullable RowFailure trapped(
      GuestBytes guest, Selection part, int row, GuestException trap) throws GuestException {
    before(guest, part, row);
    slot.discard();
    if (exact || !LoopWriter.notesGroups(plan)) {
      return failures.ofGuest(arguments, part.row(row), trap);
    }
    exact = true;
    try {
      return again(part.part(row, part.count()), trap);
    } finally {
      exact = false;
    }
  }

  /** Goes through rows once more, in a new instance, to find the one that traps. */
  private @Nullable RowFailure again(Selection rest, GuestException trap) throws GuestException {
    try {
      prepare(rest);
    } catch (NoRoomException e) {
      return failures.ofGuest(arguments, rest.row(0), trap);
    }
    return run(rest);
  }

  /** Returns what failed in the guest. */
  private @Nullable GuestException call(GuestInstance running) {
    try {
      running.callBatch(LoopWriter.EXPORT, (int) descriptor);
      return null;
    } catch (GuestException e) {
      return slot.said(e);
    }
  }

  /** Takes the results of the guest's rows {@code first} to {@code last}. */
  private @Nullable RowFailure take(GuestBytes guest, Selection part, int first, int last) {
    BytesResults target = bytes;
    if (target == null || first == last) {
      return null;
    }
    int[] ends = new int[last - first];
    int before = 0;
    for (int i = 0; i < ends.length; i++) {
      ends[i] = guest.getInt(results + 4L * (first + i));
      int end = ends[i] & ~Descriptor.NULL_FLAG;
      if (end < before || end > areaBytes) {
        return overwritten(part, first + i);
      }
      before = end;
    }
    guest.open(area, before);
    return refusal(
        part, first, target.take(part, first, ends, ends.length, guest.heap(), guest.heapStart()));
  }

  private @Nullable RowFailure refusal(Selection part, int first, @Nullable Refusal refusal) {
    if (refusal == null) {
      return null;
    }
    int row = part.row(first + refusal.index());
    nulls(part.from(), row);
    return failures.ofResult(arguments, row, refusal.kind(), " failed", refusal.text());
  }

  /** The result that found no room in the area lies where the guest left it. */
  private @Nullable RowFailure takePending(GuestBytes guest, Selection part, int row) {
    long pointer = Integer.toUnsignedLong(guest.getInt(descriptor + Descriptor.PENDING));
    int length = guest.getInt(descriptor + Descriptor.PENDING_LENGTH);
    if (length < 0 || pointer + length > guest.size()) {
      return overwritten(part, row);
    }
    guest.open(pointer, length);
    BytesResults target = Objects.requireNonNull(bytes);
    return refusal(
        part, row, target.take(part, row, new int[] {length}, 1, guest.heap(), guest.heapStart()));
  }

  private void finish(GuestBytes guest, Selection part) {
    if (fixed != null) {
      fixed.take(guest, results, part, part.count());
    } else {
      nulls(part.from(), part.to());
    }
  }

  /** Completes the rows before one that failed. */
  private void before(GuestBytes guest, Selection part, int row) {
    if (fixed != null) {
      fixed.take(guest, results, part, row);
    } else {
      nulls(part.from(), part.row(row));
    }
  }

  private RowFailure outOfBounds(GuestBytes guest, Selection part, int row) {
    before(guest, part, row);
    long pointer = Integer.toUnsignedLong(guest.getInt(descriptor + Descriptor.PENDING));
    long length = Integer.toUnsignedLong(guest.getInt(descriptor + Descriptor.PENDING_LENGTH));
    return failures.ofResult(
        arguments,
        part.row(row),
        Kind.CONTRACT,
        " broke its contract",
        "its result, "
            + length
            + " bytes at address "
            + pointer
            + ", lies outside of its memory of "
            + guest.size()
            + " bytes. A result is pointer << 32 | length, both unsigned.");
  }

  private RowFailure outOfRange(GuestBytes guest, Selection part, int row) {
    before(guest, part, row);
    String type = function.signature().returns().sql();
    long value = guest.getLong(descriptor + Descriptor.PENDING);
    String shown =
        plan.result() == Shape.TIME
            ? value + " is no time of day, as " + type + " asks"
            : (plan.result() == Shape.UINT8 || plan.result() == Shape.UINT16
                    ? Integer.toUnsignedString((int) value)
                    : String.valueOf((int) value))
                + " is outside of "
                + type;
    return failures.ofResult(
        arguments, part.row(row), Kind.OUT_OF_RANGE, " failed", "its result " + shown + ".");
  }

  /** Nothing in the host's area can be trusted any more, so the part ends where it was taken to. */
  private RowFailure overwritten(Selection part, int done) {
    slot.discard();
    int row = part.row(fixed != null ? 0 : done);
    nulls(part.from(), row);
    return failures.ofResult(
        arguments,
        row,
        Kind.CONTRACT,
        " broke its contract",
        "it wrote into memory that belongs to the host.");
  }

  @Override
  void nulls(int from, int to) {
    if (bytes != null) {
      bytes.nulls(to);
    } else if (fixed != null) {
      fixed.nulls(from, to);
    }
  }
}
