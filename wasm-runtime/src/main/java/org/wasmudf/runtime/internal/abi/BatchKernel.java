package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.util.OversizedAllocationException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.NullHandling;

/**
 * What the kernels of all ABIs share: which rows the guest is called for, and the cutting of a
 * batch into parts that fit into the guest's memory. Runs on the guest thread.
 */
public abstract class BatchKernel implements AutoCloseable {
  private static final int MIN_AREA = 1 << 12;

  final FunctionDefinition function;
  final GuestSlot slot;
  final Failures failures;
  private final boolean skipNulls;
  private final long partBytes;

  /** Parts that had no room are not tried again in that size. */
  private int mostRows = Integer.MAX_VALUE;

  BatchKernel(FunctionDefinition function, GuestSlot slot, long partBytes) {
    this.function = function;
    this.slot = slot;
    this.partBytes = partBytes;
    this.failures = new Failures(function);
    this.skipNulls = function.nullHandling() == NullHandling.RETURNS_NULL_ON_NULL_INPUT;
  }

  /**
   * Makes an instance and runs its start, without a batch.
   *
   * @throws GuestException what the start did
   */
  public final void warmUp() throws GuestException {
    slot.enter();
    try {
      slot.ready(MIN_AREA);
    } catch (NoRoomException e) {
      throw new GuestException(e.reason().kind(), e.reason().getMessage(), e);
    } finally {
      slot.leave(function.display());
    }
  }

  /** See {@link org.wasmudf.runtime.ScalarKernel#evaluate}. */
  public final @Nullable RowFailure evaluate(
      List<? extends ValueVector> arguments, int from, int to, FieldVector result)
      throws GuestException {
    slot.enter();
    try {
      begin(arguments, from, to, result);
      Selection all = Selection.of(arguments, from, to, skipNulls);
      if (all.count() == 0) {
        nulls(from, to);
        return null;
      }
      return parts(arguments, all);
    } catch (OutOfMemoryException | OversizedAllocationException e) {
      throw new GuestException(
          Kind.MEMORY,
          "The batch of "
              + function.display()
              + " does not fit into the memory for Arrow buffers: "
              + e.getMessage()
              + ". Set batch_rows lower or max_total_memory higher.",
          e);
    } finally {
      slot.leave(function.display());
    }
  }

  private @Nullable RowFailure parts(List<? extends ValueVector> arguments, Selection all)
      throws GuestException {
    int done = 0;
    while (done < all.count()) {
      Selection part = fitting(all, done);
      try {
        prepare(part);
      } catch (NoRoomException e) {
        int rows = part.count();
        if (rows == 1) {
          nulls(part.from(), part.row(0));
          return failures.ofGuest(arguments, part.row(0), e.reason());
        }
        mostRows = (rows + 1) / 2;
        continue;
      }
      RowFailure failure = run(part);
      if (failure != null) {
        return failure;
      }
      done += part.count();
    }
    return null;
  }

  private Selection fitting(Selection all, int done) {
    int end = (int) Math.min(all.count(), (long) done + mostRows);
    while (true) {
      Selection part = all.part(done, end);
      if (end - done == 1 || bytes(part) <= partBytes) {
        return part;
      }
      end = done + (end - done) / 2;
    }
  }

  /** Looks at a new batch. */
  abstract void begin(List<? extends ValueVector> arguments, int from, int to, FieldVector result);

  /** Bytes of the guest's memory that a part takes, without what can be made smaller. */
  abstract long bytes(Selection part);

  /** Makes the instance ready and copies a part in. */
  abstract void prepare(Selection part) throws GuestException, NoRoomException;

  /** Runs the prepared part and takes all its results, up to a row that fails. */
  abstract @Nullable RowFailure run(Selection part) throws GuestException;

  /** Makes rows NULL; those before {@code from} are written. */
  abstract void nulls(int from, int to);

  @Override
  public final void close() {
    slot.close();
  }
}
