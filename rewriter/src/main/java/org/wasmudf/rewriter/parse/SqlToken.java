package org.wasmudf.rewriter.parse;

/**
 * A token of a statement; comments and white space are none.
 *
 * @param text as written
 * @param start offset from 0
 */
public record SqlToken(Kind kind, String text, int start) {
  /** What a token is. */
  public enum Kind {
    /** An unquoted name or keyword. */
    WORD,
    /** A name in quotes. */
    QUOTED_NAME,
    STRING,
    NUMBER,
    /** {@code ?}, also with an index behind it. */
    PARAMETER,
    SYMBOL
  }

  public int end() {
    return start + text.length();
  }

  public Span span() {
    return new Span(start, end());
  }

  /** Whether this is the unquoted word, in any case. */
  public boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  /** Whether this is one of the unquoted words, in any case. */
  public boolean isAnyWord(String... words) {
    for (String word : words) {
      if (isWord(word)) {
        return true;
      }
    }
    return false;
  }

  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** A name without its quotes; a doubled quote within stands for one. */
  public String unquoted() {
    if (kind != Kind.QUOTED_NAME) {
      return text;
    }
    char close = text.charAt(text.length() - 1);
    return text.substring(1, text.length() - 1)
        .replace(String.valueOf(close) + close, String.valueOf(close));
  }
}
