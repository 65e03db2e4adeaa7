package org.wasmudf.jdbc.internal.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;

/**
 * Rows that are ready for the caller.
 *
 * @param rows which rows of the columns, in order
 * @param columns what the caller sees; one-row columns of constants are named by {@code constant}
 * @param failure what is thrown when the reader asks for a row behind these, null where nothing is
 * @param end no row follows these
 * @param warnings of single rows, ascending by position
 */
record Slice(
    Rows rows,
    Column[] columns,
    boolean[] constant,
    @Nullable Throwable failure,
    boolean end,
    List<RowWarning> warnings) {

  /**
   * @param position in the slice, from 0
   */
  record RowWarning(int position, String message, Throwable cause) {}
}
