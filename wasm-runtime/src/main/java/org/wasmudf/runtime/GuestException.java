package org.wasmudf.runtime;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a module was refused or a guest failed. The message names the object, the rule and the
 * remedy; the driver turns it into an SQLException by {@link #kind()}.
 */
public final class GuestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The phase or rule that failed; each has one SQLState. */
  public enum Kind {
    /** The bytes are no WebAssembly module, or a truncated one. 39W01. */
    MALFORMED,
    /** The module breaks a validation rule of the WebAssembly specification. 39W02. */
    INVALID,
    /** It uses a feature that is not accepted. 39W03. */
    FEATURE_REFUSED,
    /** It imports what the host does not give. 39W04. */
    UNLINKABLE,
    /** Missing export, or an export whose type does not fit the signature or ABI. 39W05. */
    SIGNATURE_MISMATCH,
    /** The guest broke the ABI at run time: pointer out of bounds, bad offsets. 39W06. */
    CONTRACT,
    /** The engine that was asked for is not there or cannot run this module. 39W07. */
    ENGINE,
    /** The guest trapped. 38W01. */
    TRAP,
    /** The guest reported an error by itself (wasmudf.error, env.abort, proc_exit). 38W02. */
    GUEST_ERROR,
    /** Call stack exhausted. 38W03. */
    STACK,
    /** Stopped by cancel, by the statement's timeout or by max_call_time. 57014. */
    STOPPED,
    /** A memory, table or result limit was reached. 53200. */
    MEMORY,
    /** A number outside the declared type. 22003. */
    OUT_OF_RANGE,
    /** Text that is not UTF-8. 22021. */
    INVALID_TEXT,
    /** Text or binary longer than declared. 22001. */
    TOO_LONG
  }

  private final Kind kind;
  private final List<String> frames;
  private final int byteOffset;

  private GuestException(
      Kind kind, String message, @Nullable Throwable cause, List<String> frames, int byteOffset) {
    super(message, cause);
    this.kind = kind;
    this.frames = List.copyOf(frames);
    this.byteOffset = byteOffset;
  }

  /**
   * @param frames the guest's call stack where the engine knows it, innermost function first
   */
  public GuestException(Kind kind, String message, @Nullable Throwable cause, List<String> frames) {
    this(kind, message, cause, frames, -1);
  }

  /** A module's failure at one of its bytes. */
  public GuestException(Kind kind, String message, int byteOffset) {
    this(kind, message, null, List.of(), byteOffset);
  }

  public GuestException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, List.of());
  }

  public GuestException(Kind kind, String message) {
    this(kind, message, null);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The functions that were running when the guest failed, innermost first, at most ten, by the
   * names of the module's {@code name} section, else of its exports, else {@code function[7]}.
   * Empty where the engine cannot tell.
   */
  public List<String> frames() {
    return frames;
  }

  /** Where in the module's bytes the failure lies, or -1 where it has no place there. */
  public int byteOffset() {
    return byteOffset;
  }
}
