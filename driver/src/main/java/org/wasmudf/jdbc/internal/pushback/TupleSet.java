package org.wasmudf.jdbc.internal.pushback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tuples that have come already, 16 bytes each. Two tuples are the same where 128 bits of hash
 * are; one that is taken for another is missing on the target, which says so.
 */
final class TupleSet {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

  private long[] slots = new long[2 * 64];
  private int count;

  /** Adds a tuple; false where it is there already. */
  boolean add(byte[] bytes, int length) {
    long first = hash(bytes, length, FIRST);
    long second = hash(bytes, length, SECOND);
    if (first == 0 && second == 0) {
      first = 1;
    }
    if (2L * (count + 1) * 2 > slots.length) {
      grow();
    }
    if (!put(slots, first, second)) {
      return false;
    }
    count++;
    return true;
  }

  private static boolean put(long[] slots, long first, long second) {
    int mask = slots.length / 2 - 1;
    int slot = (int) first & mask;
    while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
      if (slots[2 * slot] == first && slots[2 * slot + 1] == second) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = first;
    slots[2 * slot + 1] = second;
    return true;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        put(larger, slots[i], slots[i + 1]);
      }
    }
    slots = larger;
  }

  private static long hash(byte[] bytes, int length, long seed) {
    long hash = seed ^ length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = mix(hash ^ (long) LONGS.get(bytes, i), seed);
    }
    long rest = 0;
    for (int shift = 0; i < length; i++, shift += 8) {
      rest |= (bytes[i] & 0xffL) << shift;
    }
    return mix(mix(hash ^ rest, seed), seed);
  }

  private static long mix(long value, long seed) {
    long mixed = value * (seed | 1);
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 29);
  }
}
