package org.wasmudf.runtime.internal.engine;

import org.wasmudf.runtime.GuestException;

/**
 * An instance. Confined to one thread at a time, except {@link #interrupt}, {@link #peek} and
 * {@link #close}, which any thread may call at any time. After a trap or an interrupt it is dead:
 * the owner closes it and makes a new one.
 */
public interface GuestInstance extends Interruptible, AutoCloseable {
  /** Linear memory 0. */
  GuestMemory memory();

  /**
   * Calls an exported function {@code (i32) -> ()}: the batch entry.
   *
   * @throws GuestException TRAP, STACK, STOPPED, GUEST_ERROR or what a host function threw; the
   *     message is the trap's own words with the frames that the engine knows
   */
  void callBatch(String export, int descriptor) throws GuestException;

  /**
   * Calls any exported function with raw bits.
   *
   * @return raw bits of the result, 0 where it has none
   */
  long call(String export, long... arguments) throws GuestException;

  /** Remembers memory, mutable globals and tables as they are now. */
  void snapshot();

  /**
   * Returns to the last {@link #snapshot()}: contents and sizes.
   *
   * @return false where this instance cannot; the caller then makes a new one
   */
  boolean restore();

  /**
   * Reads an i32 of linear memory while the guest may be writing it: for the row counter of a
   * running batch. Never waits for the guest.
   *
   * @return 0 outside of the memory and after {@link #close()}
   */
  int peek(long address);

  /** Bytes that the instance's memories and tables hold now, for the JVM-wide account. */
  long memoryBytes();

  /**
   * Frees it; while a call runs, interrupts it and frees when it has ended. Idempotent; only {@link
   * #interrupt}, {@link #peek} and this may be called afterwards.
   */
  @Override
  void close();
}
