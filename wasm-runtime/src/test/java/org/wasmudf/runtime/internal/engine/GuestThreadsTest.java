package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class GuestThreadsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final GuestThreads threads = new GuestThreads(Duration.ofSeconds(30));
  private final GuestWatch watch =
      new GuestWatch(new GuestThreads(Duration.ofMillis(1)), Duration.ofMillis(1));

  private GuestWorker worker() {
    return new GuestWorker(threads, watch, LONG);
  }

  @Test
  void guestThreadKeepsNothingOfItsCaller() throws Exception {
    INHERITED.set("the caller's");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0]);
        GuestWorker worker = worker()) {
      Thread.currentThread().setContextClassLoader(loader);
      Thread thread = worker.call(Thread::currentThread);
      assertTrue(thread.isDaemon());
      assertTrue(thread.getName().startsWith("wasmudf-guest-"), thread.getName());
      assertNull(thread.getContextClassLoader());
      assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
      assertNotSame(Thread.currentThread(), thread);
      assertEquals("none", worker.call(() -> INHERITED.get() == null ? "none" : INHERITED.get()));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      INHERITED.remove();
    }
  }

  @Test
  void idleThreadIsUsedAgain() throws GuestException {
    try (GuestWorker worker = worker();
        GuestWorker other = worker()) {
      Thread first = worker.call(Thread::currentThread);
      for (int i = 0; i < 1000; i++) {
        Thread next = (i % 2 == 0 ? worker : other).call(Thread::currentThread);
        assertSame(first, next);
      }
    }
  }

  @Test
  void idleThreadsEnd() throws Exception {
    GuestThreads brief = new GuestThreads(Duration.ofMillis(1));
    GuestWatch briefWatch = new GuestWatch(brief, Duration.ofMillis(1));
    Thread thread;
    try (GuestWorker worker = new GuestWorker(brief, briefWatch, LONG)) {
      thread = worker.call(Thread::currentThread);
    }
    thread.join();
    while (brief.alive() > 0) {
      Thread.onSpinWait();
    }
    assertFalse(briefWatch.isTicking());
    try (GuestWorker worker = new GuestWorker(brief, briefWatch, LONG)) {
      assertNotSame(thread, worker.call(Thread::currentThread));
    }
  }

  @Test
  void manyCallersGetThreadsOfTheirOwn() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    GuestWorker[] workers = new GuestWorker[8];
    GuestTask<?>[] tasks = new GuestTask<?>[8];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = worker();
      tasks[i] =
          workers[i].submit(
              () -> {
                all.countDown();
                await(all);
                return Thread.currentThread();
              });
    }
    for (int i = 0; i < workers.length; i++) {
      tasks[i].await();
      workers[i].close();
    }
    assertTrue(threads.alive() >= 8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void exceptionsOfTheWorkArriveAsTheyAre() {
    try (GuestWorker worker = worker()) {
      GuestException checked = new GuestException(Kind.CONTRACT, "said");
      IllegalArgumentException unchecked = new IllegalArgumentException();
      AssertionError error = new AssertionError();
      assertSame(
          checked,
          assertThrows(
              GuestException.class,
              () ->
                  worker.call(
                      () -> {
                        throw checked;
                      })));
      assertSame(
          unchecked,
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  worker.call(
                      () -> {
                        throw unchecked;
                      })));
      assertSame(
          error,
          assertThrows(
              AssertionError.class,
              () ->
                  worker.call(
                      () -> {
                        throw error;
                      })));
    }
  }

  @Test
  void cancelledWorkerRefusesFurtherWork() {
    try (GuestWorker worker = worker()) {
      worker.cancel();
      worker.cancel();
      GuestException refused = assertThrows(GuestException.class, () -> worker.call(() -> 1));
      assertEquals(Kind.STOPPED, refused.kind());
      assertEquals("cancelled", refused.getMessage());
    }
  }

  @Test
  void secondPieceOfWorkWaitsForItsTurn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (GuestWorker worker = worker()) {
      GuestTask<Integer> first =
          worker.submit(
              () -> {
                await(go);
                return 1;
              });
      assertFalse(first.isDone());
      assertThrows(IllegalStateException.class, () -> worker.submit(() -> 2));
      go.countDown();
      assertEquals(1, first.await());
      assertEquals(2, worker.call(() -> 2));
    }
  }

  @Test
  void workThatIsNotInAGuestIsLeftBehindAfterAWhile() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (GuestWorker worker = worker()) {
      GuestTask<Integer> task =
          worker.submit(
              () -> {
                running.countDown();
                await(go);
                return 1;
              });
      await(running);
      worker.cancel();
      GuestException stopped = assertThrows(GuestException.class, task::await);
      assertEquals(Kind.STOPPED, stopped.kind());
      go.countDown();
    }
  }

  @Test
  void finishedWorkerCanBeCollected() throws Exception {
    GuestWorker worker = worker();
    worker.call(() -> 1);
    WeakReference<GuestWorker> reference = new WeakReference<>(worker);
    worker.close();
    worker = null;
    // The thread that ran it and the watch live on.
    while (reference.get() != null) {
      System.gc();
    }
    assertNull(reference.get());
  }
}
