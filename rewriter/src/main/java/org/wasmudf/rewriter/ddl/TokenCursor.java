package org.wasmudf.rewriter.ddl;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ddl.Token.Kind;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;

/** Walks over the tokens of one statement of ours, and words its errors. */
final class TokenCursor {
  private final String sql;
  private final Tokenizer tokenizer;
  private String statement = "the statement";
  private Token current;
  private int parameters;

  TokenCursor(String sql, int offset) {
    this.sql = sql;
    this.tokenizer = new Tokenizer(sql);
    this.current = tokenizer.next(offset);
  }

  /** What errors call the statement, for example CREATE MODULE. */
  void nameStatement(String name) {
    statement = name;
  }

  String sql() {
    return sql;
  }

  Token peek() {
    return current;
  }

  Token peekSecond() {
    return tokenizer.next(current.end());
  }

  Token take() {
    Token taken = current;
    if (taken.kind() == Kind.PARAMETER) {
      parameters++;
    }
    current = tokenizer.next(taken.end());
    return taken;
  }

  void moveTo(int offset) {
    current = tokenizer.next(offset);
  }

  boolean takeWord(String word) {
    if (current.isWord(word)) {
      take();
      return true;
    }
    return false;
  }

  boolean takeWords(String first, String second) {
    if (current.isWord(first) && peekSecond().isWord(second)) {
      take();
      take();
      return true;
    }
    return false;
  }

  boolean takeSymbol(String symbol) {
    if (current.isSymbol(symbol)) {
      take();
      return true;
    }
    return false;
  }

  void expectWord(String word) throws DdlSyntaxException {
    if (!takeWord(word)) {
      throw expected(word);
    }
  }

  void expectSymbol(String symbol) throws DdlSyntaxException {
    if (!takeSymbol(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
  }

  /** A name: a word or a quoted name. */
  String expectName(String what) throws DdlSyntaxException {
    if (current.kind() == Kind.WORD || current.kind() == Kind.QUOTED_NAME) {
      if (current.text().isEmpty()) {
        throw expected(what + " of at least one character");
      }
      return take().text();
    }
    throw expected(what);
  }

  /** A name or a string, for modules and exports. */
  String expectNameOrString(String what) throws DdlSyntaxException {
    if (current.kind() == Kind.STRING && !current.text().isEmpty()) {
      return take().text();
    }
    return expectName(what);
  }

  String expectString(String what) throws DdlSyntaxException {
    if (current.kind() == Kind.STRING || current.kind() == Kind.DOLLAR_QUOTED) {
      return take().text();
    }
    throw expected(what);
  }

  /** The ordinal of the parameter that stands here, or 0 where none does. */
  int takeParameter() {
    if (current.kind() != Kind.PARAMETER) {
      return 0;
    }
    take();
    return parameters;
  }

  int parameterCount() {
    return parameters;
  }

  SqlType expectType() throws DdlSyntaxException {
    try {
      SqlTypes.Parsed<SqlType> parsed = SqlTypes.typeAt(sql, current.start());
      moveTo(parsed.end());
      return parsed.value();
    } catch (TypeSyntaxException e) {
      throw error(e.offset(), e.getMessage());
    }
  }

  /** {@code ( [arg] type, .. )}. */
  List<Parameter> expectParameters() throws DdlSyntaxException {
    try {
      SqlTypes.Parsed<List<Parameter>> parsed = SqlTypes.parametersAt(sql, current.start());
      moveTo(parsed.end());
      return parsed.value();
    } catch (TypeSyntaxException e) {
      throw error(e.offset(), e.getMessage());
    }
  }

  /** The end of the statement, behind an optional semicolon. */
  void expectEnd() throws DdlSyntaxException {
    boolean semicolon = takeSymbol(";");
    if (current.kind() != Kind.END) {
      throw expected(
          semicolon
              ? "nothing behind the semicolon: send one statement at a time"
              : "the end of the statement");
    }
  }

  DdlSyntaxException expected(String what) {
    return error(current.start(), "expected " + what + ", found " + current.found() + ".");
  }

  DdlSyntaxException error(int offset, @Nullable String problem) {
    return new DdlSyntaxException(statement, sql, offset, String.valueOf(problem));
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
