package org.wasmudf.runtime.internal.abi;

import java.util.concurrent.atomic.AtomicLong;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

/** The memory of all instances of this JVM, against {@code max_total_memory}. Thread-safe. */
public final class MemoryAccount {
  private final AtomicLong used = new AtomicLong();

  /** Bytes that instances hold now. */
  public long used() {
    return used.get();
  }

  /**
   * Replaces what an instance holds.
   *
   * @param limit of the statement that it belongs to
   * @throws GuestException MEMORY where all together would be above the limit; nothing is changed
   */
  void change(long before, long after, long limit) throws GuestException {
    long total = used.addAndGet(after - before);
    if (after > before && total > limit) {
      used.addAndGet(before - after);
      throw new GuestException(
          Kind.MEMORY,
          "All guests of this JVM together would hold "
              + total
              + " bytes, more than max_total_memory allows ("
              + limit
              + "). Set max_total_memory higher, run fewer statements at a time, or set max_memory"
              + " lower.");
    }
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }
}
