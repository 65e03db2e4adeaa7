package org.wasmudf.runtime.internal.engine;

import java.util.List;
import org.wasmudf.runtime.GuestException;

/** A compiled module, shared by all statements. Thread-safe. */
public interface CompiledModule extends AutoCloseable {
  /**
   * Makes an instance and runs its start function. Call on a guest thread, so that the start
   * function can be stopped.
   *
   * @param imports what the module asks for; more than it asks for is allowed
   * @param watch is told of the instance before the start function runs, so that a cancel or a
   *     deadline reaches it there too
   * @throws GuestException UNLINKABLE, TRAP, STACK, STOPPED or MEMORY
   */
  GuestInstance instantiate(List<HostFunction> imports, InstanceWatch watch) throws GuestException;

  @Override
  void close();
}
