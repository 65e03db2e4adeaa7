package org.wasmudf.jdbc.internal.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.runtime.GuestException;

/** A value per row, while a slice is evaluated. Confined to the guest thread. */
abstract class Operand {
  /** Forgets the slice before. */
  void begin(Batch batch) {}

  /**
   * Makes the values of some rows available. Rows that fail, and those after them, are left out and
   * noted in the state.
   */
  abstract void prepare(Rows rows, SliceState state) throws GuestException;

  /** Where the values are, by the batch's rows, or at row 0 for a constant. */
  abstract Column column();

  /** The same as the caller reads it. */
  Column output() {
    return column();
  }

  /** Whether one value stands for all rows. */
  boolean constant() {
    return false;
  }

  /** A column of the pushed query. */
  static final class Pushed extends Operand {
    private final int index;
    private @Nullable Column column;
    private @Nullable Column argument;

    Pushed(int index) {
      this.index = index;
    }

    @Override
    void begin(Batch batch) {
      column = batch.columns()[index];
      argument = null;
    }

    @Override
    void prepare(Rows rows, SliceState state) {}

    @Override
    Column column() {
      Column known = argument;
      if (known == null) {
        known = output().argument();
        argument = known;
      }
      return known;
    }

    @Override
    Column output() {
      return Objects.requireNonNull(column, "no batch has begun");
    }
  }

  /** A literal or a parameter. */
  static final class Constant extends Operand {
    private final Column column;

    Constant(Column column) {
      this.column = column;
    }

    @Override
    void prepare(Rows rows, SliceState state) {}

    @Override
    Column column() {
      return column;
    }

    @Override
    boolean constant() {
      return true;
    }
  }
}
