package org.wasmudf.runtime.internal.wat;

/** Assembles element and data segments (Core Specification 2.0, sections 6.6.11 and 6.6.12). */
final class SegmentAssembler {
  private static final int I32_CONST = 0x41;
  private static final int END = 0x0B;
  private static final int PAGE = 65_536;

  /** Bits of an element segment's first number; the binary format has eight forms. */
  private static final int NOT_ACTIVE = 1;

  private static final int EXPLICIT_TABLE_OR_DECLARED = 2;
  private static final int EXPRESSIONS = 4;

  /** A segment's elements, as they stand after its mode. */
  private record Elements(boolean expressions, ValueType type, int count, ByteWriter content) {}

  private final Cursor cursor;
  private final ModuleContext module;
  private final ModuleWriter writer;

  SegmentAssembler(Cursor cursor, ModuleContext module, ModuleWriter writer) {
    this.cursor = cursor;
    this.module = module;
    this.writer = writer;
  }

  /** Reads an {@code elem} field after its keyword, up to its closing parenthesis. */
  void elements(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    if (cursor.takeKeyword("declare")) {
      Elements elements = expectElements(false);
      ByteWriter out = entry(start, NOT_ACTIVE | EXPLICIT_TABLE_OR_DECLARED, elements);
      write(elements, true, out);
    } else if (cursor.at(TokenKind.KEYWORD)) {
      Elements elements = expectElements(false);
      write(elements, true, entry(start, NOT_ACTIVE, elements));
    } else {
      active(start);
    }
  }

  private void active(int start) throws WatSyntaxException {
    if (cursor.atOpen("ref")) {
      Proposals.refuseType(cursor);
    }
    boolean tableUse = cursor.takeOpen("table");
    int table = 0;
    if (tableUse || IndexSpace.isIndexAt(cursor)) {
      table = module.tables().expect(cursor);
    }
    if (tableUse) {
      cursor.expectClose();
    }
    if (!cursor.at(TokenKind.OPEN)) {
      throw cursor.expected("(offset ...), declare, func, funcref or externref");
    }
    ByteWriter offset = new ByteWriter();
    offset(offset);
    activeElements(start, table, offset, expectElements(!tableUse));
  }

  private void activeElements(int start, int table, ByteWriter offset, Elements elements) {
    boolean explicit =
        table != 0 || (elements.expressions() && elements.type() != ValueType.FUNCREF);
    ByteWriter out = entry(start, explicit ? EXPLICIT_TABLE_OR_DECLARED : 0, elements);
    if (explicit) {
      out.u32(table);
    }
    out.append(offset);
    write(elements, explicit, out);
  }

  private ByteWriter entry(int start, int mode, Elements elements) {
    ByteWriter out = writer.entry(Section.ELEMENT, start);
    out.u32(mode | (elements.expressions() ? EXPRESSIONS : 0));
    return out;
  }

  private static void write(Elements elements, boolean withType, ByteWriter out) {
    if (withType) {
      out.u8(elements.expressions() ? elements.type().code() : 0);
    }
    out.u32(elements.count());
    out.append(elements.content());
  }

  /**
   * @param bareIndices whether functions may be listed without the keyword {@code func}, as the
   *     first version of the format had it
   */
  private Elements expectElements(boolean bareIndices) throws WatSyntaxException {
    if (cursor.takeKeyword("func")) {
      return functions();
    }
    if (bareIndices && (IndexSpace.isIndexAt(cursor) || cursor.at(TokenKind.CLOSE))) {
      return functions();
    }
    if (!cursor.atKeyword("func") && !ValueType.isReferenceAt(cursor)) {
      Proposals.refuseType(cursor);
      throw cursor.expected("func, funcref or externref");
    }
    return expressions(ValueType.expectReference(cursor));
  }

  private Elements functions() throws WatSyntaxException {
    ByteWriter content = new ByteWriter();
    int count = 0;
    while (!cursor.at(TokenKind.CLOSE)) {
      content.u32(module.functions().expect(cursor));
      count++;
    }
    return new Elements(false, ValueType.FUNCREF, count, content);
  }

  private Elements expressions(ValueType type) throws WatSyntaxException {
    ByteWriter content = new ByteWriter();
    int count = 0;
    while (!cursor.at(TokenKind.CLOSE)) {
      if (cursor.takeOpen("item")) {
        constant(content).untilClose();
        cursor.expectClose();
      } else {
        constant(content).oneFolded();
      }
      count++;
    }
    return new Elements(true, type, count, content);
  }

  /**
   * Reads the inline elements of a table, {@code (elem ...)}.
   *
   * @return how many there are
   */
  int inlineElements(int table, ValueType type) throws WatSyntaxException {
    int start = cursor.start();
    cursor.expectOpen("elem");
    Elements elements = cursor.at(TokenKind.OPEN) ? expressions(type) : functions();
    cursor.expectClose();
    activeElements(start, table, zero(), elements);
    return elements.count();
  }

  /** Reads a {@code data} field after its keyword, up to its closing parenthesis. */
  void data(int start) throws WatSyntaxException {
    cursor.takeIdentifier();
    boolean memoryUse = cursor.takeOpen("memory");
    boolean memory = memoryUse || IndexSpace.isIndexAt(cursor);
    if (memory) {
      module.expectMemory(cursor);
    }
    if (memoryUse) {
      cursor.expectClose();
    }
    ByteWriter offset = new ByteWriter();
    boolean active = memory || cursor.at(TokenKind.OPEN);
    if (active) {
      offset(offset);
    }
    ByteWriter content = new ByteWriter();
    cursor.takeStrings(content);
    ByteWriter out = writer.entry(Section.DATA, start);
    out.u8(active ? 0 : 1);
    out.append(offset);
    out.sized(content);
  }

  /**
   * Reads the inline content of a memory, {@code (data ...)}.
   *
   * @return how many pages hold it
   */
  int inlineData() throws WatSyntaxException {
    int start = cursor.start();
    cursor.expectOpen("data");
    ByteWriter content = new ByteWriter();
    cursor.takeStrings(content);
    cursor.expectClose();
    ByteWriter out = writer.entry(Section.DATA, start);
    out.u8(0);
    out.append(zero());
    out.sized(content);
    return (int) ((content.size() + PAGE - 1L) / PAGE);
  }

  private void offset(ByteWriter out) throws WatSyntaxException {
    if (cursor.takeOpen("offset")) {
      constant(out).untilClose();
      cursor.expectClose();
    } else {
      constant(out).oneFolded();
    }
  }

  private ExpressionAssembler constant(ByteWriter out) {
    return new ExpressionAssembler(cursor, module, new IndexSpace(SpaceKind.LOCAL), out);
  }

  private static ByteWriter zero() {
    ByteWriter out = new ByteWriter();
    out.u8(I32_CONST);
    out.u8(0);
    out.u8(END);
    return out;
  }
}
