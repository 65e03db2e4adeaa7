package org.wasmudf.runtime.internal.abi;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.module.Allocator;

/**
 * The host's block in a guest's memory: descriptor, columns and results of a batch lie in it. It
 * comes from the guest's own allocator, or from pages behind all that the guest knows of.
 */
final class HostArea {
  private static final int ALIGNMENT = 16;
  private static final long PAGE = 1L << 16;

  /** AssemblyScript's class id of ArrayBuffer: a block that its collector does not look into. */
  private static final int ARRAY_BUFFER = 1;

  private final String module;
  private final @Nullable Allocator allocator;
  private final long firstFree;

  /** What the allocator gave, before alignment. */
  private long block;

  private long blockBytes;
  private long address;
  private long bytes;

  /**
   * @param module its name, for messages
   * @param allocator null where pages are appended
   * @param guestBytes where the guest's own memory ends, for appended pages
   */
  HostArea(String module, @Nullable Allocator allocator, long guestBytes) {
    this.module = module;
    this.allocator = allocator;
    // No address is 0, which stands for NULL.
    this.firstFree = Math.max(guestBytes, ALIGNMENT);
  }

  /** A multiple of 16. */
  long address() {
    return address;
  }

  long bytes() {
    return bytes;
  }

  /**
   * Makes the area at least so large. What was in it is lost where it had to grow.
   *
   * @throws GuestException MEMORY where the guest's memory has no room, and whatever the allocator
   *     itself throws; the instance is then to be thrown away
   */
  void ensure(GuestInstance instance, long needed) throws GuestException {
    if (needed <= bytes) {
      return;
    }
    if (allocator == null) {
      grow(instance.memory(), needed);
    } else {
      allocate(instance, allocator, needed);
    }
  }

  private void grow(GuestMemory memory, long needed) throws GuestException {
    long missing = firstFree + needed - memory.size();
    if (missing > 0) {
      long pages = (missing + PAGE - 1) / PAGE;
      if (pages > Integer.MAX_VALUE || memory.grow((int) pages) < 0) {
        throw noRoom(needed);
      }
    }
    address = firstFree;
    bytes = memory.size() - firstFree;
  }

  private void allocate(GuestInstance instance, Allocator from, long needed) throws GuestException {
    long old = block;
    long oldBytes = blockBytes;
    boolean kept = old != 0 && from.release() == null;
    if (old != 0 && from.release() != null) {
      release(instance, from, from.release());
    }
    bytes = 0;
    block = 0;
    long size = needed + ALIGNMENT;
    if (size > Integer.MAX_VALUE) {
      throw noRoom(needed);
    }
    long found = Integer.toUnsignedLong((int) request(instance, from, (int) size));
    if (found == 0) {
      throw noRoom(needed);
    }
    boolean overlaps = kept && found < old + oldBytes && old < found + size;
    if (overlaps || found + size > instance.memory().size()) {
      throw new GuestException(
          Kind.CONTRACT,
          "Allocator \""
              + from.allocate()
              + "\" of module \""
              + module
              + "\" gave "
              + size
              + " bytes at address "
              + found
              + (overlaps ? ", which it gave before" : ", which ends outside of memory")
              + ". Check the allocator.");
    }
    block = found;
    blockBytes = size;
    address = (found + ALIGNMENT - 1) & -ALIGNMENT;
    bytes = needed;
  }

  private static long request(GuestInstance instance, Allocator from, int size)
      throws GuestException {
    return switch (from.form()) {
      case SIZE, SIZE_BOTH -> instance.call(from.allocate(), size);
      case CABI_REALLOC -> instance.call(from.allocate(), 0, 0, ALIGNMENT, size);
      case ASSEMBLY_SCRIPT ->
          instance.call(Allocator.PIN, instance.call(from.allocate(), size, ARRAY_BUFFER));
    };
  }

  private void release(GuestInstance instance, Allocator from, String release)
      throws GuestException {
    // An i32 travels sign-extended; blocks of 2 GiB there are none.
    long pointer = (int) block;
    switch (from.form()) {
      case SIZE, ASSEMBLY_SCRIPT -> instance.call(release, pointer);
      case SIZE_BOTH -> instance.call(release, pointer, blockBytes);
      case CABI_REALLOC -> instance.call(release, pointer, blockBytes, ALIGNMENT, 0);
    }
  }

  private GuestException noRoom(long needed) {
    return new GuestException(
        Kind.MEMORY,
        "The memory of module \""
            + module
            + "\" has no room for "
            + needed
            + " bytes of arguments and results. Set max_memory higher, or build the module with a"
            + " higher maximum of its own.");
  }
}
