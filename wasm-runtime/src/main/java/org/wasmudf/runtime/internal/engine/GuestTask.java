package org.wasmudf.runtime.internal.engine;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;

/** A piece of work that was given to a {@link GuestWorker}. */
public final class GuestTask<T> {
  private final GuestWorker worker;
  private final GuestCall<T> call;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private volatile boolean done;

  GuestTask(GuestWorker worker, GuestCall<T> call) {
    this.worker = worker;
    this.call = call;
  }

  /** What a guest thread does for this task. */
  GuestThreads.Job job() {
    return new GuestThreads.Job() {
      @Override
      public void run() {
        try {
          worker.begin();
          result = call.run();
        } catch (Throwable e) {
          failure = e;
        } finally {
          worker.end();
        }
      }

      @Override
      public void done() {
        done = true;
        worker.wake();
      }
    };
  }

  public boolean isDone() {
    return done;
  }

  /**
   * Waits for the result. An interrupt of the waiting thread cancels the worker and stays set on
   * the thread.
   *
   * @throws GuestException what the work threw, or STOPPED where the work did not end in time after
   *     it was told to; unchecked exceptions of the work come as they are
   */
  @SuppressWarnings("NullAway") // Once done without a failure the result is what the call returned.
  public T await() throws GuestException {
    worker.join(this);
    Throwable thrown = failure;
    if (thrown instanceof GuestException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return result;
  }
}
