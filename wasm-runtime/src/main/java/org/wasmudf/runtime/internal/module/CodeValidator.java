package org.wasmudf.runtime.internal.module;

import java.util.Arrays;
import org.wasmudf.runtime.GuestException;

/**
 * Checks function bodies and constant expressions by the algorithm of Core Specification 2.0,
 * appendix A.7, in one pass over the bytes. Longer than most files here because the instruction set
 * is one switch. It exists beside the engines' own validators because their errors have no offsets,
 * and Endive's accepts some invalid bodies.
 */
final class CodeValidator {
  /** What other engines accept too (WebAssembly JavaScript Interface, section 8). */
  private static final int MAX_LOCALS = 50_000;

  /** Our own: a few bytes of code can push a thousand values each. */
  private static final int MAX_OPERANDS = 1_000_000;

  private static final byte ANY = 0;
  private static final byte I32 = ValueTypes.I32;
  private static final byte I64 = ValueTypes.I64;
  private static final byte V128 = ValueTypes.V128;
  private static final byte[] NO_TYPES = {};
  private static final byte[][] ONE_TYPE = new byte[256][];

  static {
    for (int code = 0; code < 128; code++) {
      ONE_TYPE[code] = new byte[] {(byte) code};
    }
  }

  private final ByteReader in;
  private final ModuleIndex index;
  private final CodeFacts facts;

  private byte[] stack = new byte[64];
  private int height;

  private byte[] locals = new byte[64];
  private int localCount;

  private Frame[] frames = new Frame[16];
  private int depth;

  private int function;
  private int instruction;

  /** A block that is open. */
  private static final class Frame {
    boolean loop;
    boolean ifBranch;
    byte[] start = NO_TYPES;
    byte[] end = NO_TYPES;
    int height;
    boolean unreachable;
  }

  CodeValidator(ByteReader in, ModuleIndex index, CodeFacts facts) {
    this.in = in;
    this.index = index;
    this.facts = facts;
  }

  /** Checks the body from the reader's position to {@code bodyEnd}. */
  void body(int functionIndex, int bodyEnd) throws GuestException {
    function = functionIndex;
    int type = index.functions.get(functionIndex);
    int before = in.narrow(bodyEnd);
    localCount = 0;
    for (byte parameter : index.parameterCodes.get(type)) {
      addLocals(parameter, 1);
    }
    int runs = in.count("kinds of locals", 2, Integer.MAX_VALUE);
    for (int i = 0; i < runs; i++) {
      int at = in.position();
      long count = in.u32AsLong();
      if (localCount + count > MAX_LOCALS) {
        throw in.invalid("function " + function + " has more than 50000 locals", at);
      }
      addLocals(ModuleReader.valueType(in, index), (int) count);
    }
    height = 0;
    depth = 0;
    push(false, false, NO_TYPES, index.resultCodes.get(type));
    while (depth > 0) {
      if (in.atEnd()) {
        throw in.malformed("function " + function + " ends inside a block", in.position());
      }
      step();
    }
    if (!in.atEnd()) {
      throw in.malformed("function " + function + " goes on after its end", in.position());
    }
    in.widen(before);
  }

  private void addLocals(byte type, int count) {
    if (localCount + count > locals.length) {
      locals = Arrays.copyOf(locals, Math.max(localCount + count, locals.length * 2));
    }
    Arrays.fill(locals, localCount, localCount + count, type);
    localCount += count;
  }

