package org.wasmudf.runtime.internal.engine;

import org.wasmudf.runtime.GuestException;

/** Compiles modules. One per JVM and kind; thread-safe. */
public interface WasmEngine {
  /** {@code endive} or {@code wasmtime}, with the version: for messages and {@code settings}. */
  String id();

  /** Whether v128 is taken. */
  boolean simd();

  /**
   * Compiles a module that passed our checks and rewriting. Thread-safe.
   *
   * @throws GuestException ENGINE where this engine cannot run it
   */
  CompiledModule compile(byte[] module) throws GuestException;
}
