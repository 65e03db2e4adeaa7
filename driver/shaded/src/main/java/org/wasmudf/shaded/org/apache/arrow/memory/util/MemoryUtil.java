package org.wasmudf.shaded.org.apache.arrow.memory.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arrow's MemoryUtil over arrays: an address is the number of an array and an offset in it. Every
 * access is checked against the array's bounds, and one after {@code freeMemory} fails. It is part
 * of the jar for JDK 24 and newer only (META-INF/versions/24); before, Arrow's own is used.
 *
 * <p>What needs memory outside the heap is not supported, as Arrow's own has it where the JVM runs
 * without flags. A buffer has less than 2 GiB.
 */
public final class MemoryUtil {
  /** The byte order of the machine, which Arrow's buffers have. */
  public static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final Object LOCK = new Object();

  /**
   * By number; 0 stays empty, so that no address is 0. Written under the lock and read without: a
   * thread that was handed a buffer has been handed what was written before.
   */
  private static byte[] @Nullable [] arrays = new byte[64][];

  /** The numbers that are free, those up to {@code freeCount}. */
  private static int[] free = new int[64];

  private static int freeCount;
  private static int next = 1;

  private MemoryUtil() {}

  /** The address of new memory, all zero. */
  public static long allocateMemory(long bytes) {
    if (bytes < 0 || bytes > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError("a buffer of " + bytes + " bytes; at most 2 GiB");
    }
    byte[] array = new byte[(int) bytes];
    synchronized (LOCK) {
      int number = freeCount > 0 ? free[--freeCount] : next++;
      if (number == arrays.length) {
        arrays = Arrays.copyOf(arrays, number * 2);
      }
      arrays[number] = array;
      return (long) number << 32;
    }
  }

  /** Gives memory back. */
  public static void freeMemory(long address) {
    int number = (int) (address >>> 32);
    synchronized (LOCK) {
      if ((int) address != 0 || arrays[number] == null) {
        throw new IllegalArgumentException("no memory was allocated at " + address);
      }
      arrays[number] = null;
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, freeCount * 2);
      }
      free[freeCount++] = number;
    }
  }

  private static byte[] array(long address) {
    byte[] array = arrays[(int) (address >>> 32)];
    if (array == null) {
      throw new IllegalStateException("the memory at " + address + " is free");
    }
    return array;
  }

  private static int offset(long address) {
    return (int) address;
  }

  public static byte getByte(long address) {
    return array(address)[offset(address)];
  }

  public static void putByte(long address, byte value) {
    array(address)[offset(address)] = value;
  }

  public static short getShort(long address) {
    return (short) SHORT.get(array(address), offset(address));
  }

  public static void putShort(long address, short value) {
    SHORT.set(array(address), offset(address), value);
  }

  public static int getInt(long address) {
    return (int) INT.get(array(address), offset(address));
  }

  public static void putInt(long address, int value) {
    INT.set(array(address), offset(address), value);
  }

  public static long getLong(long address) {
    return (long) LONG.get(array(address), offset(address));
  }

  public static void putLong(long address, long value) {
    LONG.set(array(address), offset(address), value);
  }

  public static int getInt(byte[] bytes, int index) {
    return (int) INT.get(bytes, index);
  }

  public static long getLong(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  /** Copies between buffers, which may be one and overlap. */
  public static void copyMemory(long from, long to, long bytes) {
    if (bytes != 0) {
      System.arraycopy(array(from), offset(from), array(to), offset(to), Math.toIntExact(bytes));
    }
  }

  public static void copyToMemory(byte[] from, long index, long to, long bytes) {
    if (bytes != 0) {
      System.arraycopy(from, Math.toIntExact(index), array(to), offset(to), Math.toIntExact(bytes));
    }
  }

  public static void copyFromMemory(long from, byte[] to, long index, long bytes) {
    if (bytes != 0) {
      System.arraycopy(
          array(from), offset(from), to, Math.toIntExact(index), Math.toIntExact(bytes));
    }
  }

  public static void setMemory(long address, long bytes, byte value) {
    if (bytes != 0) {
      int from = offset(address);
      Arrays.fill(array(address), from, from + Math.toIntExact(bytes), value);
    }
  }

  // Arrow calls both where a caller asks for a direct buffer.
  @SuppressWarnings("DoNotCallSuggester")
  public static long getByteBufferAddress(ByteBuffer buffer) {
    throw new UnsupportedOperationException("a direct buffer's address: use byte[] instead");
  }

  @SuppressWarnings("DoNotCallSuggester")
  public static ByteBuffer directBuffer(long address, int capacity) {
    throw new UnsupportedOperationException("a direct buffer of memory: use byte[] instead");
  }
}
