package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Reads the items of a FROM clause out of its tokens. */
final class FromItems {
  private static final String[] JOIN_WORDS = {
    "NATURAL",
    "INNER",
    "LEFT",
    "RIGHT",
    "FULL",
    "OUTER",
    "CROSS",
    "ASOF",
    "SEMI",
    "ANTI",
    "JOIN",
    "STRAIGHT_JOIN",
    "POSITIONAL"
  };

  /** Words that may follow a table and are no alias. */
  private static final String[] NO_ALIAS = {
    "TABLESAMPLE",
    "USE",
    "FORCE",
    "IGNORE",
    "PARTITION",
    "FOR",
    "WITH",
    "AS",
    "ON",
    "USING",
    "SET",
    "WHEN",
    "KEY",
    "INDEXED",
    "NOT",
    "SAMPLE"
  };

  private final List<SqlToken> tokens;
  private final List<FromItem> items = new ArrayList<>();
  private boolean merged;

  /**
   * The items of a clause.
   *
   * @param items in order, those within parentheses too
   * @param merged whether NATURAL or USING make columns of two tables one
   */
  record Read(List<FromItem> items, boolean merged) {}

  private FromItems(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  static Read read(ParsedStatement statement, Span clause) {
    FromItems reader = new FromItems(statement.tokens(clause));
    reader.read(0, reader.tokens.size(), false, false);
    return new Read(reader.items, reader.merged);
  }

  /** Reads the items between two tokens. */
  private void read(int from, int to, boolean nested, boolean nullable) {
    int first = items.size();
    int start = from;
    boolean inItem = true;
    boolean outerJoin = false;
    int depth = 0;
    for (int i = from; i < to; i++) {
      SqlToken token = tokens.get(i);
      if (depth == 0 && token.isSymbol(",")) {
        if (inItem) {
          add(start, i, nested, nullable || outerJoin);
        }
        start = i + 1;
        inItem = true;
        outerJoin = false;
      } else if (depth == 0 && isJoinWord(i, to)) {
        if (inItem && i > start) {
          add(start, i, nested, nullable || outerJoin);
        }
        int join = i;
        boolean left = false;
        boolean right = false;
        while (join < to && isJoinWord(join, to)) {
          left |= tokens.get(join).isAnyWord("LEFT", "FULL", "ASOF");
          right |= tokens.get(join).isAnyWord("RIGHT", "FULL");
          merged |= tokens.get(join).isWord("NATURAL");
          join++;
        }
        if (right) {
          makeNullable(first);
        }
        outerJoin = left;
        start = join;
        inItem = true;
        i = join - 1;
      } else if (depth == 0 && inItem && i > start && token.isAnyWord("ON", "USING")) {
        add(start, i, nested, nullable || outerJoin);
        inItem = false;
        merged |= token.isWord("USING");
      } else {
        depth += Expressions.step(token);
      }
    }
    if (inItem && start < to) {
      add(start, to, nested, nullable || outerJoin);
    }
  }

  private boolean isJoinWord(int i, int to) {
    SqlToken token = tokens.get(i);
    boolean named = i > 0 && tokens.get(i - 1).isSymbol(".");
    boolean called = i + 1 < to && tokens.get(i + 1).isSymbol("(");
    boolean join = token.isAnyWord("JOIN", "STRAIGHT_JOIN");
    return !named && token.isAnyWord(JOIN_WORDS) && (join || !called);
  }

  private void makeNullable(int first) {
    for (int i = first; i < items.size(); i++) {
      FromItem item = items.get(i);
      items.set(
          i,
          new FromItem(
              item.span(), item.qualifier(), item.kind(), item.nested(), true, item.lateral()));
    }
  }

  private void add(int from, int to, boolean nested, boolean nullable) {
    int at = from;
    boolean lateral = false;
    while (at < to && tokens.get(at).isAnyWord("LATERAL", "ONLY", "TABLE")) {
      lateral |= tokens.get(at).isWord("LATERAL");
      at++;
    }
    if (at >= to) {
      return;
    }
    Span span = new Span(tokens.get(from).start(), tokens.get(to - 1).end());
    if (tokens.get(at).isSymbol("(")) {
      int close = closing(at, to);
      boolean query =
          at + 1 < to && tokens.get(at + 1).isAnyWord("SELECT", "WITH", "VALUES", "TABLE", "FROM");
      boolean union = at + 1 < to && tokens.get(at + 1).isSymbol("(") && isQuery(at + 1, close);
      if (query || union) {
        items.add(
            new FromItem(
                span, alias(close + 1, to), FromItem.Kind.DERIVED, nested, nullable, lateral));
      } else {
        read(at + 1, close, true, nullable);
      }
      return;
    }
    String name = tokens.get(at).text();
    int next = at + 1;
    while (next + 1 < to && tokens.get(next).isSymbol(".")) {
      name = tokens.get(next + 1).text();
      next += 2;
    }
    boolean function = next < to && tokens.get(next).isSymbol("(");
    if (function) {
      next = closing(next, to) + 1;
    }
    String alias = alias(next, to);
    items.add(
        new FromItem(
            span,
            alias == null ? name : alias,
            function ? FromItem.Kind.FUNCTION : FromItem.Kind.TABLE,
            nested,
            nullable,
            lateral || function));
  }

  private boolean isQuery(int open, int close) {
    int at = open;
    while (at < close && tokens.get(at).isSymbol("(")) {
      at++;
    }
    return tokens.get(at).isAnyWord("SELECT", "WITH", "VALUES");
  }

  private int closing(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return to - 1;
  }

  private @Nullable String alias(int from, int to) {
    int at = from;
    if (at + 1 < to && tokens.get(at).isWord("WITH") && tokens.get(at + 1).isWord("ORDINALITY")) {
      at += 2;
    }
    boolean as = at < to && tokens.get(at).isWord("AS");
    at += as ? 1 : 0;
    if (at >= to) {
      return null;
    }
    SqlToken token = tokens.get(at);
    boolean name =
        token.kind() == SqlToken.Kind.QUOTED_NAME
            || (token.kind() == SqlToken.Kind.WORD && (as || !token.isAnyWord(NO_ALIAS)));
    return name ? token.text() : null;
  }
}
