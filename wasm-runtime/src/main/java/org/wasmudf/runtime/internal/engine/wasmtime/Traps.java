package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.Trap;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.util.Map;
import java.util.Objects;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

/** The library's traps in the words of the WebAssembly specification's own tests. */
final class Traps {
  private static final Map<Trap, String> WORDS =
      Map.of(
          Trap.STACK_OVERFLOW, "call stack exhausted",
          Trap.MEMORY_OUT_OF_BOUNDS, "out of bounds memory access",
          Trap.TABLE_OUT_OF_BOUNDS, "undefined element: out of bounds table access",
          Trap.INDIRECT_CALL_TO_NULL, "uninitialized element",
          Trap.BAD_SIGNATURE, "indirect call type mismatch",
          Trap.INTEGER_OVERFLOW, "integer overflow",
          Trap.INTEGER_DIVISION_BY_ZERO, "integer divide by zero",
          Trap.BAD_CONVERSION_TO_INTEGER, "invalid conversion to integer",
          Trap.UNREACHABLE_CODE_REACHED, "unreachable");

  private Traps() {}

  static GuestException of(Trap trap, Throwable cause, String reason) {
    if (trap == Trap.INTERRUPT) {
      return new GuestException(Kind.STOPPED, reason, cause);
    }
    String words = WORDS.getOrDefault(trap, "trap " + trap);
    return new GuestException(trap == Trap.STACK_OVERFLOW ? Kind.STACK : Kind.TRAP, words, cause);
  }

  /** The library's errors without a trap; the text is all that it gives. */
  static GuestException of(WasmtimeException e) {
    String text = Objects.requireNonNullElse(e.getMessage(), "trap");
    if (text.contains("mmap failed")) {
      return new GuestException(
          Kind.MEMORY, "The process has no address space left for the memory of a guest.", e);
    }
    return new GuestException(Kind.TRAP, text.replace("wasm trap: ", ""), e);
  }
}
