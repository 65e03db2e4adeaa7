package org.wasmudf.runtime.internal.wat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** String literals and their escapes (Core Specification 2.0, sections 6.3.3 and 6.3.4). */
final class StringLiterals {
  private StringLiterals() {}

  /**
   * Checks the literal that starts at {@code quote} and finds its end.
   *
   * @return the offset after the closing quote
   */
  static int end(Lexer lexer, String text, int quote) throws WatSyntaxException {
    int i = quote + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i = escapeEnd(lexer, text, i);
      } else if (c == '\n' || c == '\r') {
        throw lexer.error(
            quote, "this string is not closed on its line: add \" or write the line break as \\n.");
      } else if (c < ' ' || c == 0x7F) {
        throw lexer.error(
            i,
            "a string holds the control character U+%04X; write it as \\%02x.".formatted(+c, +c));
      } else {
        int codePoint = text.codePointAt(i);
        if (isSurrogate(codePoint)) {
          throw lexer.error(
              i, "a string holds half a surrogate pair (U+%04X).".formatted(codePoint));
        }
        i += Character.charCount(codePoint);
      }
    }
    throw lexer.error(quote, "this string is never closed: \" is missing.");
  }

  private static int escapeEnd(Lexer lexer, String text, int backslash) throws WatSyntaxException {
    int i = backslash + 1;
    char c = i < text.length() ? text.charAt(i) : '\0';
    switch (c) {
      case 't', 'n', 'r', '"', '\'', '\\' -> {
        return i + 1;
      }
      case 'u' -> {
        int end = unicodeEscapeEnd(text, i + 1);
        if (end < 0) {
          throw lexer.error(
              backslash,
              "a \\u escape is written \\u{...} with the hexadecimal number of a Unicode character.");
        }
        return end;
      }
      default -> {
        if (i + 1 < text.length()
            && Character.digit(c, 16) >= 0
            && c < 0x7F
            && text.charAt(i + 1) < 0x7F
            && Character.digit(text.charAt(i + 1), 16) >= 0) {
          return i + 2;
        }
        throw lexer.error(
            backslash,
            "unknown escape in a string; known are \\t \\n \\r \\\" \\' \\\\ \\u{...} and two"
                + " hexadecimal digits.");
      }
    }
  }

  /** Returns the offset after the closing brace, or -1 where the escape is not well-formed. */
  private static int unicodeEscapeEnd(String text, int brace) {
    if (brace >= text.length() || text.charAt(brace) != '{') {
      return -1;
    }
    int value = 0;
    boolean afterDigit = false;
    for (int i = brace + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '}') {
        return afterDigit && !isSurrogate(value) ? i + 1 : -1;
      }
      if (c == '_' && afterDigit) {
        afterDigit = false;
        continue;
      }
      int digit = c < 0x7F ? Character.digit(c, 16) : -1;
      value = value * 16 + digit;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        return -1;
      }
      afterDigit = true;
    }
    return -1;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Appends the bytes of a literal that {@link #end} has accepted. */
  static void decode(String text, int start, int end, ByteWriter out) {
    int i = start + 1;
    while (i < end - 1) {
      char c = text.charAt(i);
      if (c == '\\') {
        i = decodeEscape(text, i + 1, out);
      } else {
        int codePoint = text.codePointAt(i);
        out.utf8(codePoint);
        i += Character.charCount(codePoint);
      }
    }
  }

  private static int decodeEscape(String text, int i, ByteWriter out) {
    char c = text.charAt(i);
    switch (c) {
      case 't' -> out.u8('\t');
      case 'n' -> out.u8('\n');
      case 'r' -> out.u8('\r');
      case '"', '\'', '\\' -> out.u8(c);
      case 'u' -> {
        int close = text.indexOf('}', i);
        out.utf8(Integer.parseInt(text.substring(i + 2, close).replace("_", ""), 16));
        return close + 1;
      }
      default -> {
        out.u8(Character.digit(c, 16) << 4 | Character.digit(text.charAt(i + 1), 16));
        return i + 2;
      }
    }
    return i + 1;
  }

  /** The literal as a name, which has to be UTF-8 after its escapes. */
  static String utf8(Lexer lexer, String text, int start, int end) throws WatSyntaxException {
    ByteWriter bytes = new ByteWriter();
    decode(text, start, end, bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw lexer.error(start, "a name must be valid UTF-8, and the escapes in this one are not.");
    }
  }
}
