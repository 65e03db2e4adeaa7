package org.wasmudf.jdbc.internal.pushback;

import java.util.ArrayList;
import java.util.List;

/** What an execution did, for EXPLAIN ANALYZE WASM: its last attempt, which gave the results. */
public final class PushBackStatistics {
  /**
   * One map.
   *
   * @param rows that the target gave of arguments
   * @param tuples different ones among them, each evaluated once
   * @param bytes that they take with their results
   * @param collectionNanos time in the target's driver
   * @param guestNanos time on the guest thread, which overlaps with the collection
   * @param uploadNanos time until the results were on the target
   */
  public record MapMeasures(
      long rows,
      long tuples,
      long bytes,
      long collectionNanos,
      long guestNanos,
      long uploadNanos) {}

  private final List<MapMeasures> maps = new ArrayList<>();
  private long finalNanos;

  /** A new attempt begins. */
  void begin() {
    maps.clear();
  }

  void map(MapMeasures measures) {
    maps.add(measures);
  }

  void finalStatement(long nanos) {
    finalNanos = nanos;
  }

  /** In the plan's order. */
  public List<MapMeasures> maps() {
    return List.copyOf(maps);
  }

  /** Time of the final statement. */
  public long finalNanos() {
    return finalNanos;
  }
}
