package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.Optional;

/**
 * The statements that make, fill and remove the temporary table of a map. None of them ends a
 * transaction, provided that the {@link Use} says truly where they run.
 *
 * @param create makes it, without rows
 * @param insert one row; a {@code ?} for each of {@link MapColumns#of}, in order. Set keys as their
 *     {@link org.wasmudf.rewriter.plan.KeyForm.Kind} says, NULL for a NULL argument; flags and
 *     status by setInt; the result as PreparedStatement takes it
 * @param copy PostgreSQL's COPY for the same columns; each row is a {@link CopyLine}
 * @param finish once it is filled: index and statistics, where the target needs them
 * @param drop once it is not needed any more, or empties it where removing it would end the
 *     caller's transaction; it is gone at the end of that then
 */
public record MapTable(
    List<String> create,
    String insert,
    Optional<String> copy,
    List<String> finish,
    List<String> drop) {
  public MapTable {
    create = List.copyOf(create);
    finish = List.copyOf(finish);
    drop = List.copyOf(drop);
  }

  /**
   * Where and for what a table is made.
   *
   * @param inTransaction whether a transaction is open, the caller's or our own: the table goes
   *     with it where the target has such tables
   * @param longestKey the keys of one row, in bytes of UTF-8 or as they are, at most
   */
  public record Use(boolean inTransaction, long longestKey) {}
}
