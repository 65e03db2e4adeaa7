package org.wasmudf.runtime.internal.engine;

import java.time.Duration;

/** Measures the time since the last finished row of a call. Confined to one thread. */
final class RowClock {
  private final long limitNanos;
  private long began;
  private long rows;
  private long since;

  RowClock(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /**
   * Takes a look at a call.
   *
   * @param callBegan identifies the call
   * @param finishedRows of this call
   * @param now by the clock of {@link System#nanoTime()}
   * @return whether no row has finished for as long as the limit
   */
  boolean isOver(long callBegan, long finishedRows, long now) {
    if (callBegan != began || finishedRows != rows) {
      began = callBegan;
      rows = finishedRows;
      since = now;
    }
    return now - since >= limitNanos;
  }
}
