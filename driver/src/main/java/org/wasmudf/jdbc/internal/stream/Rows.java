package org.wasmudf.jdbc.internal.stream;

import java.util.Arrays;

/**
 * Rows of a batch, ascending. The array is not written to once it is made, so that slices may share
 * it.
 */
record Rows(int[] index, int count) {
  /** Rows {@code from} to {@code to}. */
  static Rows range(int from, int to) {
    int[] index = new int[to - from];
    Arrays.setAll(index, i -> from + i);
    return new Rows(index, index.length);
  }

  /** The rows before {@code bound}. */
  Rows below(int bound) {
    if (count == 0 || index[count - 1] < bound) {
      return this;
    }
    int position = Arrays.binarySearch(index, 0, count, bound);
    return new Rows(index, position < 0 ? -position - 1 : position);
  }

  /** The rows from a position up to the count on, at most {@code most} of them. */
  Rows part(int from, long most) {
    int length = (int) Math.min(count - from, most);
    if (from == 0) {
      return length == count ? this : new Rows(index, length);
    }
    return new Rows(Arrays.copyOfRange(index, from, from + length), length);
  }
}
