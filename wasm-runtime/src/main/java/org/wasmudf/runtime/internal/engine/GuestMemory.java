package org.wasmudf.runtime.internal.engine;

import java.nio.ByteBuffer;

/**
 * A guest's linear memory 0. Addresses are unsigned 32-bit numbers given as long; every access is
 * checked against the current size and throws IndexOutOfBoundsException.
 */
public interface GuestMemory {
  /** Current size in bytes. */
  long size();

  /**
   * A little-endian view of the whole memory, valid until the memory grows or the instance is
   * closed: fetch it again after each call into the guest. Position 0, limit {@link #size()}.
   */
  ByteBuffer view();

  void write(long address, byte[] source, int offset, int length);

  void read(long address, byte[] target, int offset, int length);

  /**
   * Appends pages.
   *
   * @return the old size in pages, or -1 where the cap forbids it
   */
  int grow(int pages);
}
