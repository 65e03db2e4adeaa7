package org.wasmudf.runtime.internal.wat;

/**
 * A place in a module's text.
 *
 * @param line 1-based; lines end with LF, CR or CR LF
 * @param column 1-based, in Unicode characters; a tab is one
 */
public record SourcePosition(int line, int column) {

  /** The position of the character at {@code offset} (UTF-16 units) in {@code text}. */
  static SourcePosition of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean endsLine =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (endsLine) {
        line++;
        lineStart = i + 1;
      }
    }
    return new SourcePosition(line, text.codePointCount(lineStart, offset) + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
