package org.wasmudf.runtime.internal.wat;

/**
 * Turns a module in the WebAssembly text format into the binary format, in pure Java.
 *
 * <p>It knows the whole of the text format of the WebAssembly Core Specification 2.0 (section 6),
 * and of later features tail calls, extended constant expressions and the annotation {@code
 * (@custom "name" "bytes")}; other annotations are passed over. Several memories, 64-bit memories,
 * garbage collection, exceptions, threads and relaxed SIMD are refused by name. Identifiers of the
 * module, of functions and of locals go into the binary's name section.
 *
 * <p>Names are resolved and literals are checked. Types, numeric indices and limits are not: that
 * is validation, for which {@link AssembledModule#positionOf} leads back to the text.
 *
 * <p>Time and memory grow in proportion to the text, whatever it holds, and no nesting is too deep.
 */
public final class WatAssembler {
  /** Longest text that is assembled, in UTF-16 units. */
  static final int MAX_LENGTH = 1 << 24;

  private WatAssembler() {}

  /**
   * Assembles {@code (module ...)}, or the fields of a module without the parentheses around them.
   *
   * @return the binary module; the array is the caller's
   * @throws WatSyntaxException where the text is no module, with the line, the column and what was
   *     expected there
   */
  public static byte[] assemble(String text) throws WatSyntaxException {
    return assembleWithPositions(text).bytes();
  }

  /** As {@link #assemble}, for callers that lead messages about the binary back to the text. */
  public static AssembledModule assembleWithPositions(String text) throws WatSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new WatSyntaxException(
          SourcePosition.of(text, 0),
          "the text has %d characters; more than %d are not assembled here. Assemble it beforehand."
              .formatted(text.length(), MAX_LENGTH));
    }
    if (text.startsWith("\0asm")) {
      throw new WatSyntaxException(
          SourcePosition.of(text, 0),
          "this is a WebAssembly binary, not the text format; register it as a file.");
    }
    return new ModuleAssembler(text).assemble();
  }
}
