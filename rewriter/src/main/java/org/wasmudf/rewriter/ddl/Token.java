package org.wasmudf.rewriter.ddl;

/**
 * One token of a statement.
 *
 * @param text a word as written; the content of a quoted name, string or dollar quote; a symbol
 * @param start offset of its first character
 * @param end offset behind its last character
 * @param contentStart offset of the content behind the opening quote; {@code start} elsewhere
 */
record Token(Kind kind, String text, int start, int end, int contentStart) {
  /** What a token is. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    /** {@code X'..'}: text is what stands between the quotes. */
    HEX,
    DOLLAR_QUOTED,
    NUMBER,
    PARAMETER,
    SYMBOL,
    /** A string, quote or comment that never ends. */
    UNTERMINATED,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** The token as a message shows it. */
  String found() {
    return switch (kind) {
      case END -> "the end of the statement";
      case UNTERMINATED -> "an unterminated " + text;
      case STRING, DOLLAR_QUOTED -> "a string";
      case HEX -> "a hex string";
      case PARAMETER -> "a parameter";
      case WORD, QUOTED_NAME, NUMBER, SYMBOL -> "\"" + text + "\"";
    };
  }
}
