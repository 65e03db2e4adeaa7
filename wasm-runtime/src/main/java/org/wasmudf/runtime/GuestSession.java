package org.wasmudf.runtime;

import java.time.Duration;
import org.wasmudf.store.FunctionDefinition;

/**
 * The guests of one execution of a statement: its kernels, the guest thread that they run on, and
 * what stops them. Nothing of it is shared with another statement. {@link #cancel} and {@link
 * #close} may come from any thread at any time; the other methods belong to one caller at a time.
 *
 * <p>A kernel may be called from any thread: a call from outside is handed to the guest thread and
 * waited for. A caller with more to do for a batch than one kernel call hands the whole batch over
 * with {@link #submit}; kernels called in there run at once.
 */
public interface GuestSession extends AutoCloseable {
  /** What a batch has to do on the guest thread. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws GuestException;
  }

  /** Work that was handed over. */
  interface Pending<T> {
    boolean isDone();

    /**
     * Waits for the result. An interrupt of the waiting thread cancels the session and stays set on
     * the thread.
     *
     * @throws GuestException what the work threw, or STOPPED; unchecked exceptions come as they are
     */
    T await() throws GuestException;
  }

  /**
   * Makes a function ready to be evaluated. Compiles on the first use of these bytes in the JVM;
   * instances are made at the first batch.
   *
   * @param module the bytes of {@link FunctionDefinition#moduleHash}, verified by the caller
   * @return owned by the session, which closes it with itself
   * @throws GuestException as {@link WasmRuntime#checkBinding}, but for what the module's start
   *     does
   */
  ScalarKernel open(FunctionDefinition function, byte[] module) throws GuestException;

  /**
   * Starts work on the session's guest thread, so that the caller can fetch the next batch
   * meanwhile. One at a time: the one before must have been awaited.
   *
   * @throws IllegalStateException where it has not
   */
  <T> Pending<T> submit(Work<T> work);

  /**
   * Stops the running guest, without taking a lock that it holds: it and every later evaluate of
   * this session end with STOPPED.
   */
  void cancel();

  /**
   * Stops what still runs when this much time has passed from now, with STOPPED: the statement's
   * timeout. Zero means no limit. Later calls replace it.
   */
  void timeout(Duration limit);

  /** Cancels, closes all kernels and frees their instances. Idempotent. */
  @Override
  void close();
}
