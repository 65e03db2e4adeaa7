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

  private final String noun;
  private final String plural;

  /** What a missing index is called. */
  private final String index;

  private final Map<String, Named> byName = new HashMap<>();
  private final List<Named> named = new ArrayList<>();
  private int size;

  /**
   * @param noun what one entry is called in messages
   * @param plural what all of them are called
   */
  IndexSpace(String noun, String plural) {
    this.noun = noun;
    this.plural = plural;
    this.index = (noun.startsWith("e") ? "an " : "a ") + noun + " index";
  }

  int size() {
    return size;
  }

  /** The entries that have names, by rising index. */
  List<Named> named() {
    return named;
  }

  /** Adds an entry without a name and returns its index. */
  int addAnonymous() {
    return size++;
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
                .formatted(noun, Cursor.shorten(name), cursor.positionOf(earlier.offset())));
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
      throw cursor.expected(index + ", or a name that starts with $");
    }
    if (!cursor.at(TokenKind.IDENTIFIER)) {
      return cursor.expectU32(index);
    }
    Named entry = byName.get(cursor.identifierName());
    if (entry == null) {
      throw Suggestions.unknownName(cursor, noun, plural, names());
    }
    cursor.advance();
    return entry.index();
  }

  private List<String> names() {
    return named.stream().map(Named::name).toList();
  }
}
