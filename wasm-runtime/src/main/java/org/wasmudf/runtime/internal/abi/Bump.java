package org.wasmudf.runtime.internal.abi;

/** Hands out the host's area from its beginning, in multiples of 16 bytes. */
final class Bump {
  private long at;

  /**
   * @param start a multiple of 16
   */
  Bump(long start) {
    at = start;
  }

  long take(long bytes) {
    long taken = at;
    at += ColumnWriter.padded(bytes);
    return taken;
  }
}
