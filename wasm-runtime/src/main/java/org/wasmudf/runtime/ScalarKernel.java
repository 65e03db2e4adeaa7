package org.wasmudf.runtime;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/**
 * A scalar function ready to run over Arrow batches for one statement. Confined to one caller at a
 * time; owns the guest instances and gives them back on {@link #close()}.
 */
public interface ScalarKernel extends AutoCloseable {
  /**
   * Evaluates rows {@code from} (inclusive) to {@code to} (exclusive) and writes them to the same
   * positions of {@code result}.
   *
   * <p>A failing row belongs to itself: rows before it are complete in {@code result}, it and the
   * rows after it are untouched, and the call can be repeated from the row after it. The kernel has
   * renewed its instance by then.
   *
   * @param arguments one vector per parameter, of the Arrow type of the declared SQL type, at least
   *     {@code to} values each; the caller keeps ownership
   * @param result vector of the result's Arrow type, allocated by the caller for fixed widths and
   *     grown by the kernel as needed; the caller keeps ownership and sets the value count
   * @return null when all rows are done, else the first row that failed
   * @throws GuestException STOPPED after {@link #cancel}, by a deadline, or any failure that
   *     belongs to no row (no instance could be made)
   */
  @Nullable RowFailure evaluate(
      List<? extends ValueVector> arguments, int from, int to, FieldVector result)
      throws GuestException;

  /** Stops a running {@link #evaluate} from any thread, without taking a lock that it holds. */
  void cancel();

  /** Stops a running evaluate, ends the instances and frees their memory. Idempotent. */
  @Override
  void close();
}
