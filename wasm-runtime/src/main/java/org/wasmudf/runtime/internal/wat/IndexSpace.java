package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One index space of a module or function: which names stand for which indices (Core Specification
 * 2.0, section 6.6.1). Numeric indices pass through unchecked; whether they exist is validation.
 */
final class IndexSpace {
  /** An entry with a name; {@code offset} is where the text defines it. */
  record Named(int index, String name, int offset) {}

  private final SpaceKind kind;
  private final Map<String, Named> byName = new HashMap<>();
  private final List<Named> named = new ArrayList<>();
  private int size;

  IndexSpace(SpaceKind kind) {
    this.kind = kind;
  }

  int size() {
    return size;
  }

  /** The entries that have names, by rising index. */
  List<Named> named() {
    return named;
  }

  /** Adds entries without names. */
  void addAnonymous(int count) {
    size += count;
  }

  /** Adds an entry, with the name that the cursor is at, if it is at one; returns its index. */
  int add(Cursor cursor) throws WatSyntaxException {
    if (cursor.at(TokenKind.IDENTIFIER)) {
      String name = cursor.identifierName();
      Named entry = new Named(size, name, cursor.start());
      Named earlier = byName.putIfAbsent(name, entry);
      if (earlier != null) {
        throw cursor.error(
            "%s $%s is already defined at %s."
                .formatted(kind.noun(), Cursor.shorten(name), cursor.positionOf(earlier.offset())));
      }
      named.add(entry);
      cursor.advance();
    }
    return size++;
  }

  /** Whether the cursor is at an index: a number or a name. */
  static boolean isIndexAt(Cursor cursor) {
    return cursor.at(TokenKind.NUMBER) || cursor.at(TokenKind.IDENTIFIER);
  }

  /** Reads an index by number or name. */
  int expect(Cursor cursor) throws WatSyntaxException {
    if (cursor.at(TokenKind.KEYWORD)) {
      throw cursor.expected(kind.index() + ", or a name that starts with $");
    }
    if (!cursor.at(TokenKind.IDENTIFIER)) {
      return cursor.expectU32(kind.index());
    }
    Named entry = byName.get(cursor.identifierName());
    if (entry == null) {
      throw Suggestions.unknownName(cursor, kind, names());
    }
    cursor.advance();
    return entry.index();
  }

  private List<String> names() {
    return named.stream().map(Named::name).toList();
  }
}
