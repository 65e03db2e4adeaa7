package org.wasmudf.runtime.internal.wat;

/**
 * Reads what stands after the keyword of a plain instruction and writes the whole instruction (Core
 * Specification 2.0, sections 6.5 and 5.4).
 */
final class ImmediateAssembler {
  private static final int TYPED_SELECT = 0x1C;

  private final Cursor cursor;
  private final ModuleContext module;
  private final IndexSpace locals;
  private final Labels labels;

  ImmediateAssembler(Cursor cursor, ModuleContext module, IndexSpace locals, Labels labels) {
    this.cursor = cursor;
    this.module = module;
    this.locals = locals;
    this.labels = labels;
  }

  /** The cursor stands after the instruction's keyword. */
  void assemble(Instruction instruction, ByteWriter out) throws WatSyntaxException {
    if (instruction.immediates() == Immediates.RESULT_TYPES) {
      select(instruction, out);
      return;
    }
    instruction.writeCode(out);
    switch (instruction.immediates()) {
      case NONE, RESULT_TYPES -> {}
      case LOCAL -> out.u32(locals.expect(cursor));
      case GLOBAL -> out.u32(module.globals().expect(cursor));
      case FUNCTION -> out.u32(module.functions().expect(cursor));
      case LABEL -> out.u32(labels.expect(cursor));
      case LABEL_TABLE -> labelTable(out);
      case INDIRECT_CALL -> indirectCall(out);
      case HEAP_TYPE -> heapType(out);
      case TABLE -> out.u32(optionalTable());
      case TABLE_TABLE -> tableCopy(out);
      case TABLE_ELEMENTS -> tableInit(out);
      case ELEMENTS -> out.u32(module.elements().expect(cursor));
      case MEMORY -> {
        optionalMemory();
        out.u8(0);
      }
      case MEMORY_MEMORY -> {
        if (IndexSpace.isIndexAt(cursor)) {
          module.expectMemory(cursor);
          module.expectMemory(cursor);
        }
        out.u8(0);
        out.u8(0);
      }
      case MEMORY_DATA -> memoryInit(out);
      case DATA -> out.u32(module.expectData(cursor));
      case MEMORY_ACCESS -> {
        optionalMemory();
        memoryArgument(instruction, out);
      }
      case MEMORY_ACCESS_AND_LANE -> {
        if (cursor.at(TokenKind.IDENTIFIER) || isMemoryBeforeLane()) {
          module.expectMemory(cursor);
        }
        memoryArgument(instruction, out);
        lane(out);
      }
      case LANE -> lane(out);
      case LANES -> {
        for (int i = 0; i < 16; i++) {
          lane(out);
        }
      }
      case I32 -> out.signed(cursor.expectInteger(32));
      case I64 -> out.signed(cursor.expectInteger(64));
      case F32 -> floatConstant(FloatFormat.F32, out);
      case F64 -> floatConstant(FloatFormat.F64, out);
      case V128 -> vector(out);
    }
  }

  private void select(Instruction instruction, ByteWriter out) throws WatSyntaxException {
    if (!cursor.atOpen("result")) {
      instruction.writeCode(out);
      return;
    }
    ByteWriter types = new ByteWriter();
    while (cursor.takeOpen("result")) {
      while (!cursor.at(TokenKind.CLOSE)) {
        types.u8(ValueType.expect(cursor).code());
      }
      cursor.expectClose();
    }
    out.u8(TYPED_SELECT);
    out.sized(types);
  }

  private void labelTable(ByteWriter out) throws WatSyntaxException {
    ByteWriter targets = new ByteWriter();
    int count = 0;
    int last = labels.expect(cursor);
    while (IndexSpace.isIndexAt(cursor)) {
      targets.u32(last);
      count++;
      last = labels.expect(cursor);
    }
    out.u32(count);
    out.append(targets);
    out.u32(last);
  }

  private void indirectCall(ByteWriter out) throws WatSyntaxException {
    int table = optionalTable();
    out.u32(module.types().expectUse(cursor, null).index());
    out.u32(table);
  }

  private void heapType(ByteWriter out) throws WatSyntaxException {
    if (cursor.takeKeyword("func")) {
      out.u8(ValueType.FUNCREF.code());
    } else if (cursor.takeKeyword("extern")) {
      out.u8(ValueType.EXTERNREF.code());
    } else {
      Proposals.refuseHeapType(cursor);
      throw cursor.expected("func or extern");
    }
  }

