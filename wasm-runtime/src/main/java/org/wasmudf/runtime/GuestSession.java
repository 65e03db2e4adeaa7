package org.wasmudf.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.wasmudf.store.FunctionDefinition;

/**
 * The guests of one execution of a statement: its kernels, the one guest thread that they run on,
 * and what stops them. Thread-safe. Nothing of it is shared with another statement.
 *
 * <p>A kernel may be called from any thread: a call from outside is handed to the guest thread and
 * waited for. A caller with more to do for a batch than one kernel call hands the whole batch over
 * with {@link #submit}; kernels called in there run at once.
 */
public interface GuestSession extends AutoCloseable {
  /**
   * Makes a function ready to be evaluated. Compiles on the first use of these bytes in the JVM;
   * instances are made at the first batch.
   *
   * @param module the bytes of {@link FunctionDefinition#moduleHash}, verified by the caller
   * @return owned by the session, which closes it with itself
   * @throws GuestException what {@link WasmRuntime#checkBinding} throws
   */
  ScalarKernel open(FunctionDefinition function, byte[] module) throws GuestException;

  /**
   * Runs a task on the session's guest thread, after those submitted before. Cancelling the future
   * does not stop a running guest; {@link #cancel()} does.
   *
   * @throws java.util.concurrent.RejectedExecutionException after close
   */
  <T> Future<T> submit(Callable<T> task);

  /**
   * Stops the running guest from any thread, without taking a lock that it holds: it and every
   * later evaluate of this session end with STOPPED.
   */
  void cancel();

  /**
   * Stops what still runs when this much time has passed from now, with STOPPED; the statement's
   * timeout. Later calls replace it. Zero means no limit.
   */
  void timeout(Duration limit);

  /** Cancels, closes all kernels, gives instances back and ends the guest thread. Idempotent. */
  @Override
  void close();
}
