package org.wasmudf.runtime.internal.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

/**
 * Runs the guests of one execution of a statement, one piece of work after another, on guest
 * threads and under the statement's limits. {@link #submit}, {@link #progress} and {@link
 * GuestTask#await} belong to one caller at a time; {@link #cancel} and {@link #close} to any
 * thread.
 */
public final class GuestWorker implements InstanceWatch, AutoCloseable {
  /** How long a caller waits for work that was told to stop and is not in a guest. */
  private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();

  /** Shorter than this the caller looks for the result instead of parking. */
  private static final long SPIN_NANOS = 10_000;

  private final GuestThreads threads;
  private final GuestWatch watch;
  private final Duration maxCallTime;
  private volatile @Nullable LongSupplier progress;
  private final Set<Interruptible> instances = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread waiter;
  private volatile @Nullable String stopped;

  /** When the running piece of work began, by {@link System#nanoTime()}; 0 while none runs. */
  private volatile long began;

  private volatile long deadline;
  private @Nullable GuestTask<?> last;

  /** Only the watch's thread uses it. */
  private final RowClock clock;

  /**
   * @param maxCallTime longest time without a finished row
   */
  public GuestWorker(Duration maxCallTime) {
    this(GuestThreads.shared(), GuestWatch.shared(), maxCallTime);
  }

  GuestWorker(GuestThreads threads, GuestWatch watch, Duration maxCallTime) {
    this.threads = threads;
    this.watch = watch;
    this.maxCallTime = maxCallTime;
    this.clock = new RowClock(maxCallTime);
  }

  /**
   * Stops all work once that much time has passed from now: the statement's query timeout. Zero
   * means none; a later call replaces it.
   */
  public void timeout(Duration after) {
    if (after.isZero()) {
      deadline = 0;
      return;
    }
    long at = System.nanoTime() + after.toNanos();
    deadline = at == 0 ? 1 : at;
  }

  /**
   * Tells how many rows are finished, so that {@code max_call_time} counts from the last one. It is
   * read by another thread while the guest runs: {@link GuestInstance#peek} is made for it. Without
   * it the time of a whole piece of work counts.
   */
  public void progress(LongSupplier rows) {
    progress = rows;
  }

  /** Starts a piece of work; the one before it must have been awaited. */
  public <T> GuestTask<T> submit(GuestCall<T> call) {
    GuestTask<?> before = last;
    if (before != null && !before.isDone()) {
      throw new IllegalStateException("the last piece of work has not been awaited");
    }
    GuestTask<T> task = new GuestTask<>(this, call);
    last = task;
    threads.execute(task.job());
    return task;
  }

  /** {@link #submit} and {@link GuestTask#await}. */
  public <T> T call(GuestCall<T> call) throws GuestException {
    return submit(call).await();
  }

  void begin() throws GuestException {
    long now = System.nanoTime();
    began = now == 0 ? 1 : now;
    watch.enter(this);
    String reason = stopped;
    if (reason != null) {
      throw new GuestException(Kind.STOPPED, reason);
    }
  }

  void end() {
    began = 0;
    watch.leave(this);
  }

  void wake() {
    LockSupport.unpark(waiter);
  }

  /** From now on cancel and deadlines reach this instance, also in its start function. */
  @Override
  public void created(Interruptible instance) {
    instances.add(instance);
    String reason = stopped;
    if (reason != null) {
      instance.interrupt(reason);
    }
  }

  @Override
  public void closed(Interruptible instance) {
    instances.remove(instance);
  }

  /** Stops the running piece of work and refuses later ones. Takes no lock that a guest holds. */
  public void cancel() {
    stop("cancelled");
  }

  private void stop(String reason) {
    if (stopped == null) {
      stopped = reason;
    }
    interrupt(reason);
    LockSupport.unpark(waiter);
  }

  private void interrupt(String reason) {
    for (Interruptible instance : instances) {
      instance.interrupt(reason);
    }
  }

  void join(GuestTask<?> task) throws GuestException {
    boolean interrupted = false;
    waiter = Thread.currentThread();
    try {
      long start = System.nanoTime();
      long stoppedAt = 0;
      while (!task.isDone()) {
        if (Thread.interrupted()) {
          interrupted = true;
          stop("cancelled: the calling thread was interrupted");
        }
        long now = System.nanoTime();
        String reason = stopped;
        if (reason != null && stoppedAt == 0) {
          stoppedAt = now;
        }
        if (reason != null && now - stoppedAt > GRACE_NANOS) {
          throw new GuestException(Kind.STOPPED, reason);
        }
        if (now - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else if (reason == null) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, GRACE_NANOS);
        }
      }
    } finally {
      waiter = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Called by the watch every few milliseconds while work runs. */
  void check(long now) {
    long since = began;
    if (since == 0) {
      return;
    }
    LongSupplier finished = progress;
    long rows = finished == null ? 0 : finished.getAsLong();
    boolean stuck = clock.isOver(since, rows, now);
    String reason = stopped;
    if (reason != null) {
      interrupt(reason);
    } else if (deadline != 0 && now - deadline >= 0) {
      stop("the query timeout of the statement has passed. Set a longer one");
    } else if (stuck) {
      stop("no row was finished for " + text(maxCallTime) + ". Set max_call_time higher");
    }
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Stops what still runs. Idempotent. */
  @Override
  public void close() {
    stop("closed");
  }
}
