package org.wasmudf.jdbc.internal.stream.column;

import org.jspecify.annotations.Nullable;

/** Helpers over values. */
final class Values {
  private Values() {}

  /** A value whose caller has asked {@link Column#isNull} before. */
  static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a getter of a column was called for NULL");
    }
    return value;
  }
}
