package org.wasmudf.rewriter.parse;

/**
 * A stretch of a statement's text.
 *
 * @param start offset of its first character (UTF-16 code unit), from 0
 * @param end offset behind its last character
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("a span from " + start + " to " + end);
    }
  }

  /** Whether the other span lies within this one. */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  /** Whether the character at this offset lies within. */
  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  /** The text of this span. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
