package org.wasmudf.runtime.internal.wat;

/**
 * Cuts a text into tokens, one at a time and without memory of its own, so that a text can be read
 * twice at no cost in space. White space, comments and all annotations but {@code @custom} are
 * passed over (Core Specification 2.0, section 6.3; annotations as in the custom annotation
 * proposal).
 */
final class Lexer {
  private final String text;
  private int position;
  private int start;

  Lexer(String text) {
    this.text = text;
  }

  /** Start of the last token, as an offset in the text. */
  int start() {
    return start;
  }

  /** End of the last token, exclusive. */
  int end() {
    return position;
  }

  WatSyntaxException error(int offset, String problem) {
    return new WatSyntaxException(SourcePosition.of(text, offset), problem);
  }

  TokenKind next() throws WatSyntaxException {
    TokenKind kind = nextWithAnnotations();
    while (kind == TokenKind.OPEN && atAnnotation()) {
      int annotation = start;
      if (annotationName().equals("custom")) {
        return TokenKind.CUSTOM;
      }
      skipAnnotation(annotation);
      kind = nextWithAnnotations();
    }
    return kind;
  }

  private boolean atAnnotation() {
    return position < text.length() && text.charAt(position) == '@';
  }

  /** Reads the name after {@code (@}, and so makes {@code (@name} one token. */
  private String annotationName() throws WatSyntaxException {
    int nameStart = position + 1;
    int end = nameStart;
    if (end < text.length() && text.charAt(end) == '"') {
      end = StringLiterals.end(this, text, end);
      position = end;
      return StringLiterals.utf8(this, text, nameStart, end);
    }
    while (end < text.length() && isIdentifierCharacter(text.charAt(end))) {
      end++;
    }
    if (end == nameStart) {
      throw error(start, "an annotation needs a name right after (@.");
    }
    position = end;
    return text.substring(nameStart, end);
  }

  /** Passes over anything up to the parenthesis that closes the annotation. */
  private void skipAnnotation(int annotation) throws WatSyntaxException {
    int depth = 1;
    while (depth > 0) {
      switch (nextWithAnnotations()) {
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case END -> throw error(annotation, "this annotation is never closed: a ) is missing.");
        case CUSTOM, STRING, IDENTIFIER, KEYWORD, NUMBER, RESERVED -> {}
      }
    }
  }

  private TokenKind nextWithAnnotations() throws WatSyntaxException {
    skipSpace();
    start = position;
    if (position == text.length()) {
      return TokenKind.END;
    }
    char c = text.charAt(position);
    switch (c) {
      case '(' -> {
        position++;
        return TokenKind.OPEN;
      }
      case ')' -> {
        position++;
        return TokenKind.CLOSE;
      }
      case ',', ';', '[', ']', '{', '}' -> {
        position++;
        return TokenKind.RESERVED;
      }
      default -> {
        return word();
      }
    }
  }

  /**
   * The longest run of identifier characters and strings: {@code "a""b"} and {@code 0$x} are one
   * reserved token each, not two tokens.
   */
  private TokenKind word() throws WatSyntaxException {
    int strings = 0;
    int characters = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        position = StringLiterals.end(this, text, position);
        strings++;
      } else if (isIdentifierCharacter(c)) {
        position++;
        characters++;
      } else {
        break;
      }
    }
    if (position == start) {
      throw unexpectedCharacter();
    }
    char first = text.charAt(start);
    if (strings > 0) {
      if (strings == 1 && characters == 0) {
        return TokenKind.STRING;
      }
      boolean quotedIdentifier =
          strings == 1 && characters == 1 && first == '$' && position - start > 3;
      return quotedIdentifier ? TokenKind.IDENTIFIER : TokenKind.RESERVED;
    }
    if (first == '$') {
      return characters > 1 ? TokenKind.IDENTIFIER : TokenKind.RESERVED;
    }
    if (first >= 'a' && first <= 'z') {
      return TokenKind.KEYWORD;
    }
    boolean number = (first >= '0' && first <= '9') || first == '+' || first == '-';
    return number ? TokenKind.NUMBER : TokenKind.RESERVED;
  }

  private WatSyntaxException unexpectedCharacter() {
    int c = text.codePointAt(position);
    String shown = Character.isISOControl(c) ? "" : " " + Character.toString(c);
    return error(
        position,
        "unexpected character%s (U+%04X); outside strings and comments the text is plain ASCII."
            .formatted(shown, c));
  }

  private void skipSpace() throws WatSyntaxException {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        position++;
      } else if (text.startsWith(";;", position)) {
        skipLine();
      } else if (text.startsWith("(;", position)) {
        skipBlockComment();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (position < text.length()
        && text.charAt(position) != '\n'
        && text.charAt(position) != '\r') {
      position++;
    }
  }

  private void skipBlockComment() throws WatSyntaxException {
    int comment = position;
    int depth = 0;
    do {
      if (position == text.length()) {
        throw error(comment, "this comment is never closed: ;) is missing.");
      }
      if (text.startsWith("(;", position)) {
        depth++;
        position += 2;
      } else if (text.startsWith(";)", position)) {
        depth--;
        position += 2;
      } else {
        position++;
      }
    } while (depth > 0);
  }

  /** Section 6.3.5: printable ASCII but space, quotes, comma, semicolon and brackets. */
  static boolean isIdentifierCharacter(char c) {
    if (c <= ' ' || c >= 0x7F) {
      return false;
    }
    return switch (c) {
      case '"', ',', ';', '(', ')', '[', ']', '{', '}' -> false;
      default -> true;
    };
  }
}
