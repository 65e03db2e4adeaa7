package org.wasmudf.rewriter.ddl;

import org.wasmudf.rewriter.ddl.Token.Kind;

/** Splits a statement into tokens on demand. Comments and white space stand between tokens. */
final class Tokenizer {
  private final String sql;

  Tokenizer(String sql) {
    this.sql = sql;
  }

  /** The token that begins at or behind this offset. */
  Token next(int offset) {
    int i = skipBlanks(offset);
    if (i < 0) {
      return new Token(Kind.UNTERMINATED, "comment", -i - 1, sql.length(), -i - 1);
    }
    if (i >= sql.length()) {
      return new Token(Kind.END, "", sql.length(), sql.length(), sql.length());
    }
    char c = sql.charAt(i);
    return switch (c) {
      case '\'' -> quoted(i, i, '\'', Kind.STRING, "string");
      case '"' -> quoted(i, i, '"', Kind.QUOTED_NAME, "quoted name");
      case '`' -> quoted(i, i, '`', Kind.QUOTED_NAME, "quoted name");
      case '$' -> dollarQuoted(i);
      case '?' -> new Token(Kind.PARAMETER, "?", i, i + 1, i);
      case ':' ->
          sql.startsWith("::", i)
              ? new Token(Kind.SYMBOL, "::", i, i + 2, i)
              : new Token(Kind.SYMBOL, ":", i, i + 1, i);
      default -> plain(i, c);
    };
  }

  private Token plain(int i, char c) {
    if ((c == 'x' || c == 'X') && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
      return quoted(i, i + 1, '\'', Kind.HEX, "hex string");
    }
    if (Character.isDigit(c)) {
      int end = i + 1;
      while (end < sql.length() && (isWordPart(sql.charAt(end)) || sql.charAt(end) == '.')) {
        end++;
      }
      return new Token(Kind.NUMBER, sql.substring(i, end), i, end, i);
    }
    if (isWordPart(c)) {
      int end = i + 1;
      while (end < sql.length() && isWordPart(sql.charAt(end))) {
        end++;
      }
      return new Token(Kind.WORD, sql.substring(i, end), i, end, i);
    }
    return new Token(Kind.SYMBOL, String.valueOf(c), i, i + 1, i);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
  }

  private Token quoted(int start, int open, char quote, Kind kind, String what) {
    StringBuilder text = new StringBuilder();
    int i = open + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == quote) {
        if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
          i++;
        } else {
          return new Token(kind, text.toString(), start, i + 1, open + 1);
        }
      }
      text.append(c);
      i++;
    }
    return new Token(Kind.UNTERMINATED, what, start, sql.length(), start);
  }

  private Token dollarQuoted(int start) {
    int tagEnd = start + 1;
    while (tagEnd < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(tagEnd)) || sql.charAt(tagEnd) == '_')) {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return new Token(Kind.SYMBOL, "$", start, start + 1, start);
    }
    String tag = sql.substring(start, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    if (close < 0) {
      return new Token(Kind.UNTERMINATED, "string " + tag, start, sql.length(), start);
    }
    return new Token(
        Kind.DOLLAR_QUOTED,
        sql.substring(tagEnd + 1, close),
        start,
        close + tag.length(),
        tagEnd + 1);
  }

  /** The offset of the next character that counts; negative where a comment has no end. */
  private int skipBlanks(int offset) {
    int i = offset;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (Character.isWhitespace(c) || c == '\uFEFF' || c == '\u00A0') {
        i++;
      } else if (sql.startsWith("--", i)) {
        int line = sql.indexOf('\n', i);
        i = line < 0 ? sql.length() : line + 1;
      } else if (sql.startsWith("/*", i)) {
        int end = endOfComment(i);
        if (end < 0) {
          return -i - 1;
        }
        i = end;
      } else {
        return i;
      }
    }
    return i;
  }

  /** Block comments nest, as in the SQL standard. */
  private int endOfComment(int start) {
    int depth = 0;
    int i = start;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return -1;
  }
}
