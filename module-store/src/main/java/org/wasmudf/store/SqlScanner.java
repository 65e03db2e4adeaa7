package org.wasmudf.store;

import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of type declarations and signature lines from a text, skipping blanks and
 * comments. Words are matched without case.
 */
final class SqlScanner {
  private final String text;
  private int at;

  SqlScanner(String text, int offset) {
    if (offset < 0 || offset > text.length()) {
      throw new IndexOutOfBoundsException("offset " + offset + " in " + text.length() + " chars");
    }
    this.text = text;
    this.at = offset;
  }

  /** The offset behind the last token; blanks behind it do not count. */
  int position() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  /** Moves to the next token and returns its offset. */
  int next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        at++;
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        break;
      }
    }
    return at;
  }

  /** Whether only blanks and comments are left; the position stays. */
  boolean atEnd() {
    return offsetOfNext() == text.length();
  }

  /** The offset of the next token; the position stays. */
  int offsetOfNext() {
    int start = at;
    int next = next();
    at = start;
    return next;
  }

  /** The next token if it is an unquoted word, else null; the position stays. */
  @Nullable String peekWord() {
    int start = offsetOfNext();
    int end = wordEnd(start);
    return end == start ? null : text.substring(start, end);
  }

  /** Whether the next token is an unquoted or quoted name; the position stays. */
  boolean peekName() {
    int start = offsetOfNext();
    return wordEnd(start) > start || (start < text.length() && text.charAt(start) == '"');
  }

  boolean accept(char symbol) {
    int start = at;
    if (next() < text.length() && text.charAt(at) == symbol) {
      at++;
      return true;
    }
    at = start;
    return false;
  }

  boolean peek(char symbol) {
    int start = offsetOfNext();
    return start < text.length() && text.charAt(start) == symbol;
  }

  void expect(char symbol) throws TypeSyntaxException {
    if (!accept(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
  }

  /** Takes these words where all of them follow, and nothing otherwise. */
  boolean acceptWords(String... words) {
    int start = at;
    for (String word : words) {
      String found = peekWord();
      if (found == null || !found.equalsIgnoreCase(word)) {
        at = start;
        return false;
      }
      at = next() + found.length();
    }
    return true;
  }

  void expectWord(String word) throws TypeSyntaxException {
    if (!acceptWords(word)) {
      throw expected(word);
    }
  }

  /** Takes an unquoted word or a name in double quotes. */
  String name(String what) throws TypeSyntaxException {
    String word = peekWord();
    if (word != null) {
      at = next() + word.length();
      return word;
    }
    if (peek('"')) {
      String name = quoted('"', what);
      if (name.isEmpty()) {
        throw new TypeSyntaxException("A name cannot be empty.", at - 2, what);
      }
      return name;
    }
    throw expected(what);
  }

  /** Takes a text in single quotes. */
  String literal(String what) throws TypeSyntaxException {
    if (!peek('\'')) {
      throw expected(what);
    }
    return quoted('\'', what);
  }

  /** Takes an unsigned integer; anything above {@code Integer.MAX_VALUE} is given as that. */
  int number(String what) throws TypeSyntaxException {
    int start = next();
    int end = start;
    long value = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      value = Math.min(Integer.MAX_VALUE, value * 10 + (text.charAt(end) - '0'));
      end++;
    }
    if (end == start || wordEnd(end) > end) {
      throw expected(what);
    }
    at = end;
    return (int) value;
  }

  private String quoted(char quote, String what) throws TypeSyntaxException {
    int start = next();
    StringBuilder value = new StringBuilder();
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          at = i + 1;
          return value.toString();
        }
      }
      value.append(c);
    }
    throw new TypeSyntaxException("The quote (" + quote + ") is never closed.", start, what);
  }

  /** The error for the next token. */
  TypeSyntaxException expected(String what) {
    int start = offsetOfNext();
    return new TypeSyntaxException(
        "Expected " + what + ", found " + describe(start) + ".", start, what);
  }

  private String describe(int start) {
    if (start == text.length()) {
      return "the end of the text";
    }
    int end = wordEnd(start);
    if (end == start) {
      end = start + Character.charCount(text.codePointAt(start));
      while (end < text.length()
          && isWordPart(text.charAt(end))
          && isWordPart(text.charAt(start))) {
        end++;
      }
    }
    return "\"" + text.substring(start, end) + "\"";
  }

  private int wordEnd(int start) {
    int end = start;
    if (end < text.length() && isWordStart(text.charAt(end))) {
      while (end < text.length() && isWordPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  static boolean isWordStart(char c) {
    return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || c == '$' || Character.isDigit(c);
  }
}
