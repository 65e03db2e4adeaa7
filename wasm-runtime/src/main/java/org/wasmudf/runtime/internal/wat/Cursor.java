package org.wasmudf.runtime.internal.wat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the tokens of a text with one token of look-ahead, and words the errors: what was
 * expected, what was found, and which parenthesis is still open.
 */
final class Cursor {
  private static final int SHOWN_CHARACTERS = 40;

  private final String text;
  private final Lexer lexer;

  private TokenKind kind;
  private int start;
  private int end;

  private boolean lookedAhead;
  private TokenKind nextKind = TokenKind.END;
  private int nextStart;
  private int nextEnd;

  /** Text offsets of the parentheses that are open before the current token. */
  private int[] open = new int[16];

  private int depth;

  Cursor(String text) throws WatSyntaxException {
    this.text = text;
    this.lexer = new Lexer(text);
    this.kind = lexer.next();
    this.start = lexer.start();
    this.end = lexer.end();
  }

  TokenKind kind() {
    return kind;
  }

  /** Where the current token starts, as an offset in the text. */
  int start() {
    return start;
  }

  boolean at(TokenKind expected) {
    return kind == expected;
  }

  boolean atKeyword(String keyword) {
    return kind == TokenKind.KEYWORD && isText(start, end, keyword);
  }

  boolean atKeywordPrefix(String prefix) {
    return kind == TokenKind.KEYWORD && text.startsWith(prefix, start);
  }

  /** Whether the current and the next token are {@code (} and {@code keyword}. */
  boolean atOpen(String keyword) throws WatSyntaxException {
    if (kind != TokenKind.OPEN) {
      return false;
    }
    lookAhead();
    return nextKind == TokenKind.KEYWORD && isText(nextStart, nextEnd, keyword);
  }

  /** The kind of the token after the current one. */
  TokenKind nextKind() throws WatSyntaxException {
    lookAhead();
    return nextKind;
  }

  /** Whether the token after the current one is a keyword with this prefix. */
  boolean nextHasPrefix(String prefix) throws WatSyntaxException {
    lookAhead();
    return nextKind == TokenKind.KEYWORD && text.startsWith(prefix, nextStart);
  }

  private boolean isText(int from, int to, String expected) {
    return to - from == expected.length() && text.startsWith(expected, from);
  }

  private void lookAhead() throws WatSyntaxException {
    if (!lookedAhead) {
      nextKind = lexer.next();
      nextStart = lexer.start();
      nextEnd = lexer.end();
      lookedAhead = true;
    }
  }

