package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a batch the guest is called for.
 *
 * @param from first row of the batch
 * @param to end of the batch
 * @param rows the rows to call, ascending; null where that is all of them
 */
@SuppressWarnings("ArrayRecordComponent") // Shared by the parts of one batch, not written.
record Selection(int from, int to, int @Nullable [] rows) {

  /** All rows, or those without a NULL argument. */
  static Selection of(List<? extends ValueVector> arguments, int from, int to, boolean skipNulls) {
    byte[] valid = null;
    if (skipNulls) {
      for (ValueVector argument : arguments) {
        if (argument.getNullCount() == 0) {
          continue;
        }
        byte[] bits = Bits.read(argument.getValidityBuffer(), from, to);
        if (valid == null) {
          valid = bits;
        } else {
          for (int i = 0; i < bits.length; i++) {
            valid[i] &= bits[i];
          }
        }
      }
    }
    if (valid == null) {
      return new Selection(from, to, null);
    }
    int count = Bits.count(valid, to - from);
    if (count == to - from) {
      return new Selection(from, to, null);
    }
    int[] rows = new int[count];
    int next = 0;
    for (int i = 0; next < count; i++) {
      if (Bits.get(valid, i)) {
        rows[next++] = from + i;
      }
    }
    return new Selection(from, to, rows);
  }

  /** How many rows the guest is called for. */
  int count() {
    return rows == null ? to - from : rows.length;
  }

  /** The row of the batch that is the guest's row {@code index}; the end for the one past all. */
  int row(int index) {
    if (index >= count()) {
      return to;
    }
    return rows == null ? from + index : rows[index];
  }

  /**
   * The part for the guest's rows {@code first} to {@code last}, with the rows in front of each
   * that are not called; the rows behind the last call belong to the last part.
   */
  Selection part(int first, int last) {
    int start = first == 0 ? from : row(first - 1) + 1;
    int end = last == count() ? to : row(last - 1) + 1;
    return new Selection(
        start, end, rows == null ? null : java.util.Arrays.copyOfRange(rows, first, last));
  }
}
