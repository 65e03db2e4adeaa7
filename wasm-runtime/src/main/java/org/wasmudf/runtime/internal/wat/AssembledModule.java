package org.wasmudf.runtime.internal.wat;

import java.util.Optional;
import org.wasmudf.runtime.GuestException;

/**
 * A module in the binary format, which still knows where in the text its bytes come from. So a
 * validator's or engine's message about a byte offset can point into the text.
 */
public final class AssembledModule {
  private final byte[] bytes;

  /** Pairs of (offset in bytes, offset in the text or {@link ModuleWriter#NOWHERE}), ascending. */
  private final int[] marks;

  private final String text;

  AssembledModule(byte[] bytes, int[] marks, String text) {
    this.bytes = bytes;
    this.marks = marks;
    this.text = text;
  }

  /** The binary module. The array is not copied. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The place in the text from which a byte comes: for code the instruction, elsewhere the field or
   * export.
   *
   * @param byteOffset from the start of {@link #bytes()}
   * @return empty for bytes without a place of their own, such as the type section and headers
   */
  public Optional<SourcePosition> positionOf(int byteOffset) {
    int low = 0;
    int high = marks.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (marks[2 * middle] <= byteOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int textOffset = low == 0 ? ModuleWriter.NOWHERE : marks[2 * low - 1];
    return textOffset == ModuleWriter.NOWHERE || byteOffset >= bytes.length
        ? Optional.empty()
        : Optional.of(SourcePosition.of(text, textOffset));
  }

  /**
   * Puts the place in the text before the message of a failure that lies at one of this module's
   * bytes, so that a wrong type is found in the text and not by counting bytes.
   *
   * @return the failure itself where it has no place in the text
   */
  public GuestException locate(GuestException failure) {
    return positionOf(failure.byteOffset())
        .map(
            position ->
                new GuestException(
                    failure.kind(),
                    "WAT %s: %s".formatted(position, failure.getMessage()),
                    failure,
                    failure.frames()))
        .orElse(failure);
  }
}
