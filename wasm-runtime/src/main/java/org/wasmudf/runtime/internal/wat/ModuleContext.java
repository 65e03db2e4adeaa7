package org.wasmudf.runtime.internal.wat;

import java.util.List;

/**
 * What a module's text defines, by name and number. It is read before anything is assembled,
 * because a name may be used before its definition.
 */
final class ModuleContext {
  /** The keywords that start a field. */
  static final List<String> FIELDS =
      List.of(
          "type", "import", "func", "table", "memory", "global", "export", "start", "elem", "data");

  /** All but type, which is also a part of functions. */
  private static final List<String> NOT_IN_FUNCTIONS =
      List.of("import", "func", "table", "memory", "global", "export", "start", "elem", "data");

  private final TypeTable types = new TypeTable();
  private final IndexSpace functions = new IndexSpace(SpaceKind.FUNCTION);
  private final IndexSpace tables = new IndexSpace(SpaceKind.TABLE);
  private final IndexSpace memories = new IndexSpace(SpaceKind.MEMORY);
  private final IndexSpace globals = new IndexSpace(SpaceKind.GLOBAL);
  private final IndexSpace elements = new IndexSpace(SpaceKind.ELEMENTS);
  private final IndexSpace data = new IndexSpace(SpaceKind.DATA);

  /** Where the first function, table, memory or global is defined that is not imported; or -1. */
  private int firstDefinition = -1;

  private boolean dataUsed;

  private ModuleContext() {}

  /** Reads the definitions and passes over everything inside them. */
  static ModuleContext scan(String text) throws WatSyntaxException {
    Cursor cursor = new Cursor(text);
    ModuleContext context = new ModuleContext();
    ModuleHeader header = ModuleHeader.read(cursor);
    while (header.hasField(cursor)) {
      context.scanField(cursor);
    }
    header.finish(cursor);
    return context;
  }

  TypeTable types() {
    return types;
  }

  IndexSpace functions() {
    return functions;
  }

  IndexSpace tables() {
    return tables;
  }

  IndexSpace globals() {
    return globals;
  }

  IndexSpace elements() {
    return elements;
  }

  /** Reads a memory index, which can only be that of the one memory. */
  void expectMemory(Cursor cursor) throws WatSyntaxException {
    int start = cursor.start();
    if (memories.expect(cursor) != 0) {
      throw Proposals.severalMemories(cursor, start);
    }
  }

  /** Reads the index of a data segment inside an instruction. */
  int expectData(Cursor cursor) throws WatSyntaxException {
    dataUsed = true;
    return data.expect(cursor);
  }

  /** Whether instructions name data segments, which makes the data count section mandatory. */
  boolean isDataUsed() {
    return dataUsed;
  }

  private void scanField(Cursor cursor) throws WatSyntaxException {
    int start = cursor.start();
    if (cursor.at(TokenKind.CUSTOM)) {
      cursor.advance();
      cursor.skipToClose();
    } else if (cursor.takeOpen("type")) {
      types.define(cursor);
      cursor.expectClose();
    } else if (cursor.takeOpen("import")) {
      refuseLateImport(cursor, start);
      cursor.expectName("the module to import from");
      cursor.expectName("the name to import");
      scanImport(cursor);
      cursor.expectClose();
    } else if (cursor.takeOpen("func")) {
      functions.add(cursor);
      scanDefinition(cursor, start);
      scanFunction(cursor, start);
    } else if (cursor.takeOpen("table")) {
      tables.add(cursor);
      if (scanDefinition(cursor, start)
          && ValueType.isReferenceAt(cursor)
          && cursor.nextKind() == TokenKind.OPEN) {
        elements.addAnonymous(1);
      }
      cursor.skipToClose();
    } else if (cursor.takeOpen("memory")) {
      addMemory(cursor, start);
      if (scanDefinition(cursor, start)) {
        cursor.takeKeyword("i32");
        if (cursor.atOpen("data")) {
          data.addAnonymous(1);
        }
      }
      cursor.skipToClose();
    } else if (cursor.takeOpen("global")) {
      globals.add(cursor);
      scanDefinition(cursor, start);
      cursor.skipToClose();
    } else if (cursor.takeOpen("elem")) {
      elements.add(cursor);
      cursor.skipToClose();
    } else if (cursor.takeOpen("data")) {
      data.add(cursor);
      cursor.skipToClose();
    } else if (cursor.takeOpen("export") || cursor.takeOpen("start")) {
      cursor.skipToClose();
    } else {
      throw unknownField(cursor);
    }
  }

  /**
   * Passes over a function. A field inside it tells that the function was not closed; without this
   * check the error would come only at the end of the text.
   */
  private static void scanFunction(Cursor cursor, int start) throws WatSyntaxException {
    if (cursor.takeOpen("import")) {
      cursor.skipToClose();
    }
    String field = cursor.skipToCloseOr(NOT_IN_FUNCTIONS);
    if (field != null) {
      throw cursor.error(
          "(%s starts a new field of the module, but (func of %s is not closed: a ) is missing."
              .formatted(field, cursor.positionOf(start)));
    }
  }

  private void scanImport(Cursor cursor) throws WatSyntaxException {
    int start = cursor.start();
    if (cursor.takeOpen("func")) {
      functions.add(cursor);
    } else if (cursor.takeOpen("table")) {
      tables.add(cursor);
    } else if (cursor.takeOpen("memory")) {
      addMemory(cursor, start);
    } else if (cursor.takeOpen("global")) {
      globals.add(cursor);
    } else {
      Proposals.refuseField(cursor);
      throw cursor.expected("(func, (table, (memory or (global");
    }
    cursor.skipToClose();
  }

  /** Passes over inline exports; false where an inline import follows them. */
  private boolean scanDefinition(Cursor cursor, int start) throws WatSyntaxException {
    while (cursor.takeOpen("export")) {
      cursor.skipToClose();
    }
    if (cursor.atOpen("import")) {
      refuseLateImport(cursor, start);
      return false;
    }
    if (firstDefinition < 0) {
      firstDefinition = start;
    }
    return true;
  }

  private void refuseLateImport(Cursor cursor, int start) throws WatSyntaxException {
    if (firstDefinition >= 0) {
      throw cursor.errorAt(
          start,
          "an import has to stand before all functions, tables, memories and globals that are not"
              + " imported; the first of those is at %s."
                  .formatted(cursor.positionOf(firstDefinition)));
    }
  }

  private void addMemory(Cursor cursor, int start) throws WatSyntaxException {
    if (memories.size() > 0) {
      throw Proposals.severalMemories(cursor, start);
    }
    memories.add(cursor);
  }

  private static WatSyntaxException unknownField(Cursor cursor) throws WatSyntaxException {
    Proposals.refuseField(cursor);
    int start = cursor.start();
    if (cursor.at(TokenKind.OPEN) && cursor.nextKind() == TokenKind.KEYWORD) {
      cursor.advance();
      String word = cursor.tokenText();
      if (InstructionSet.find(word) != null) {
        return cursor.errorAt(
            start,
            "the instruction %s stands outside of a function; put it into (func ...)."
                .formatted(word));
      }
      String nearest = Suggestions.nearest(word, FIELDS);
      return cursor.errorAt(
          start,
          "unknown field (%s; a module has %s.%s"
              .formatted(
                  Cursor.shorten(word),
                  String.join(", ", FIELDS),
                  nearest == null ? "" : " Did you mean (%s?".formatted(nearest)));
    }
    return cursor.expected("a field of the module, such as (func or (memory");
  }
}
