package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Module;

/**
 * A native engine with the module compiled for it. An instance has a slot for itself as long as it
 * lives: the only way to stop a guest is the engine's epoch, and that stops all guests of the
 * engine.
 */
final class Slot {
  /**
   * Less than the stack of any thread that may run a guest: the native limit does not look at how
   * much stack is left, and running out of it ends the JVM.
   */
  private static final long STACK_BYTES = 128 << 10;

  private final Engine engine;
  private final Module module;

  Slot(byte[] bytes) {
    // The constructor of the engine takes the native configuration over.
    engine = new Engine(new Config().epochInterruption(true).maxWasmStack(STACK_BYTES));
    try {
      module = Module.fromBinary(engine, bytes);
    } catch (RuntimeException e) {
      engine.dispose();
      throw e;
    }
  }

  Engine engine() {
    return engine;
  }

  Module module() {
    return module;
  }

  void dispose() {
    module.dispose();
    engine.dispose();
  }
}
