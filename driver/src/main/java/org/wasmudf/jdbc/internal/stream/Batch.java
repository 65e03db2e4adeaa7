package org.wasmudf.jdbc.internal.stream;

import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;

/**
 * Rows as the target gave them.
 *
 * @param columns one per pushed column, on the heap
 * @param rows how many
 * @param firstRow how many rows of the target came before; {@link #UNNUMBERED} where they are no
 *     rows of its result
 * @param last nothing follows
 * @param failure what the target threw behind these rows, null where nothing did
 */
record Batch(Column[] columns, int rows, long firstRow, boolean last, @Nullable Throwable failure) {
  static final long UNNUMBERED = -1;

  /** The same rows, whose numbers would say nothing to the caller. */
  Batch unnumbered() {
    return new Batch(columns, rows, UNNUMBERED, last, failure);
  }

  /** Whether the caller can tell a row by its number. */
  boolean numbered() {
    return firstRow != UNNUMBERED;
  }

  /** The number of a row, from 1, as the target's result counts. */
  long number(int row) {
    return firstRow + row + 1;
  }
}
