package org.wasmudf.rewriter.parse;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.rewriter.dialect.Lexical;
import org.wasmudf.rewriter.parse.SqlToken.Kind;

/**
 * Cuts a statement into tokens by a dialect's rules, without failing: an unclosed string or comment
 * ends with the text.
 *
 * <p>Where the target reads a text otherwise than JSqlParser does (comments that MySQL runs, {@code
 * --} without a space, comments within comments), {@link #ambiguity()} says where.
 */
final class SqlLexer {
  private final String sql;
  private final Lexical rules;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;
  private int ambiguity = -1;

  private SqlLexer(String sql, Lexical rules) {
    this.sql = sql;
    this.rules = rules;
  }

  static SqlLexer of(String sql, Lexical rules) {
    SqlLexer lexer = new SqlLexer(sql, rules);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer;
  }

  List<SqlToken> tokens() {
    return List.copyOf(tokens);
  }

  /** Offset of what the target reads otherwise than JSqlParser, or -1. */
  int ambiguity() {
    return ambiguity;
  }

  private void ambiguous() {
    ambiguity = ambiguity < 0 ? at : ambiguity;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (looking("--") || (c == '#' && rules.hashComments())) {
      skipLine();
    } else if (looking("/*")) {
      skipComment();
    } else if (c == '\'') {
      add(Kind.STRING, quoted(at, '\'', rules.backslashEscapes()));
    } else if (c == '"') {
      if (rules.doubleQuotedStrings()) {
        add(Kind.STRING, quoted(at, '"', rules.backslashEscapes()));
      } else {
        add(Kind.QUOTED_NAME, quoted(at, '"', false));
      }
    } else if (c == '`' && rules.backticks()) {
      add(Kind.QUOTED_NAME, quoted(at, '`', false));
    } else if (c == '[' && rules.squareBrackets()) {
      add(Kind.QUOTED_NAME, quoted(at, ']', false));
    } else if (c == '$' && rules.dollarQuotes() && dollarTagEnd() > 0) {
      int tagEnd = dollarTagEnd();
      int close = sql.indexOf(sql.substring(at, tagEnd), tagEnd);
      add(Kind.STRING, close < 0 ? sql.length() : close + tagEnd - at);
    } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1))) {
      add(Kind.NUMBER, numberEnd());
    } else if (isWordStart(at)) {
      word();
    } else if (c == '?') {
      question();
    } else {
      add(Kind.SYMBOL, symbolEnd());
    }
  }

  private void word() {
    int end = at;
    while (end < sql.length() && isWordPart(end)) {
      end += Character.charCount(sql.codePointAt(end));
    }
    // E'..', N'..', X'..' and U&'..' are strings; PostgreSQL's E strings escape by backslash.
    if (end < sql.length() && sql.charAt(end) == '\'' && end - at == 1) {
      char prefix = Character.toUpperCase(sql.charAt(at));
      if ("ENXBR".indexOf(prefix) >= 0) {
        add(Kind.STRING, quoted(end, '\'', prefix == 'E' || rules.backslashEscapes()));
        return;
      }
    }
    if (end - at == 1
        && Character.toUpperCase(sql.charAt(at)) == 'U'
        && sql.startsWith("&'", end)) {
      add(Kind.STRING, quoted(end + 1, '\'', false));
      return;
    }
    add(Kind.WORD, end);
  }

  private void question() {
    if (rules.doubledQuestionMarks() && looking("??")) {
      add(Kind.SYMBOL, at + (looking("??|") || looking("??&") ? 3 : 2));
      return;
    }
    int end = at + 1;
    while (digitAt(end)) {
      end++;
    }
    add(Kind.PARAMETER, end);
  }

  private int symbolEnd() {
    for (String symbol : LONG_SYMBOLS) {
      if (looking(symbol)) {
        return at + symbol.length();
      }
    }
    return at + Character.charCount(sql.codePointAt(at));
  }

  private static final String[] LONG_SYMBOLS = {
    "<=>", "<>", "<=", ">=", "!=", "^=", "==", "||", "&&", "::", ":=", "=>", "->>", "->"
  };

  private int numberEnd() {
    int end = at;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean exponentSign =
          (c == '+' || c == '-') && end > at && "eE".indexOf(sql.charAt(end - 1)) >= 0;
      boolean hexadecimal = at + 1 < sql.length() && "xX".indexOf(sql.charAt(at + 1)) >= 0;
      if (!(Character.isLetterOrDigit(c)
          || c == '.'
          || c == '_'
          || (exponentSign && !hexadecimal))) {
        break;
      }
      end++;
    }
    return end;
  }

  /** Offset behind {@code $tag$}, or -1 where none starts here. */
  private int dollarTagEnd() {
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != '$' && isWordPart(end)) {
      end++;
    }
    boolean tag =
        end < sql.length() && sql.charAt(end) == '$' && (end == at + 1 || !digitAt(at + 1));
    return tag ? end + 1 : -1;
  }

  private int quoted(int open, char close, boolean escapes) {
    int i = open + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\' && escapes) {
        i += 2;
      } else if (c == close) {
        if (i + 1 < sql.length() && sql.charAt(i + 1) == close) {
          i += 2;
        } else {
          return i + 1;
        }
      } else {
        i++;
      }
    }
    return sql.length();
  }

  private void skipLine() {
    boolean bare = at + 2 < sql.length() && !Character.isWhitespace(sql.charAt(at + 2));
    if (rules.executableComments() && bare && looking("--")) {
      ambiguous();
    }
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
  }

  private void skipComment() {
    if (rules.executableComments() && (looking("/*!") || looking("/*M!"))) {
      ambiguous();
    }
    int depth = 0;
    do {
      if (looking("/*") && (depth == 0 || rules.nestedComments())) {
        if (depth > 0) {
          ambiguous();
        }
        depth++;
        at += 2;
      } else if (looking("*/")) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    at = Math.min(at, sql.length());
  }

  private void add(Kind kind, int end) {
    int stop = Math.min(end, sql.length());
    tokens.add(new SqlToken(kind, sql.substring(at, stop), at));
    at = stop;
  }

  private boolean looking(String text) {
    return sql.startsWith(text, at);
  }

  private boolean digitAt(int index) {
    return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
  }

  private boolean isWordStart(int index) {
    int c = sql.codePointAt(index);
    if (c == '@') {
      return index + 1 < sql.length() && isWordStart(index + 1);
    }
    return Character.isUnicodeIdentifierStart(c) || c == '_';
  }

  private boolean isWordPart(int index) {
    int c = sql.codePointAt(index);
    return Character.isUnicodeIdentifierPart(c)
        || c == '$'
        || c == '@'
        || (c == '#' && !rules.hashComments());
  }
}
