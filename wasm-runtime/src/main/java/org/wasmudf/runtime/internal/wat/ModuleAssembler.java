package org.wasmudf.runtime.internal.wat;

import java.util.HashMap;
import java.util.Map;

/** Assembles the fields of a module one after the other (Core Specification 2.0, section 6.6). */
final class ModuleAssembler {
  /** What imports and exports are, with their code in the binary format. */
  private enum Kind {
    FUNCTION(0),
    TABLE(1),
    MEMORY(2),
    GLOBAL(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private final String text;
  private final Cursor cursor;
  private final ModuleContext module;
  private final ModuleWriter writer = new ModuleWriter();
  private final NameSection names = new NameSection();
  private final FunctionAssembler functions;
  private final SegmentAssembler segments;

  /** Where each export is defined. */
  private final Map<String, Integer> exports = new HashMap<>();

  private int functionCount;
  private int tableCount;
  private int globalCount;
  private int startField = -1;

  ModuleAssembler(String text) throws WatSyntaxException {
    this.text = text;
    this.module = ModuleContext.scan(text);
    this.cursor = new Cursor(text);
    this.functions = new FunctionAssembler(cursor, module, writer, names);
    this.segments = new SegmentAssembler(cursor, module, writer);
  }

  AssembledModule assemble() throws WatSyntaxException {
    ModuleHeader header = ModuleHeader.read(cursor);
    while (header.hasField(cursor)) {
      field();
    }
    ByteWriter nameContent = names.write(header.name(), module.functions().named());
    if (nameContent.size() > 0 && !writer.hasCustom(NameSection.NAME)) {
      writer.custom(null, false, NameSection.NAME, nameContent);
    }
    ByteWriter types = new ByteWriter();
    int typeCount = module.types().writeTo(types);
    ByteWriter binary = writer.finish(types, typeCount, module.isDataUsed());
    return new AssembledModule(binary.toByteArray(), binary.marks(), text);
  }

  private void field() throws WatSyntaxException {
    int start = cursor.start();
    if (cursor.at(TokenKind.CUSTOM)) {
      custom();
    } else if (cursor.takeOpen("type")) {
      cursor.skipToClose();
      return;
    } else if (cursor.takeOpen("import")) {
      importField(start);
    } else if (cursor.takeOpen("func")) {
      function(start);
    } else if (cursor.takeOpen("table")) {
      table(start);
    } else if (cursor.takeOpen("memory")) {
      memory(start);
    } else if (cursor.takeOpen("global")) {
      global(start);
    } else if (cursor.takeOpen("export")) {
      exportField();
    } else if (cursor.takeOpen("start")) {
      start(start);
    } else if (cursor.takeOpen("elem")) {
      segments.elements(start);
    } else {
      cursor.expectOpen("data");
      segments.data(start);
    }
    cursor.expectClose();
  }

  private void importField(int start) throws WatSyntaxException {
    ByteWriter out = writer.entry(Section.IMPORT, start);
    out.name(cursor.expectName("the module to import from"));
    out.name(cursor.expectName("the name to import"));
    Kind kind = expectKind();
    cursor.takeIdentifier();
    importType(kind, out);
    cursor.expectClose();
  }

  /** Reads an inline import, if one is there, with the type after it. */
  private boolean inlineImport(Kind kind, int start) throws WatSyntaxException {
    if (!cursor.takeOpen("import")) {
      return false;
    }
    ByteWriter out = writer.entry(Section.IMPORT, start);
    out.name(cursor.expectName("the module to import from"));
    out.name(cursor.expectName("the name to import"));
    cursor.expectClose();
    importType(kind, out);
    return true;
  }

  private void importType(Kind kind, ByteWriter out) throws WatSyntaxException {
    out.u8(kind.code);
    switch (kind) {
      case FUNCTION -> {
        functionCount++;
        out.u32(module.types().expectUse(cursor, new IndexSpace(SpaceKind.PARAMETER)).index());
      }
      case TABLE -> {
        tableCount++;
        tableType(out);
      }
      case MEMORY -> limits(out);
      case GLOBAL -> {
        globalCount++;
        globalType(out);
      }
    }
  }

  private Kind expectKind() throws WatSyntaxException {
    if (cursor.takeOpen("func")) {
      return Kind.FUNCTION;
    }
    if (cursor.takeOpen("table")) {
      return Kind.TABLE;
    }
    if (cursor.takeOpen("memory")) {
      return Kind.MEMORY;
    }
    if (cursor.takeOpen("global")) {
      return Kind.GLOBAL;
    }
    throw cursor.expected("(func, (table, (memory or (global");
  }

  private void function(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    inlineExports(Kind.FUNCTION, functionCount);
    if (!inlineImport(Kind.FUNCTION, start)) {
      functions.assemble(functionCount, start);
      functionCount++;
    }
  }

  private void table(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    inlineExports(Kind.TABLE, tableCount);
    if (inlineImport(Kind.TABLE, start)) {
      return;
    }
    ByteWriter out = writer.entry(Section.TABLE, start);
    if (ValueType.isReferenceAt(cursor)) {
      ValueType type = ValueType.expectReference(cursor);
      int size = segments.inlineElements(tableCount, type);
      out.u8(type.code());
      exactLimits(size, out);
    } else {
      tableType(out);
    }
    tableCount++;
  }

  /** Reads {@code min max? reftype}. */
  private void tableType(ByteWriter out) throws WatSyntaxException {
    ByteWriter limits = new ByteWriter();
    limits(limits);
    out.u8(ValueType.expectReference(cursor).code());
    out.append(limits);
  }

  private void memory(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    inlineExports(Kind.MEMORY, 0);
    if (inlineImport(Kind.MEMORY, start)) {
      return;
    }
    ByteWriter out = writer.entry(Section.MEMORY, start);
    if (cursor.atKeyword("i32") && cursor.nextKind() == TokenKind.OPEN) {
      cursor.advance();
    }
    if (cursor.atOpen("data")) {
      exactLimits(segments.inlineData(), out);
    } else {
      limits(out);
    }
  }

  /** Reads {@code min max?}; the address type i32, which later specifications name, may precede. */
  private void limits(ByteWriter out) throws WatSyntaxException {
    if (cursor.atKeyword("i64")) {
      throw Proposals.memory64(cursor);
    }
    cursor.takeKeyword("i32");
    int min = cursor.expectU32("a size");
    boolean bounded = cursor.at(TokenKind.NUMBER);
    out.u8(bounded ? 1 : 0);
    out.u32(min);
    if (bounded) {
      out.u32(cursor.expectU32("a maximum size"));
    }
    if (cursor.atKeyword("shared")) {
      throw Proposals.sharedMemory(cursor);
    }
  }

  private static void exactLimits(int size, ByteWriter out) {
    out.u8(1);
    out.u32(size);
    out.u32(size);
  }

  private void global(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    inlineExports(Kind.GLOBAL, globalCount);
    if (inlineImport(Kind.GLOBAL, start)) {
      return;
    }
    globalCount++;
    ByteWriter out = writer.entry(Section.GLOBAL, start);
    globalType(out);
    IndexSpace noLocals = new IndexSpace(SpaceKind.LOCAL);
    new ExpressionAssembler(cursor, module, noLocals, out).untilClose();
  }

  private void globalType(ByteWriter out) throws WatSyntaxException {
    boolean mutable = cursor.takeOpen("mut");
    out.u8(ValueType.expect(cursor).code());
    out.u8(mutable ? 1 : 0);
    if (mutable) {
      cursor.expectClose();
    }
  }

  private void exportField() throws WatSyntaxException {
    int start = cursor.start();
    String name = cursor.expectName("the name to export");
    Kind kind = expectKind();
    int index =
        switch (kind) {
          case FUNCTION -> module.functions().expect(cursor);
          case TABLE -> module.tables().expect(cursor);
          case MEMORY -> {
            module.expectMemory(cursor);
            yield 0;
          }
          case GLOBAL -> module.globals().expect(cursor);
        };
    cursor.expectClose();
    export(name, start, kind, index);
  }

  private void inlineExports(Kind kind, int index) throws WatSyntaxException {
    while (cursor.takeOpen("export")) {
      int start = cursor.start();
      export(cursor.expectName("the name to export"), start, kind, index);
      cursor.expectClose();
    }
  }

  private void export(String name, int start, Kind kind, int index) throws WatSyntaxException {
    Integer earlier = exports.putIfAbsent(name, start);
    if (earlier != null) {
      throw cursor.errorAt(
          start,
          "the name \"%s\" is already exported at %s."
              .formatted(Cursor.shorten(name), cursor.positionOf(earlier)));
    }
    ByteWriter out = writer.entry(Section.EXPORT, start);
    out.name(name);
    out.u8(kind.code);
    out.u32(index);
  }

  private void start(int field) throws WatSyntaxException {
    if (startField >= 0) {
      throw cursor.errorAt(
          field,
          "a module has one start function; it is already given at %s."
              .formatted(cursor.positionOf(startField)));
    }
    startField = field;
    writer.start(module.functions().expect(cursor));
  }

  /** Reads {@code (@custom "name" placement? bytes*}. */
  private void custom() throws WatSyntaxException {
    cursor.advance();
    String name = cursor.expectName("the name of the custom section");
    Section anchor = null;
    boolean before = false;
    if (cursor.at(TokenKind.OPEN)) {
      before = cursor.atOpen("before");
      if (!cursor.takeOpen("before") && !cursor.takeOpen("after")) {
        throw cursor.expected("(before section) or (after section)");
      }
      boolean outermost = cursor.takeKeyword(before ? "first" : "last");
      if (!outermost) {
        anchor = Section.at(cursor);
        if (anchor == null) {
          throw cursor.expected(
              "a section (type, import, func, table, memory, global, export, start, elem,"
                  + " datacount, code, data) or "
                  + (before ? "first" : "last"));
        }
        cursor.advance();
      }
      cursor.expectClose();
    }
    ByteWriter content = new ByteWriter();
    cursor.takeStrings(content);
    writer.custom(anchor, before, name, content);
  }
}
