package org.wasmudf.integration.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What this JVM's statements still hold. There is no public way to ask, and a leak shows in no
 * answer, so the driver's own accounts are read by reflection.
 */
public final class Leaks {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Leaks() {}

  /** Fails where vectors, guest memory or a busy guest thread stay behind. */
  public static void assertNone() {
    eventually("bytes of vectors", 0L, Leaks::vectorBytes);
    eventually("bytes of instances", 0L, Leaks::instanceBytes);
    eventually("guests that still run", List.of(), Leaks::busyThreads);
  }

  /** Waits until a guest is in code that its engine runs. */
  public static void awaitGuest() {
    eventually("a guest at work", true, () -> !busyThreads().isEmpty());
  }

  /** Waits until a value is as expected, and fails with the last one where it never is. */
  public static <T> void eventually(String what, T expected, Supplier<T> value) {
    long start = System.nanoTime();
    T last = value.get();
    while (!last.equals(expected) && System.nanoTime() - start < PATIENCE_NANOS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      last = value.get();
    }
    assertEquals(expected, last, what);
  }

  /** The memory outside the heap that executions hold. */
  private static long vectorBytes() {
    try {
      Method allocated =
          Class.forName("org.wasmudf.jdbc.internal.stream.ArrowMemory")
              .getDeclaredMethod("allocated");
      allocated.setAccessible(true);
      return (long) allocated.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("ArrowMemory.allocated() has changed", e);
    }
  }

  /** The linear memories and tables of all instances. */
  private static long instanceBytes() {
    try {
      Class<?> runtime = Class.forName("org.wasmudf.runtime.DefaultWasmRuntime");
      Object account = field(field(field(runtime, null, "SHARED"), "binder"), "account");
      return (long) account.getClass().getMethod("used").invoke(account);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("DefaultWasmRuntime.SHARED.binder.account has changed", e);
    }
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    return field(object.getClass(), object, name);
  }

  @SuppressWarnings("NullAway") // Field.get takes null for a static field.
  private static Object field(
      Class<?> type, @org.jspecify.annotations.Nullable Object object, String name)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  /** Names of the guest threads that are in a piece of work. */
  private static List<String> busyThreads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("wasmudf-guest-"))
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().contains(".GuestTask")))
        .map(entry -> entry.getKey().getName())
        .toList();
  }
}
