package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The memory of JDK 24 and newer, on any JDK, against a ByteBuffer. */
class MemoryStandInTest {
  private static final Class<?> MEMORY = MemoryStandIn.load();
  private static final int SIZE = 1000;

  private final MethodHandle allocate = method("allocateMemory", long.class, long.class);
  private final MethodHandle free = method("freeMemory", void.class, long.class);
  private final MethodHandle getByte = method("getByte", byte.class, long.class);
  private final MethodHandle putByte = method("putByte", void.class, long.class, byte.class);
  private final MethodHandle getShort = method("getShort", short.class, long.class);
  private final MethodHandle putShort = method("putShort", void.class, long.class, short.class);
  private final MethodHandle getInt = method("getInt", int.class, long.class);
  private final MethodHandle putInt = method("putInt", void.class, long.class, int.class);
  private final MethodHandle getLong = method("getLong", long.class, long.class);
  private final MethodHandle putLong = method("putLong", void.class, long.class, long.class);
  private final MethodHandle set =
      method("setMemory", void.class, long.class, long.class, byte.class);
  private final MethodHandle copy =
      method("copyMemory", void.class, long.class, long.class, long.class);
  private final MethodHandle in =
      method("copyToMemory", void.class, byte[].class, long.class, long.class, long.class);
  private final MethodHandle out =
      method("copyFromMemory", void.class, long.class, byte[].class, long.class, long.class);

  private static MethodHandle method(String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.publicLookup()
          .findStatic(MEMORY, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  @Test
  void holdsWhatABufferHolds() throws Throwable {
    Random random = new Random(7);
    ByteBuffer model = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    long address = (long) allocate.invokeExact((long) SIZE);
    for (int i = 0; i < 20_000; i++) {
      int at = random.nextInt(SIZE - 8);
      int to = random.nextInt(SIZE - 8);
      int length = random.nextInt(SIZE - Math.max(at, to));
      long value = random.nextLong();
      switch (random.nextInt(8)) {
        case 0 -> {
          putByte.invokeExact(address + at, (byte) value);
          model.put(at, (byte) value);
        }
        case 1 -> {
          putShort.invokeExact(address + at, (short) value);
          model.putShort(at, (short) value);
        }
        case 2 -> {
          putInt.invokeExact(address + at, (int) value);
          model.putInt(at, (int) value);
        }
        case 3 -> {
          putLong.invokeExact(address + at, value);
          model.putLong(at, value);
        }
        case 4 -> {
          set.invokeExact(address + at, (long) length, (byte) value);
          Arrays.fill(model.array(), at, at + length, (byte) value);
        }
        case 5 -> {
          copy.invokeExact(address + at, address + to, (long) length);
          System.arraycopy(model.array(), at, model.array(), to, length);
        }
        case 6 -> {
          byte[] bytes = new byte[length + 3];
          random.nextBytes(bytes);
          in.invokeExact(bytes, 3L, address + at, (long) length);
          System.arraycopy(bytes, 3, model.array(), at, length);
        }
        default -> {
          assertEquals(model.get(at), (byte) getByte.invokeExact(address + at));
          assertEquals(model.getShort(at), (short) getShort.invokeExact(address + at));
          assertEquals(model.getInt(at), (int) getInt.invokeExact(address + at));
          assertEquals(model.getLong(at), (long) getLong.invokeExact(address + at));
        }
      }
    }
    byte[] all = new byte[SIZE];
    out.invokeExact(address, all, 0L, (long) SIZE);
    assertArrayEquals(model.array(), all);
    free.invokeExact(address);
  }

  @Test
  void nothingIsReadOutsideOfABufferOrBehindItsEnd() throws Throwable {
    long address = (long) allocate.invokeExact(16L);
    for (long outside : new long[] {address + 16, address + 9, address - 1}) {
      assertThrows(RuntimeException.class, () -> getLong.invoke(outside));
      assertThrows(RuntimeException.class, () -> putLong.invoke(outside, 1L));
    }
    assertThrows(RuntimeException.class, () -> set.invoke(address + 1, 16L, (byte) 1));
    free.invokeExact(address);
    assertThrows(IllegalStateException.class, () -> getByte.invoke(address));
    assertThrows(IllegalArgumentException.class, () -> free.invoke(address));
    assertThrows(OutOfMemoryError.class, () -> allocate.invoke(1L << 31));
  }

  @Test
  void nothingIsCopiedWhereTheLengthIsZero() throws Throwable {
    copy.invokeExact(0L, 0L, 0L);
    set.invokeExact(0L, 0L, (byte) 1);
    in.invokeExact(new byte[0], 0L, 0L, 0L);
    out.invokeExact(0L, new byte[0], 0L, 0L);
    long empty = (long) allocate.invokeExact(0L);
    assertNotEquals(0, empty);
    free.invokeExact(empty);
  }

  @Test
  void threadsGetBuffersOfTheirOwn() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long mark = thread;
        all.add(pool.submit(() -> ownBuffers(mark)));
      }
      for (Future<Boolean> one : all) {
        assertEquals(true, one.get());
      }
    } finally {
      pool.shutdown();
    }
  }

  private boolean ownBuffers(long mark) {
    try {
      for (int round = 0; round < 50; round++) {
        Set<Long> addresses = new HashSet<>();
        for (int i = 0; i < 200; i++) {
          long address = (long) allocate.invokeExact(8L);
          if ((long) getLong.invokeExact(address) != 0) {
            return false;
          }
          putLong.invokeExact(address, mark);
          addresses.add(address);
        }
        for (long address : addresses) {
          if ((long) getLong.invokeExact(address) != mark) {
            return false;
          }
          free.invokeExact(address);
        }
      }
      return true;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
