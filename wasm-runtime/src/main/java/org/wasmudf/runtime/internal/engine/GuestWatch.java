package org.wasmudf.runtime.internal.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at all running guests every few milliseconds and stops those that are over a limit. */
final class GuestWatch {
  private static final long TICK_NANOS = Duration.ofMillis(5).toNanos();

  private static final GuestWatch SHARED =
      new GuestWatch(GuestThreads.shared(), Duration.ofSeconds(1));

  private final GuestThreads threads;
  private final long keepAliveNanos;
  private final Set<GuestWorker> running = ConcurrentHashMap.newKeySet();
  private final Object starting = new Object();
  private volatile boolean ticking;

  /**
   * @param keepAlive how long it goes on looking when no guest runs
   */
  GuestWatch(GuestThreads threads, Duration keepAlive) {
    this.threads = threads;
    this.keepAliveNanos = keepAlive.toNanos();
  }

  static GuestWatch shared() {
    return SHARED;
  }

  boolean isTicking() {
    return ticking;
  }

  void enter(GuestWorker worker) {
    running.add(worker);
    if (!ticking) {
      synchronized (starting) {
        if (!ticking) {
          ticking = true;
          threads.execute(new Ticker());
        }
      }
    }
  }

  void leave(GuestWorker worker) {
    running.remove(worker);
  }

  private final class Ticker implements GuestThreads.Job {
    @Override
    public void run() {
      long busy = System.nanoTime();
      while (true) {
        LockSupport.parkNanos(GuestWatch.this, TICK_NANOS);
        long now = System.nanoTime();
        for (GuestWorker worker : running) {
          worker.check(now);
          busy = now;
        }
        if (now - busy >= keepAliveNanos) {
          // A worker enters first and looks second, this looks second too: one of them sees it.
          ticking = false;
          synchronized (starting) {
            if (ticking || running.isEmpty()) {
              return;
            }
            ticking = true;
          }
        }
      }
    }

    @Override
    public void done() {}
  }
}
