package org.wasmudf.rewriter.parse;

/**
 * A place in a statement as editors count: lines end with LF, CR LF or CR; a column is one
 * character (code point), a tab included.
 *
 * @param line from 1
 * @param column from 1
 */
public record Position(int line, int column) {
  /** The place of an offset in UTF-16 code units. */
  public static Position of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, offset) + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
