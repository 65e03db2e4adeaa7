package org.wasmudf.runtime.internal.wat;

/**
 * A text that is no WebAssembly module: where it goes wrong, what was found and what was expected.
 * Its message is complete: {@code WAT line 3, column 12: unknown local $x (locals: $n, $steps).}
 */
public final class WatSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String problem;

  WatSyntaxException(SourcePosition position, String problem) {
    super("WAT " + position + ": " + problem);
    this.line = position.line();
    this.column = position.column();
    this.problem = problem;
  }

  /** The line, 1-based, counted from the start of the text that was assembled. */
  public int line() {
    return line;
  }

  /** The column in that line, 1-based, in Unicode characters. */
  public int column() {
    return column;
  }

  /** The message without the position, for callers that print positions their own way. */
  public String problem() {
    return problem;
  }
}
