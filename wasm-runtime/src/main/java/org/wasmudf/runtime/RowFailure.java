package org.wasmudf.runtime;

/**
 * The failure of one row of a batch.
 *
 * @param row index within the batch
 * @param cause names function, row arguments and what the guest said; no row number, since a batch
 *     knows only its own
 * @param subject the beginning of the cause's message: the function and that it failed
 * @param detail the rest of it
 */
public record RowFailure(int row, GuestException cause, String subject, String detail) {
  /** A failure whose cause says all. */
  public static RowFailure of(int row, GuestException.Kind kind, String subject, String detail) {
    return new RowFailure(row, new GuestException(kind, subject + detail), subject, detail);
  }

  /**
   * The cause with a row number in its message, as the user counts rows: {@code Function f(BIGINT)
   * trapped at row 12 with (x = -1): unreachable [in $helper, $f].}
   */
  public GuestException at(long rowNumber) {
    return new GuestException(cause.kind(), subject + " at row " + rowNumber + detail, cause);
  }
}
