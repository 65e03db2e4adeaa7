package org.wasmudf.jdbc.internal.stream;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Memory outside the heap: one root for the driver, one child per execution. */
final class ArrowMemory {
  private static final RootAllocator ROOT = new RootAllocator();

  private ArrowMemory() {}

  /** An allocator whose close finds what was not freed. */
  static BufferAllocator child(String name) {
    return ROOT.newChildAllocator(name, 0, Long.MAX_VALUE);
  }

  /** Bytes of all executions. */
  static long allocated() {
    return ROOT.getAllocatedMemory();
  }
}