  private int optionalTable() throws WatSyntaxException {
    return IndexSpace.isIndexAt(cursor) ? module.tables().expect(cursor) : 0;
  }

  private void tableCopy(ByteWriter out) throws WatSyntaxException {
    boolean given = IndexSpace.isIndexAt(cursor);
    out.u32(given ? module.tables().expect(cursor) : 0);
    out.u32(given ? module.tables().expect(cursor) : 0);
  }

  private void tableInit(ByteWriter out) throws WatSyntaxException {
    int table = isIndexNext() ? module.tables().expect(cursor) : 0;
    out.u32(module.elements().expect(cursor));
    out.u32(table);
  }

  private void memoryInit(ByteWriter out) throws WatSyntaxException {
    if (isIndexNext()) {
      module.expectMemory(cursor);
    }
    out.u32(module.expectData(cursor));
    out.u8(0);
  }

  private boolean isIndexNext() throws WatSyntaxException {
    return cursor.nextKind() == TokenKind.NUMBER || cursor.nextKind() == TokenKind.IDENTIFIER;
  }

  private void optionalMemory() throws WatSyntaxException {
    if (IndexSpace.isIndexAt(cursor)) {
      module.expectMemory(cursor);
    }
  }

  /** Whether the number here is not the lane, because another number or memarg follows. */
  private boolean isMemoryBeforeLane() throws WatSyntaxException {
    return cursor.at(TokenKind.NUMBER)
        && (cursor.nextKind() == TokenKind.NUMBER
            || cursor.nextHasPrefix("offset=")
            || cursor.nextHasPrefix("align="));
  }

  private void memoryArgument(Instruction instruction, ByteWriter out) throws WatSyntaxException {
    long offset = 0;
    if (cursor.atKeywordPrefix("offset=")) {
      offset = cursor.expectUnsigned("offset=".length(), 0xFFFF_FFFFL, "an offset");
    }
    int alignment = instruction.alignment();
    if (cursor.atKeywordPrefix("align=")) {
      alignment = alignment();
    }
    if (cursor.atKeywordPrefix("offset=")) {
      throw cursor.error("offset= stands once, and before align=.");
    }
    out.u32(alignment);
    out.u32((int) offset);
  }

  private int alignment() throws WatSyntaxException {
    int start = cursor.start();
    String shown = cursor.shown();
    long value = cursor.expectUnsigned("align=".length(), 0xFFFF_FFFFL, "an alignment");
    if (Long.bitCount(value) != 1) {
      throw cursor.errorAt(
          start, "%s: an alignment is a power of two, such as 1, 2, 4 or 8.".formatted(shown));
    }
    return Long.numberOfTrailingZeros(value);
  }

  private void lane(ByteWriter out) throws WatSyntaxException {
    if (!cursor.at(TokenKind.NUMBER)) {
      throw cursor.expected("a lane index");
    }
    out.u8((int) cursor.expectUnsigned(0, 0xFF, "a lane index"));
  }

  private void floatConstant(FloatFormat format, ByteWriter out) throws WatSyntaxException {
    out.littleEndian(cursor.expectFloat(format), format.bytes());
  }

  private void vector(ByteWriter out) throws WatSyntaxException {
    String shape = cursor.at(TokenKind.KEYWORD) ? cursor.tokenText() : "";
    switch (shape) {
      case "i8x16" -> integerLanes(16, 8, out);
      case "i16x8" -> integerLanes(8, 16, out);
      case "i32x4" -> integerLanes(4, 32, out);
      case "i64x2" -> integerLanes(2, 64, out);
      case "f32x4" -> floatLanes(4, FloatFormat.F32, out);
      case "f64x2" -> floatLanes(2, FloatFormat.F64, out);
      default ->
          throw cursor.expected("a vector shape (i8x16, i16x8, i32x4, i64x2, f32x4 or f64x2)");
    }
  }

  private void integerLanes(int lanes, int bits, ByteWriter out) throws WatSyntaxException {
    cursor.advance();
    for (int i = 0; i < lanes; i++) {
      out.littleEndian(cursor.expectInteger(bits), bits / 8);
    }
  }

  private void floatLanes(int lanes, FloatFormat format, ByteWriter out) throws WatSyntaxException {
    cursor.advance();
    for (int i = 0; i < lanes; i++) {
      floatConstant(format, out);
    }
  }
}
