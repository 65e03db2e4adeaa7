package org.wasmudf.runtime;

import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Volatility;

/**
 * Checks modules and functions, and runs them. One per JVM; thread-safe. Compiled modules are
 * shared by all statements, instances never are.
 */
public interface WasmRuntime {
  /** The runtime of this JVM. */
  static WasmRuntime shared() {
    return DefaultWasmRuntime.SHARED;
  }

  /**
   * Validates a module and reads what it needs and offers. Runs nothing of it. Time and memory in
   * proportion to the bytes, whatever they say.
   *
   * @param module its name, for messages
   * @throws GuestException MALFORMED, INVALID, FEATURE_REFUSED or UNLINKABLE (an import that the
   *     host does not give), with the byte offset or the name
   */
  ModuleInspection inspect(String module, byte[] bytes) throws GuestException;

  /**
   * The signature of an export whose declaration names none: the line of the module's {@code
   * wasm_udf} section, else the export's own type where it is purely numeric (i32 INTEGER, i64
   * BIGINT, f32 REAL, f64 DOUBLE PRECISION).
   *
   * @throws GuestException SIGNATURE_MISMATCH where there is no such export (the message lists the
   *     exports) or no signature can be told
   */
  FunctionSignature deriveSignature(ModuleInspection module, String export) throws GuestException;

  /**
   * What a function of this module is where its declaration does not say: DETERMINISTIC where the
   * module imports no clock, randomness or host state, else VOLATILE.
   */
  Volatility defaultVolatility(ModuleInspection module);

  /**
   * Checks all that can be checked before a function is stored: export and its type under the ABI,
   * null handling, settings, allocator, limits, engine; compiles it and makes one instance under
   * the options' deadline, so that a start function that traps or never ends is found here.
   *
   * @param function what is to be stored
   * @param bytes of its module
   * @throws GuestException what {@link #inspect} throws, SIGNATURE_MISMATCH, MEMORY, ENGINE, and
   *     TRAP, STACK, GUEST_ERROR or STOPPED from the module's start
   */
  void checkBinding(FunctionDefinition function, byte[] bytes, RuntimeOptions options)
      throws GuestException;

  /** Opens the guests of one execution of a statement. */
  GuestSession openSession(RuntimeOptions options);
}
