package org.wasmudf.runtime.internal.engine;

/** Something that runs and can be told to stop from any thread. */
@FunctionalInterface
public interface Interruptible {
  /**
   * Makes the running call, or the next one, end with {@link
   * org.wasmudf.runtime.GuestException.Kind#STOPPED}. Takes no lock that execution holds. Safe at
   * any time, also after close. The first reason stays.
   *
   * @param reason the message of that exception: who or which limit stopped it
   */
  void interrupt(String reason);
}
