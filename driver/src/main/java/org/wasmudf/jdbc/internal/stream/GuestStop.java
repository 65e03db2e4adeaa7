package org.wasmudf.jdbc.internal.stream;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;

/** Ends the guests of an execution and frees the vectors that they work on. */
final class GuestStop {
  /** How often a guest that was told to stop is waited for; the session limits each wait. */
  private static final int AWAITS = 5;

  private GuestStop() {}

  /**
   * Stops what runs, waits until it has stopped, and frees the vectors and the guests. An interrupt
   * of this thread does not end the wait; it stays set.
   *
   * @param pending what runs, null where nothing does
   * @throws IllegalStateException where the guest does not stop; then its vectors are not freed,
   *     since it may still write to them
   */
  static void close(
      GuestSession session, GuestSession.@Nullable Pending<?> pending, BatchEvaluator evaluator) {
    session.cancel();
    boolean interrupted = false;
    for (int i = 0; i < AWAITS && pending != null && !pending.isDone(); i++) {
      interrupted |= Thread.interrupted();
      try {
        pending.await();
      } catch (GuestException | RuntimeException e) {
        // It was stopped; whatever it says, nobody waits for its rows.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      if (pending != null && !pending.isDone()) {
        throw new IllegalStateException("the guest does not stop; its memory is not freed");
      }
      evaluator.close();
    } finally {
      session.close();
    }
  }
}
