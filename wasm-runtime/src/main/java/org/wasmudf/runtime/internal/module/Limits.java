package org.wasmudf.runtime.internal.module;

/**
 * Size limits of a memory (in pages of 64 KiB) or a table (in entries).
 *
 * @param max -1 where the module states none
 */
public record Limits(long min, long max) {
  public static final long NONE = -1;

  public boolean hasMax() {
    return max != NONE;
  }
}
