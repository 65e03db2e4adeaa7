package org.wasmudf.runtime.internal.wat;

/** Assembles functions: type use, locals and body (Core Specification 2.0, section 6.6.5). */
final class FunctionAssembler {
  private final Cursor cursor;
  private final ModuleContext module;
  private final ModuleWriter writer;
  private final NameSection names;

  FunctionAssembler(Cursor cursor, ModuleContext module, ModuleWriter writer, NameSection names) {
    this.cursor = cursor;
    this.module = module;
    this.writer = writer;
    this.names = names;
  }

  /** Reads a {@code func} field from its type use up to its closing parenthesis. */
  void assemble(int function, int start) throws WatSyntaxException {
    IndexSpace locals = new IndexSpace(SpaceKind.LOCAL);
    int type = module.types().expectUse(cursor, locals).index();
    writer.entry(Section.FUNCTION, start).u32(type);
    ByteWriter body = new ByteWriter();
    locals(locals, body);
    new ExpressionAssembler(cursor, module, locals, body).untilClose();
    writer.entry(Section.CODE, start).sized(body);
    names.locals(function, locals.named());
  }

  /** Reads the locals and writes them as runs of the same type. */
  private void locals(IndexSpace locals, ByteWriter out) throws WatSyntaxException {
    ByteWriter runs = new ByteWriter();
    int runCount = 0;
    ValueType runType = ValueType.I32;
    int runLength = 0;
    while (cursor.takeOpen("local")) {
      boolean named = cursor.at(TokenKind.IDENTIFIER);
      if (named) {
        locals.add(cursor);
      }
      while (named || !cursor.at(TokenKind.CLOSE)) {
        ValueType type = ValueType.expect(cursor);
        if (type == runType) {
          runLength++;
        } else {
          runCount += writeRun(runLength, runType, runs);
          runType = type;
          runLength = 1;
        }
        if (named) {
          break;
        }
        locals.addAnonymous(1);
      }
      cursor.expectClose();
    }
    runCount += writeRun(runLength, runType, runs);
    out.u32(runCount);
    out.append(runs);
  }

  private static int writeRun(int length, ValueType type, ByteWriter out) {
    if (length == 0) {
      return 0;
    }
    out.u32(length);
    out.u8(type.code());
    return 1;
  }
}
