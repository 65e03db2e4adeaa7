package org.wasmudf.runtime.internal.engine;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.Unloading;

/**
 * The threads on which guests run: daemons of our own with a known stack, which keep nothing of the
 * threads that ask for them (no context class loader, no inherited thread locals) and end after
 * some seconds without work.
 */
public final class GuestThreads {
  /** Room for a guest's own recursion (128 KiB on wasmtime) and for host functions beneath it. */
  private static final long STACK_BYTES = 2L << 20;

  /**
   * How long a thread looks for its next task before it parks. Waking a parked thread costs some
   * microseconds; the kernels come back with the next batch within this time.
   */
  private static final long SPIN_NANOS = 10_000;

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final GuestThreads SHARED = new GuestThreads(Duration.ofSeconds(5));

  private final long keepAliveNanos;
  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger alive = new AtomicInteger();

  /**
   * @param keepAlive how long a thread waits for work before it ends
   */
  public GuestThreads(Duration keepAlive) {
    this.keepAliveNanos = keepAlive.toNanos();
  }

  /** Those of this JVM. */
  public static GuestThreads shared() {
    return SHARED;
  }

  /** Threads that have not ended. */
  public int alive() {
    return alive.get();
  }

  /** Work for one of these threads. Neither method may throw. */
  interface Job {
    void run();

    /**
     * Comes after {@link #run}, when the thread can be had again: who is told here that the job is
     * done and has another one gets the same thread.
     */
    void done();
  }

  /** Runs a job on a thread that was idle or on a new one. */
  void execute(Job task) {
    for (Worker worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
      if (worker.take(task)) {
        return;
      }
    }
    alive.incrementAndGet();
    try {
      start(new Worker(task));
    } catch (Throwable e) {
      alive.decrementAndGet();
      throw e;
    }
  }

  /**
   * A JDK before 24 gives each new thread the access control context of the one that makes it, and
   * with it the class loaders of all its callers; a privileged block leaves only ours. The priority
   * is set because it would be the caller's.
   */
  @SuppressWarnings({"removal", "ThreadPriorityCheck"})
  private static void start(Worker worker) {
    PrivilegedAction<Thread> thread =
        () -> {
          Thread made =
              new Thread(
                  topGroup(),
                  worker,
                  "wasmudf-guest-" + NUMBER.incrementAndGet(),
                  STACK_BYTES,
                  false);
          made.setDaemon(true);
          made.setPriority(Thread.NORM_PRIORITY);
          made.setContextClassLoader(null);
          return made;
        };
    worker.start(AccessController.doPrivileged(thread));
  }

  private static ThreadGroup topGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  private final class Worker implements Runnable {
    /** What {@link #next} holds once the thread has decided to end. */
    private static final Job ENDED = new Ended();

    private final AtomicReference<@Nullable Job> next;
    private volatile @Nullable Thread thread;

    Worker(Job first) {
      next = new AtomicReference<>(first);
    }

    void start(Thread made) {
      thread = made;
      made.start();
    }

    boolean take(Job task) {
      if (!next.compareAndSet(null, task)) {
        return false;
      }
      LockSupport.unpark(thread);
      return true;
    }

    @Override
    public void run() {
      try {
        while (runNext()) {
          // The job of the last turn is not held while the thread waits for the next one.
        }
      } finally {
        alive.decrementAndGet();
        Unloading.release();
      }
    }

    private boolean runNext() {
      Job job = await();
      if (job == ENDED) {
        return false;
      }
      job.run();
      next.set(null);
      idle.addFirst(this);
      job.done();
      return true;
    }

    private Job await() {
      long start = System.nanoTime();
      while (true) {
        Job task = next.get();
        if (task != null) {
          return task;
        }
        long waited = System.nanoTime() - start;
        if (waited < SPIN_NANOS) {
          Thread.onSpinWait();
        } else if (waited < keepAliveNanos) {
          LockSupport.parkNanos(this, keepAliveNanos - waited);
        } else if (next.compareAndSet(null, ENDED)) {
          idle.remove(this);
          return ENDED;
        }
      }
    }
  }

  private static final class Ended implements Job {
    @Override
    public void run() {}

    @Override
    public void done() {}
  }
}
