package org.wasmudf.jdbc.internal.proxy;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.Route;

/**
 * A batch of texts from the first one on that is not the target's alone. Runs of texts for the
 * target stay batches of the target; what was added before is in the target's statement already.
 */
final class MixedBatch {
  private final ProxyStatement statement;
  private final List<String> texts = new ArrayList<>();
  private long[] counts = {};

  /** Whether the target's statement holds entries that have not run. */
  private boolean pending = true;

  MixedBatch(ProxyStatement statement) {
    this.statement = statement;
  }

  void add(String sql) {
    texts.add(sql);
  }

  static int[] small(long[] counts) {
    return Arrays.stream(counts)
        .mapToInt(count -> (int) Math.min(count, Integer.MAX_VALUE))
        .toArray();
  }

  /**
   * Runs all in order, up to the first that fails.
   *
   * @throws BatchUpdateException with the counts of what ran
   */
  long[] execute() throws SQLException {
    for (String sql : texts) {
      try {
        add(sql, statement.route(sql));
      } catch (BatchUpdateException e) {
        throw e;
      } catch (SQLException e) {
        flush();
        throw failed(e);
      }
    }
    flush();
    return counts;
  }

  /** The way is looked for only now: an entry before may have registered the function. */
  private void add(String sql, @Nullable Route route) throws SQLException {
    if (route == null) {
      statement.delegate.addBatch(sql);
      pending = true;
    } else {
      flush();
      append(statement.executeEntry(route));
    }
  }

  /** Runs what the target's statement has collected. */
  private void flush() throws SQLException {
    if (!pending) {
      return;
    }
    pending = false;
    try {
      append(Arrays.stream(statement.delegate.executeBatch()).asLongStream().toArray());
    } catch (BatchUpdateException e) {
      append(Arrays.stream(e.getUpdateCounts()).asLongStream().toArray());
      throw failed(e);
    }
  }

  private void append(long... more) {
    int before = counts.length;
    counts = Arrays.copyOf(counts, before + more.length);
    System.arraycopy(more, 0, counts, before, more.length);
  }

  private BatchUpdateException failed(SQLException e) {
    return new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), counts, e);
  }
}