  /** Checks a constant expression that gives one value of this type. */
  void constant(byte expected) throws GuestException {
    height = 0;
    depth = 0;
    function = -1;
    push(false, false, NO_TYPES, ONE_TYPE[expected]);
    while (true) {
      instruction = in.position();
      int opcode = in.u8();
      switch (opcode) {
        case 0x0b -> {
          end();
          return;
        }
        case 0x23 -> {
          int global = indexed("global", index.globals.size());
          if (index.mutableGlobals.get(global)) {
            throw in.invalid("a constant expression reads a mutable global", instruction);
          }
          if (global >= index.importedGlobals) {
            throw in.refused(
                Feature.GC, "an initializer that reads the module's own global", instruction);
          }
          push((byte) index.globals.get(global));
        }
        case 0x41 -> {
          in.signed(32);
          push(I32);
        }
        case 0x42 -> {
          in.signed(64);
          push(I64);
        }
        case 0x43 -> {
          in.skip(4);
          push(ValueTypes.F32);
        }
        case 0x44 -> {
          in.skip(8);
          push(ValueTypes.F64);
        }
        case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
          index.uses(Feature.EXTENDED_CONST, instruction);
          byte type = opcode <= 0x6c ? I32 : I64;
          pop(type);
          pop(type);
          push(type);
        }
        case 0xd0 -> {
          push(ModuleReader.referenceType(in, index));
        }
        case 0xd2 -> {
          index.uses(Feature.REFERENCE_TYPES, instruction);
          int named = indexed("function", index.functions.size());
          index.declared.set(named);
          push(ValueTypes.FUNCREF);
        }
        case 0xfd -> {
          index.uses(Feature.SIMD, instruction);
          if (in.u32() != 12) {
            throw in.invalid("a constant expression holds another instruction", instruction);
          }
          in.skip(16);
          push(V128);
        }
        case 0xfb -> throw in.refused(Feature.GC, "opcode 0xfb", instruction);
        default ->
            throw in.invalid("a constant expression holds instruction " + hex(opcode), instruction);
      }
    }
  }

  private static String hex(int opcode) {
    return String.format("0x%02x", opcode);
  }

  private void step() throws GuestException {
    instruction = in.position();
    int opcode = in.u8();
    switch (opcode) {
      case 0x00 -> unreachable();
      case 0x01 -> {}
      case 0x02, 0x03 -> block(opcode == 0x03, false);
      case 0x04 -> {
        block(false, true);
      }
      case 0x05 -> otherwise();
      case 0x0b -> end();
      case 0x0c -> {
        popAll(label(in.u32()));
        unreachable();
      }
      case 0x0d -> {
        byte[] types = label(in.u32());
        pop(I32);
        popAll(types);
        pushAll(types);
      }
      case 0x0e -> branchTable();
      case 0x0f -> {
        popAll(frames[0].end);
        unreachable();
      }
      case 0x10 -> {
        int callee = indexed("function", index.functions.size());
        facts.calls(callee);
        call(index.functions.get(callee));
      }
      case 0x11 -> callIndirect();
      case 0x1a -> pop();
      case 0x1b -> select();
      case 0x1c -> typedSelect();
      case 0x20 -> push(local());
      case 0x21 -> pop(local());
      case 0x22 -> {
        byte type = local();
        pop(type);
        push(type);
      }
      case 0x23 -> push((byte) index.globals.get(indexed("global", index.globals.size())));
      case 0x24 -> {
        int global = indexed("global", index.globals.size());
        if (!index.mutableGlobals.get(global)) {
          throw in.invalid("global " + global + " is set but immutable", instruction);
        }
        facts.writes(function);
        pop((byte) index.globals.get(global));
      }
      case 0x25 -> {
        index.uses(Feature.REFERENCE_TYPES, instruction);
        byte type = table();
        pop(I32);
        push(type);
      }
      case 0x26 -> {
        index.uses(Feature.REFERENCE_TYPES, instruction);
        facts.writes(function);
        facts.noteTableChange();
        pop(table());
        pop(I32);
      }
      case 0x3f -> {
        memory();
        facts.asksMemorySize();
        push(I32);
      }
      case 0x40 -> {
        memory();
        facts.asksMemorySize();
        facts.writes(function);
        pop(I32);
        push(I32);
      }
      case 0x41 -> {
        in.signed(32);
        push(I32);
      }
      case 0x42 -> {
        in.signed(64);
        push(I64);
      }
      case 0x43 -> {
        in.skip(4);
        push(ValueTypes.F32);
      }
      case 0x44 -> {
        in.skip(8);
        push(ValueTypes.F64);
      }
      case 0xd0 -> push(ModuleReader.referenceType(in, index));
      case 0xd1 -> {
        index.uses(Feature.REFERENCE_TYPES, instruction);
        byte type = pop();
        if (type != ANY && !ValueTypes.isReference(type)) {
          throw mismatch("a reference", type);
        }
        push(I32);
      }
      case 0xd2 -> {
        index.uses(Feature.REFERENCE_TYPES, instruction);
        int named = indexed("function", index.functions.size());
        if (!index.declared.get(named)) {
          throw in.invalid("ref.func names function " + named + " undeclared", instruction);
        }
        push(ValueTypes.FUNCREF);
      }
      case 0xfc -> prefixFc();
      case 0xfd -> prefixFd();
      case 0x12, 0x13 -> throw in.refused(Feature.TAIL_CALLS, "return_call", instruction);
      case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f ->
          throw in.refused(Feature.EXCEPTIONS, "opcode " + hex(opcode), instruction);
      case 0x14, 0x15, 0xd4, 0xd5, 0xd6 ->
          throw in.refused(Feature.TYPED_FUNCTION_REFERENCES, "opcode " + hex(opcode), instruction);
      case 0xd3, 0xfb -> throw in.refused(Feature.GC, "opcode " + hex(opcode), instruction);
      case 0xfe -> throw in.refused(Feature.THREADS, "an atomic instruction", instruction);
      default -> plain(opcode);
    }
  }

  private void plain(int opcode) throws GuestException {
    String type = Instructions.plain(opcode);
    if (type == null) {
      throw in.malformed("unknown instruction " + hex(opcode), instruction);
    }
    int alignment = Instructions.alignment(opcode);
    if (alignment >= 0) {
      memoryArgument(alignment);
      if (opcode >= 0x36) {
        facts.writes(function);
      }
    } else if (opcode >= 0xc0) {
      index.uses(Feature.SIGN_EXTENSION, instruction);
    }
    apply(type);
  }

  private void apply(String type) throws GuestException {
    int arrow = type.indexOf('>');
    for (int i = arrow - 1; i >= 0; i--) {
      pop(code(type.charAt(i)));
    }
    if (arrow + 1 < type.length()) {
      push(code(type.charAt(arrow + 1)));
    }
  }

  private static byte code(char type) {
    return switch (type) {
      case 'I' -> ValueTypes.I32;
      case 'L' -> ValueTypes.I64;
      case 'F' -> ValueTypes.F32;
      case 'D' -> ValueTypes.F64;
      default -> ValueTypes.V128;
    };
  }

  private void prefixFc() throws GuestException {
    int code = in.u32();
    String type = code >= 0 && code < 8 ? Instructions.saturating(code) : null;
    if (type != null) {
      index.uses(Feature.SATURATING_CONVERSION, instruction);
      apply(type);
      return;
    }
    switch (code) {
      case 8 -> { // memory.init
        bulk();
        dataSegment();
        memory();
        popThreeI32();
      }
      case 9 -> { // data.drop
        bulk();
        facts.noteTableChange();
        dataSegment();
      }
      case 10 -> { // memory.copy
        bulk();
        memory();
        memory();
        popThreeI32();
      }
      case 11 -> { // memory.fill
        bulk();
        memory();
        popThreeI32();
      }
      case 12 -> { // table.init
        bulk();
        facts.noteTableChange();
        int segment = indexed("element segment", index.elements.size());
        byte target = table();
        if (target != index.elements.get(segment)) {
          throw in.invalid("table.init between different types", instruction);
        }
        popThreeI32();
      }
      case 13 -> { // elem.drop
        bulk();
        facts.noteTableChange();
        indexed("element segment", index.elements.size());
      }
      case 14 -> { // table.copy
        bulk();
        facts.noteTableChange();
        byte target = table();
        byte source = table();
        if (target != source) {
          throw in.invalid("table.copy between different types", instruction);
        }
        popThreeI32();
      }
      case 15 -> { // table.grow
        reference();
        facts.growsTables();
        byte type15 = table();
        pop(I32);
        pop(type15);
        push(I32);
      }
      case 16 -> { // table.size
        index.uses(Feature.REFERENCE_TYPES, instruction);
        table();
        push(I32);
      }
      case 17 -> { // table.fill
        reference();
        byte type17 = table();
        pop(I32);
        pop(type17);
        pop(I32);
      }
      case 19, 20, 21, 22 ->
          throw in.refused(Feature.WIDE_ARITHMETIC, "opcode 0xfc " + code, instruction);
      default ->
          throw in.malformed(
              "unknown instruction 0xfc " + Integer.toUnsignedString(code), instruction);
    }
  }

  private void bulk() {
    index.uses(Feature.BULK_MEMORY, instruction);
    facts.writes(function);
  }

  private void reference() {
    index.uses(Feature.REFERENCE_TYPES, instruction);
    facts.writes(function);
    facts.noteTableChange();
  }

  private void popThreeI32() throws GuestException {
    pop(I32);
    pop(I32);
    pop(I32);
  }

  private void dataSegment() throws GuestException {
    int at = in.position();
    long segment = in.u32AsLong();
    if (index.dataCount < 0) {
      throw in.malformed("an instruction that needs the missing data count section", instruction);
    }
    if (segment >= index.dataCount) {
      throw in.invalid("unknown data segment " + segment, at);
    }
  }

  private void prefixFd() throws GuestException {
    index.uses(Feature.SIMD, instruction);
    int code = in.u32();
    if (code >= 0x100 && code <= 0x12f) {
      throw in.refused(Feature.RELAXED_SIMD, "opcode 0xfd " + code, instruction);
    }
    String type = code >= 0 ? Instructions.vector(code) : null;
    if (type != null) {
      apply(type);
      return;
    }
    switch (code) {
      case 0 -> vectorLoad(4);
      case 1, 2, 3, 4, 5, 6 -> vectorLoad(3);
      case 7 -> vectorLoad(0);
      case 8 -> vectorLoad(1);
      case 9 -> vectorLoad(2);
      case 10 -> vectorLoad(3);
      case 11 -> {
        memoryArgument(4);
        facts.writes(function);
        pop(V128);
        pop(I32);
      }
      case 12 -> {
        in.skip(16);
        push(V128);
      }
      case 13 -> {
        for (int i = 0; i < 16; i++) {
          lane(32);
        }
        pop(V128);
        pop(V128);
        push(V128);
      }
      case 21, 22 -> extract(16, I32);
      case 23 -> replace(16, I32);
      case 24, 25 -> extract(8, I32);
      case 26 -> replace(8, I32);
      case 27 -> extract(4, I32);
      case 28 -> replace(4, I32);
      case 29 -> extract(2, I64);
      case 30 -> replace(2, I64);
      case 31 -> extract(4, ValueTypes.F32);
      case 32 -> replace(4, ValueTypes.F32);
      case 33 -> extract(2, ValueTypes.F64);
      case 34 -> replace(2, ValueTypes.F64);
      case 84, 85, 86, 87 -> {
        memoryArgument(code - 84);
        lane(16 >> (code - 84));
        pop(V128);
        pop(I32);
        push(V128);
      }
      case 88, 89, 90, 91 -> {
        memoryArgument(code - 88);
        lane(16 >> (code - 88));
        facts.writes(function);
        pop(V128);
        pop(I32);
      }
      case 92 -> vectorLoad(2);
      case 93 -> vectorLoad(3);
      default ->
          throw in.malformed(
              "unknown instruction 0xfd " + Integer.toUnsignedString(code), instruction);
    }
  }

  private void vectorLoad(int alignment) throws GuestException {
    memoryArgument(alignment);
    pop(I32);
    push(V128);
  }

  private void extract(int lanes, byte type) throws GuestException {
    lane(lanes);
    pop(V128);
    push(type);
  }

  private void replace(int lanes, byte type) throws GuestException {
    lane(lanes);
    pop(type);
    pop(V128);
    push(V128);
  }

  private void lane(int lanes) throws GuestException {
    int at = in.position();
    if (in.u8() >= lanes) {
      throw in.invalid("a lane that the vector does not have", at);
    }
  }

  private void memoryArgument(int natural) throws GuestException {
    int at = in.position();
    long alignment = in.u32AsLong();
    if (alignment >= 64) {
      if (alignment < 128) {
        throw in.refused(Feature.MULTI_MEMORY, "an access that names its memory", at);
      }
      throw in.malformed("an alignment of 2^" + alignment, at);
    }
    if (alignment > natural) {
      throw in.invalid("an alignment larger than natural", at);
    }
    in.u32();
    needMemory();
  }

  private void memory() throws GuestException {
    int at = in.position();
    if (in.u8() != 0) {
      throw in.refused(Feature.MULTI_MEMORY, "an instruction that names its memory", at);
    }
    needMemory();
  }

  private void needMemory() throws GuestException {
    if (index.memories.isEmpty()) {
      throw in.invalid("unknown memory 0", instruction);
    }
  }

  private byte table() throws GuestException {
    return (byte) index.tables.get(indexed("table", index.tables.size()));
  }

  private int indexed(String what, int size) throws GuestException {
    int at = in.position();
    int value = in.u32();
    if (value < 0 || value >= size) {
      throw in.invalid("unknown " + what + " " + Integer.toUnsignedString(value), at);
    }
    return value;
  }

  private byte local() throws GuestException {
    return locals[indexed("local", localCount)];
  }

  private void call(int type) throws GuestException {
    popAll(index.parameterCodes.get(type));
    pushAll(index.resultCodes.get(type));
  }

  private void callIndirect() throws GuestException {
    int type = indexed("type", index.types.size());
    int at = in.position();
    byte element = table();
    if (element != ValueTypes.FUNCREF) {
      throw in.invalid("call_indirect through a table without functions", at);
    }
    if (in.position() - at > 1 || index.tables.size() > 1) {
      index.uses(Feature.REFERENCE_TYPES, instruction);
    }
    facts.callsIndirectly(function);
    pop(I32);
    call(type);
  }

  private void select() throws GuestException {
    pop(I32);
    byte second = pop();
    byte first = pop();
    if (ValueTypes.isReference(first) || ValueTypes.isReference(second)) {
      throw in.invalid("select without a type on references", instruction);
    }
    if (first != second && first != ANY && second != ANY) {
      throw mismatch(ValueTypes.name(first), second);
    }
    push(first == ANY ? second : first);
  }

  private void typedSelect() throws GuestException {
    index.uses(Feature.REFERENCE_TYPES, instruction);
    int at = in.position();
    if (in.count("types", 1, Integer.MAX_VALUE) != 1) {
      throw in.invalid("select with other than one type", at);
    }
    byte type = ModuleReader.valueType(in, index);
    pop(I32);
    pop(type);
    pop(type);
    push(type);
  }

  private void block(boolean loop, boolean ifBranch) throws GuestException {
    byte[] start = NO_TYPES;
    byte[] end = NO_TYPES;
    int at = in.position();
    int first = in.peek();
    if (first == 0x40) {
      in.u8();
    } else if (first >= 0x40 && first < 0x80) {
      // A one-byte negative number: a value type.
      end = ONE_TYPE[ModuleReader.valueType(in, index)];
    } else {
      long type = in.signed(33);
      if (type < 0 || type >= index.types.size()) {
        throw in.invalid("unknown type " + type, at);
      }
      index.uses(Feature.MULTI_VALUE, instruction);
      facts.blockType((int) type, instruction);
      start = index.parameterCodes.get((int) type);
      end = index.resultCodes.get((int) type);
    }
    if (ifBranch) {
      pop(I32);
    }
    popAll(start);
    push(loop, ifBranch, start, end);
    pushAll(start);
  }

  private void otherwise() throws GuestException {
    Frame frame = frames[depth - 1];
    if (!frame.ifBranch) {
      throw in.malformed("an else without if", instruction);
    }
    close(frame);
    depth--;
    push(false, false, frame.start, frame.end);
    pushAll(frames[depth - 1].start);
  }

  private void end() throws GuestException {
    Frame frame = frames[depth - 1];
    close(frame);
    if (frame.ifBranch && !Arrays.equals(frame.start, frame.end)) {
      throw in.invalid("an if without else that should give another type", instruction);
    }
    depth--;
    pushAll(frame.end);
  }

  private void close(Frame frame) throws GuestException {
    popAll(frame.end);
    if (height != frame.height) {
      throw in.invalid(
          "type mismatch in " + where() + ": values left over at the end of a block", instruction);
    }
  }

  private void branchTable() throws GuestException {
    pop(I32);
    int count = in.count("branch targets", 1, Integer.MAX_VALUE);
    int targets = in.position();
    for (int i = 0; i < count; i++) {
      in.u32();
    }
    byte[] last = label(in.u32());
    int after = in.position();
    in.seek(targets);
    for (int i = 0; i < count; i++) {
      byte[] types = label(in.u32());
      if (types.length != last.length) {
        throw in.invalid("br_table targets of different arity", instruction);
      }
      if (types != last) {
        // Checked on the values that are there, which stay for the next target.
        pushAll(popKeeping(types));
      }
    }
    in.seek(after);
    popAll(last);
    unreachable();
  }

  /** Pops these types and returns what really was there. */
  private byte[] popKeeping(byte[] types) throws GuestException {
    byte[] found = new byte[types.length];
    for (int i = types.length - 1; i >= 0; i--) {
      found[i] = pop(types[i]);
    }
    return found;
  }

  private byte[] label(int distance) throws GuestException {
    if (distance < 0 || distance >= depth) {
      throw in.invalid("unknown label " + Integer.toUnsignedString(distance), instruction);
    }
    Frame frame = frames[depth - 1 - distance];
    return frame.loop ? frame.start : frame.end;
  }

  private void push(boolean loop, boolean ifBranch, byte[] start, byte[] end) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
    }
    Frame frame = frames[depth];
    if (frame == null) {
      frame = new Frame();
      frames[depth] = frame;
    }
    frame.loop = loop;
    frame.ifBranch = ifBranch;
    frame.start = start;
    frame.end = end;
    frame.height = height;
    frame.unreachable = false;
    depth++;
  }

  private void unreachable() {
    Frame frame = frames[depth - 1];
    height = frame.height;
    frame.unreachable = true;
  }

  private void push(byte type) throws GuestException {
    if (height == stack.length) {
      if (height > MAX_OPERANDS) {
        throw in.invalid(where() + " holds more than 1000000 operands", instruction);
      }
      stack = Arrays.copyOf(stack, height * 2);
    }
    stack[height++] = type;
  }

  private void pushAll(byte[] types) throws GuestException {
    for (byte type : types) {
      push(type);
    }
  }

  private byte pop() throws GuestException {
    Frame frame = frames[depth - 1];
    if (height == frame.height) {
      if (frame.unreachable) {
        return ANY;
      }
      throw in.invalid("type mismatch in " + where() + ": a value is missing", instruction);
    }
    return stack[--height];
  }

  private byte pop(byte expected) throws GuestException {
    byte found = pop();
    if (found != expected && found != ANY) {
      throw mismatch(ValueTypes.name(expected), found);
    }
    return found;
  }

  private void popAll(byte[] types) throws GuestException {
    for (int i = types.length - 1; i >= 0; i--) {
      pop(types[i]);
    }
  }

  private GuestException mismatch(String expected, byte found) {
    return in.invalid(
        "type mismatch in "
            + where()
            + ": "
            + expected
            + " is needed, "
            + ValueTypes.name(found)
            + " found",
        instruction);
  }

  private String where() {
    return function < 0 ? "an initializer" : "function " + function;
  }
}
