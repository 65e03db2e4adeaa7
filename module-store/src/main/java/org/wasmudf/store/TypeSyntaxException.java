package org.wasmudf.store;

/**
 * A type, an argument list or a signature line that cannot be read. The message says what stands
 * there and what to write instead; the caller adds line and column from {@link #offset()} (SQLState
 * 42601).
 */
public final class TypeSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final int offset;
  private final String expected;

  /**
   * @param offset where the offending token starts, in chars of the text that was given
   * @param expected what could stand there, such as {@code a type} or {@code ")"}
   */
  public TypeSyntaxException(String message, int offset, String expected) {
    super(message);
    this.message = message;
    this.offset = offset;
    this.expected = expected;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Where the offending token starts, in chars of the whole text that was given. */
  public int offset() {
    return offset;
  }

  /** What could stand there. */
  public String expected() {
    return expected;
  }
}
