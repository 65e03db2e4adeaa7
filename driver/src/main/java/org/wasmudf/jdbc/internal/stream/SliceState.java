package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known while a slice is evaluated. */
final class SliceState {
  /**
   * A row's warning.
   *
   * @param row of the batch
   */
  record Warned(int row, String message, Throwable cause) {}

  private final Batch batch;
  private final List<Warned> warnings = new ArrayList<>();
  private int bound;
  private @Nullable SQLException failure;

  SliceState(Batch batch, int bound) {
    this.batch = batch;
    this.bound = bound;
  }

  Batch batch() {
    return batch;
  }

  /** No row from here on counts: it follows the first row that failed. */
  int bound() {
    return bound;
  }

  /** The failure of the row at {@link #bound}. */
  @Nullable SQLException failure() {
    return failure;
  }

  /** Notes the failure of a row; the first row in order wins. */
  void fail(int row, SQLException why) {
    if (row < bound) {
      bound = row;
      failure = why;
    }
  }

  void warn(int row, String message, Throwable cause) {
    warnings.add(new Warned(row, message, cause));
  }

  List<Warned> warnings() {
    return warnings;
  }
}
