package org.wasmudf.jdbc.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.Column;

/**
 * Reads the target's rows into batches. Confined to the caller's thread, the only one that touches
 * the target.
 *
 * <p>The first batch is small, so that a reader of few rows waits for few; each next one is larger
 * up to the statement's batch size. A batch also ends where its values take {@link #BATCH_BYTES}.
 */
final class BatchSource {
  private static final int FIRST_BATCH = 64;
  private static final int GROWTH = 4;
  private static final long BATCH_BYTES = 16L << 20;

  /** A loop of its own for so many rows is compiled sooner than one over the whole result. */
  private static final int CHUNK = 1024;

  private final ResultSet target;
  private final List<IntFunction<Column>> makers;
  private final int batchRows;
  private final StreamStatistics statistics;
  private final @Nullable OwnTransaction transaction;
  private final @Nullable FetchCancel fetching;
  private final @Nullable FetchSize fetchSize;

  /** Read before anybody asked for them. */
  private final Queue<Batch> ahead = new ArrayDeque<>();

  /** What is left of the statement's timeout; Long.MAX_VALUE for none. */
  private long budget = Long.MAX_VALUE;

  private long remaining;
  private long rowsRead;
  private long bytesRead;
  private int size;
  private long bytes;
  private @Nullable Throwable failure;
  private boolean exhausted;

  /**
   * @param expected how many rows the reader wants at least, for the size of the first batch
   * @param most rows to read at all
   * @param transaction ended with the last row, null where there is none that ends then
   * @param fetching stops the fetch of a portion, null where the target gives all rows at once
   * @param fetchSize null where the caller has chosen it
   */
  BatchSource(
      ResultSet target,
      List<IntFunction<Column>> makers,
      int batchRows,
      long expected,
      long most,
      StreamStatistics statistics,
      @Nullable OwnTransaction transaction,
      @Nullable FetchCancel fetching,
      @Nullable FetchSize fetchSize) {
    this.target = target;
    this.makers = makers;
    this.batchRows = batchRows;
    this.remaining = most;
    this.size = (int) Math.max(1, Math.min(Math.min(FIRST_BATCH, batchRows), expected));
    this.statistics = statistics;
    this.transaction = transaction;
    this.fetching = fetching;
    this.fetchSize = fetchSize;
  }

  /** Limits the next fetches, in nanoseconds; Long.MAX_VALUE for no limit. */
  void budget(long nanos) {
    budget = nanos;
  }

  /** Reads so many rows, or all that there are, before anybody asks for them. */
  void readAhead(long rows) {
    while (!exhausted && rowsRead < rows) {
      ahead.add(fetch(rows - rowsRead));
    }
  }

  /** The next batch; with no rows where there are none. What the target throws is in it. */
  Batch read() {
    Batch first = ahead.poll();
    return first == null ? fetch(Long.MAX_VALUE) : first;
  }

  private Batch fetch(long limit) {
    long start = System.nanoTime();
    int most = (int) Math.min(Math.min(size, limit), remaining);
    Column[] columns = new Column[makers.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = makers.get(i).apply(most);
    }
    bytes = 0;
    int rows = 0;
    if (fetching != null) {
      fetching.begin(budget);
    }
    try {
      while (rows < most && bytes < BATCH_BYTES && !exhausted) {
        rows = readRows(columns, rows, Math.min(most, rows + CHUNK));
      }
    } finally {
      if (fetching != null) {
        fetching.end();
      }
      statistics.targetNanos += System.nanoTime() - start;
    }
    remaining -= rows;
    exhausted |= remaining == 0;
    rest(rows);
    Batch batch = new Batch(columns, rows, rowsRead, exhausted, failure);
    rowsRead += rows;
    size = Math.min(batchRows, size * GROWTH);
    statistics.rowsRead += rows;
    statistics.bytesRead += bytes;
    statistics.batches++;
    return batch;
  }

  /** What is to be done between two batches, or behind the last. */
  private void rest(int rows) {
    bytesRead += bytes;
    try {
      if (exhausted && transaction != null) {
        transaction.end();
      } else if (!exhausted && fetchSize != null) {
        fetchSize.adapt(target, rowsRead + rows, bytesRead);
      }
    } catch (SQLException | RuntimeException e) {
      exhausted = true;
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  private int readRows(Column[] columns, int from, int to) {
    int row = from;
    try {
      while (row < to && bytes < BATCH_BYTES) {
        if (!target.next()) {
          exhausted = true;
          break;
        }
        long used = 0;
        for (int i = 0; i < columns.length; i++) {
          used += columns[i].read(target, i + 1, row);
        }
        bytes += used;
        row++;
      }
    } catch (SQLException | RuntimeException e) {
      failure = e;
      exhausted = true;
    }
    return row;
  }
}
