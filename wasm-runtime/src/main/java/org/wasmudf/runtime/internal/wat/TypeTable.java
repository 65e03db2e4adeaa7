package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The function types of a module: those that the text defines, and after them those that functions
 * and blocks use without a definition, in the order of their first use (Core Specification 2.0,
 * section 6.6.3).
 */
final class TypeTable {
  /** A type use: the index that goes into the binary and the type behind it. */
  record Use(int index, FunctionType type) {}

  /** What becomes of the names of parameters. */
  private enum Names {
    DEFINED,
    IGNORED,
    REFUSED;

    static Names of(@Nullable IndexSpace locals) {
      return locals == null ? REFUSED : DEFINED;
    }
  }

  private final IndexSpace space = new IndexSpace(SpaceKind.TYPE);
  private final List<FunctionType> types = new ArrayList<>();
  private final Map<FunctionType, Integer> firstIndex = new HashMap<>();

  /** A list of function types, ready for the type section. */
  int writeTo(ByteWriter out) {
    for (FunctionType type : types) {
      type.write(out);
    }
    return types.size();
  }

  /** Reads {@code $id? (func param* result*)}. */
  void define(Cursor cursor) throws WatSyntaxException {
    space.add(cursor);
    if (!cursor.atOpen("func")) {
      Proposals.refuseType(cursor);
    }
    cursor.expectOpen("func");
    add(signature(cursor, Names.IGNORED, null));
    cursor.expectClose();
  }

  private int add(FunctionType type) {
    types.add(type);
    firstIndex.putIfAbsent(type, types.size() - 1);
    return types.size() - 1;
  }

  private int indexOf(FunctionType type) {
    Integer index = firstIndex.get(type);
    return index == null ? add(type) : index;
  }

  /**
   * Reads {@code (type x)? param* result*}.
   *
   * @param locals gets the parameters as its first entries; null where they may have no names
   */
  Use expectUse(Cursor cursor, @Nullable IndexSpace locals) throws WatSyntaxException {
    int start = cursor.start();
    if (!cursor.takeOpen("type")) {
      FunctionType type = signature(cursor, Names.of(locals), locals);
      return new Use(indexOf(type), type);
    }
    return expectExplicitUse(cursor, start, locals);
  }

  /** Reads the type of a block, which needs an index only if it is more than one result. */
  void expectBlockType(Cursor cursor, ByteWriter out) throws WatSyntaxException {
    int start = cursor.start();
    if (cursor.takeOpen("type")) {
      out.signed(expectExplicitUse(cursor, start, null).index());
      return;
    }
    FunctionType type = signature(cursor, Names.REFUSED, null);
    if (!type.params().isEmpty() || type.results().size() > 1) {
      out.signed(indexOf(type));
    } else {
      out.u8(type.results().isEmpty() ? 0x40 : type.results().get(0).code());
    }
  }

  private Use expectExplicitUse(Cursor cursor, int start, @Nullable IndexSpace locals)
      throws WatSyntaxException {
    int indexStart = cursor.start();
    int index = space.expect(cursor);
    if (index < 0 || index >= types.size()) {
      throw cursor.errorAt(
          indexStart,
          "unknown type %s (types that are defined before its use: %d)."
              .formatted(Integer.toUnsignedString(index), types.size()));
    }
    cursor.expectClose();
    FunctionType type = types.get(index);
    if (!cursor.atOpen("param") && !cursor.atOpen("result")) {
      if (locals != null) {
        locals.addAnonymous(type.params().size());
      }
      return new Use(index, type);
    }
    FunctionType inline = signature(cursor, Names.of(locals), locals);
    if (!inline.equals(type)) {
      throw cursor.errorAt(
          start, "the type used here is %s, but beside it stands %s.".formatted(type, inline));
    }
    return new Use(index, type);
  }

  /** Reads {@code param* result*}. */
  private static FunctionType signature(Cursor cursor, Names names, @Nullable IndexSpace locals)
      throws WatSyntaxException {
    List<ValueType> params = new ArrayList<>();
    List<ValueType> results = new ArrayList<>();
    while (cursor.takeOpen("param")) {
      if (cursor.at(TokenKind.IDENTIFIER)) {
        if (names == Names.REFUSED) {
          throw cursor.error(
              "a parameter can have a name only where a function is defined or imported.");
        }
        if (locals == null) {
          cursor.advance();
        } else {
          locals.add(cursor);
        }
        params.add(ValueType.expect(cursor));
      } else {
        while (!cursor.at(TokenKind.CLOSE)) {
          params.add(ValueType.expect(cursor));
          if (locals != null) {
            locals.addAnonymous(1);
          }
        }
      }
      cursor.expectClose();
    }
    while (cursor.takeOpen("result")) {
      while (!cursor.at(TokenKind.CLOSE)) {
        results.add(ValueType.expect(cursor));
      }
      cursor.expectClose();
    }
    for (String misplaced : List.of("param", "type")) {
      if (cursor.atOpen(misplaced)) {
        throw cursor.error(
            "(%s stands too late: the order is type, params, results.".formatted(misplaced));
      }
    }
    return new FunctionType(params, results);
  }
}