  void advance() throws WatSyntaxException {
    switch (kind) {
      case OPEN, CUSTOM -> {
        if (depth == open.length) {
          open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = start;
      }
      case CLOSE -> depth = Math.max(0, depth - 1);
      case STRING, IDENTIFIER, KEYWORD, NUMBER, RESERVED, END -> {}
    }
    lookAhead();
    kind = nextKind;
    start = nextStart;
    end = nextEnd;
    lookedAhead = false;
  }

  /** The characters of the current token. */
  String tokenText() {
    return text.substring(start, end);
  }

  /** Passes over the current token and returns its characters. */
  String take() throws WatSyntaxException {
    String taken = tokenText();
    advance();
    return taken;
  }

  boolean takeKeyword(String keyword) throws WatSyntaxException {
    if (!atKeyword(keyword)) {
      return false;
    }
    advance();
    return true;
  }

  /** Passes over {@code (} and {@code keyword} if they come next. */
  boolean takeOpen(String keyword) throws WatSyntaxException {
    if (!atOpen(keyword)) {
      return false;
    }
    advance();
    advance();
    return true;
  }

  void expectOpen(String keyword) throws WatSyntaxException {
    if (!takeOpen(keyword)) {
      throw expected("(" + keyword);
    }
  }

  void expectClose() throws WatSyntaxException {
    if (!at(TokenKind.CLOSE)) {
      throw expected(")");
    }
    advance();
  }

  /** Passes over everything up to and with the parenthesis that closes the current field. */
  void skipToClose() throws WatSyntaxException {
    skipToCloseOr(List.of());
  }

  /**
   * As {@link #skipToClose}, but stops where a parenthesis opens before one of these keywords.
   *
   * @return the keyword at which it stopped, or null
   */
  @Nullable String skipToCloseOr(List<String> keywords) throws WatSyntaxException {
    int outside = depth - 1;
    while (depth > outside) {
      if (at(TokenKind.END)) {
        throw unclosed();
      }
      for (String keyword : keywords) {
        if (atOpen(keyword)) {
          return keyword;
        }
      }
      advance();
    }
    return null;
  }

  /** The name of an identifier without its {@code $}, or null if none comes next. */
  @Nullable String takeIdentifier() throws WatSyntaxException {
    if (!at(TokenKind.IDENTIFIER)) {
      return null;
    }
    String name = identifierName();
    advance();
    return name;
  }

  /** The name of the current identifier; {@code $"a"} and {@code $a} are the same name. */
  String identifierName() throws WatSyntaxException {
    return text.charAt(start + 1) == '"'
        ? StringLiterals.utf8(lexer, text, start + 1, end)
        : text.substring(start + 1, end);
  }

  /** A string that names something, so it has to be UTF-8. */
  String expectName(String what) throws WatSyntaxException {
    if (!at(TokenKind.STRING)) {
      throw expected(what + " as a string");
    }
    String name = StringLiterals.utf8(lexer, text, start, end);
    advance();
    return name;
  }

  /** Appends the bytes of all string literals that follow. */
  void takeStrings(ByteWriter out) throws WatSyntaxException {
    while (at(TokenKind.STRING)) {
      StringLiterals.decode(text, start, end, out);
      advance();
    }
  }

  /** An unsigned integer below 2<sup>32</sup>, returned in 32 bits. */
  int expectU32(String what) throws WatSyntaxException {
    if (!at(TokenKind.NUMBER)) {
      throw expected(what);
    }
    return (int) expectUnsigned(0, 0xFFFF_FFFFL, what);
  }

  /** The current token from its character {@code skip} on, as an integer without a sign. */
  long expectUnsigned(int skip, long max, String what) throws WatSyntaxException {
    OptionalLong value = IntegerLiterals.unsigned(text, start + skip, end);
    if (value.isPresent() && Long.compareUnsigned(value.getAsLong(), max) <= 0) {
      advance();
      return value.getAsLong();
    }
    throw start + skip < end
            && Character.isDigit(text.charAt(start + skip))
            && IntegerLiterals.isInteger(text, start + skip, end)
        ? error("%s is too large: %s is at most %d.".formatted(shown(), what, max))
        : expected(what);
  }

  /** A signed or unsigned integer of {@code bits} bits, returned sign-extended. */
  long expectInteger(int bits) throws WatSyntaxException {
    if (!at(TokenKind.NUMBER) || !IntegerLiterals.isInteger(text, start, end)) {
      throw expected("an integer of " + bits + " bits");
    }
    OptionalLong value = IntegerLiterals.uninterpreted(text, start, end, bits);
    if (value.isEmpty()) {
      throw error(
          "%s does not fit in %d bits (from -%s to %s)."
              .formatted(
                  shown(),
                  bits,
                  Long.toUnsignedString(1L << (bits - 1)),
                  Long.toUnsignedString(-1L >>> (64 - bits))));
    }
    advance();
    return value.getAsLong();
  }

  /** A floating-point number, returned as the bits of its representation. */
  long expectFloat(FloatFormat format) throws WatSyntaxException {
    boolean number = at(TokenKind.NUMBER) || at(TokenKind.KEYWORD);
    if (!number || !FloatLiterals.isFloat(text, start, end)) {
      throw expected("an " + format.typeName() + " number");
    }
    OptionalLong bits = FloatLiterals.bits(text, start, end, format);
    if (bits.isEmpty()) {
      throw error(
          tokenText().contains("nan:")
              ? "%s: the payload of an %s NaN is from 0x1 to 0x%x."
                  .formatted(shown(), format.typeName(), (format.quietBit() << 1) - 1)
              : "%s is too large for %s.".formatted(shown(), format.typeName()));
    }
    advance();
    return bits.getAsLong();
  }

  /** An error at the current token. */
  WatSyntaxException error(String problem) {
    return errorAt(start, problem);
  }

  WatSyntaxException errorAt(int offset, String problem) {
    return lexer.error(offset, problem);
  }

  SourcePosition positionOf(int offset) {
    return SourcePosition.of(text, offset);
  }

  WatSyntaxException expected(String what) {
    if (at(TokenKind.END)) {
      return depth > 0 ? unclosed() : error("expected %s, but the text ends.".formatted(what));
    }
    return error("expected %s, but found %s.".formatted(what, shown()));
  }

  private WatSyntaxException unclosed() {
    int opener = open[depth - 1];
    int lineEnd = opener;
    while (lineEnd < text.length() && !Character.isISOControl(text.charAt(lineEnd))) {
      lineEnd++;
    }
    return error(
        "the text ends, but %s of %s is not closed: a ) is missing."
            .formatted(shorten(text.substring(opener, lineEnd)), positionOf(opener)));
  }

  /** The current token as it stands in messages. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the text";
      case CUSTOM -> "(@custom";
      case OPEN -> shownOpen();
      case CLOSE, STRING, IDENTIFIER, KEYWORD, NUMBER, RESERVED -> shorten(tokenText());
    };
  }

  private String shownOpen() {
    int wordEnd = end;
    while (wordEnd < text.length() && Lexer.isIdentifierCharacter(text.charAt(wordEnd))) {
      wordEnd++;
    }
    return shorten(text.substring(start, wordEnd));
  }

  /** Keeps messages short whatever the text holds. */
  static String shorten(String shown) {
    if (shown.length() <= SHOWN_CHARACTERS) {
      return shown;
    }
    int cut = Character.isHighSurrogate(shown.charAt(SHOWN_CHARACTERS - 1)) ? 1 : 0;
    return shown.substring(0, SHOWN_CHARACTERS - cut) + "...";
  }
}
