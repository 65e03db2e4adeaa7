package org.wasmudf.runtime.internal.wat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the instructions of one function body or constant expression, flat and folded (Core
 * Specification 2.0, section 6.5). What is open is kept on a stack of its own, so that no nesting,
 * however deep, meets the thread's stack, and every token is looked at once.
 */
final class ExpressionAssembler {
  /** What stands before the instructions of a function. */
  private static final Set<String> DECLARATIONS = Set.of("local", "param", "result", "type");

  private static final int BLOCK = 0x02;
  private static final int LOOP = 0x03;
  private static final int IF = 0x04;
  private static final int ELSE = 0x05;
  private static final int END = 0x0B;

  /** What the cursor is inside of. */
  private enum Inside {
    /** The whole expression; its parenthesis is the caller's. */
    EXPRESSION,
    /** {@code block} or {@code loop} up to its {@code end}. */
    FLAT_BLOCK,
    /** {@code if} up to its {@code else} or {@code end}. */
    FLAT_IF,
    /** After {@code else}, up to {@code end}. */
    FLAT_ELSE,
    /** {@code (block ...)} or {@code (loop ...)}. */
    FOLDED_BLOCK,
    /** {@code (if ...} before {@code (then}: the condition. */
    FOLDED_CONDITION,
    /** {@code (then ...)} or {@code (else ...)}. */
    FOLDED_ARM,
    /** {@code (if ... (then ...)} before an else. */
    AFTER_THEN,
    /** {@code (if ... (then ...) (else ...)}. */
    AFTER_ELSE,
    /** {@code (i32.add ...)}: the operands of a plain instruction. */
    OPERANDS
  }

  /** One open construct. */
  private static final class Frame {
    Inside inside;
    final int start;
    final @Nullable String label;

    /** Where the instruction that is written only when its operands are lies in pending. */
    final int pendingStart;

    Frame(Inside inside, int start, @Nullable String label, int pendingStart) {
      this.inside = inside;
      this.start = start;
      this.label = label;
      this.pendingStart = pendingStart;
    }
  }

  private final Cursor cursor;
  private final ModuleContext module;
  private final ByteWriter out;
  private final Labels labels = new Labels();
  private final ImmediateAssembler immediates;
  private final Deque<Frame> frames = new ArrayDeque<>();

  /** Instructions whose operands are not complete yet, the innermost last. */
  private final ByteWriter pending = new ByteWriter();

  ExpressionAssembler(Cursor cursor, ModuleContext module, IndexSpace locals, ByteWriter out) {
    this.cursor = cursor;
    this.module = module;
    this.out = out;
    this.immediates = new ImmediateAssembler(cursor, module, locals, labels);
  }

  /** Assembles up to the parenthesis that closes the field around, and writes the end. */
  void untilClose() throws WatSyntaxException {
    frames.push(new Frame(Inside.EXPRESSION, cursor.start(), null, 0));
    while (frames.size() > 1 || !cursor.at(TokenKind.CLOSE)) {
      step();
    }
    out.mark(cursor.start());
    out.u8(END);
  }

  /** Assembles one folded instruction, and writes the end. */
  void oneFolded() throws WatSyntaxException {
    frames.push(new Frame(Inside.EXPRESSION, cursor.start(), null, 0));
    if (!cursor.at(TokenKind.OPEN)) {
      throw cursor.expected("an instruction in parentheses");
    }
    do {
      step();
    } while (frames.size() > 1);
    out.u8(END);
  }

  private void step() throws WatSyntaxException {
    Frame frame = frames.element();
    switch (frame.inside) {
      case EXPRESSION, FLAT_BLOCK, FLAT_IF, FLAT_ELSE, FOLDED_BLOCK, FOLDED_ARM -> {
        switch (cursor.kind()) {
          case OPEN -> folded();
          case KEYWORD -> flat(frame);
          case CLOSE -> close(frame);
          case CUSTOM, STRING, IDENTIFIER, NUMBER, RESERVED, END ->
              throw cursor.expected("an instruction");
        }
      }
      case OPERANDS -> {
        switch (cursor.kind()) {
          case OPEN -> folded();
          case CLOSE -> close(frame);
          case CUSTOM, STRING, IDENTIFIER, KEYWORD, NUMBER, RESERVED, END ->
              throw cursor.expected("an operand in parentheses or )");
        }
      }
      case FOLDED_CONDITION -> condition(frame);
      case AFTER_THEN -> afterThen(frame);
      case AFTER_ELSE -> {
        out.mark(cursor.start());
        cursor.expectClose();
        closeBlock();
      }
    }
  }

  private void flat(Frame frame) throws WatSyntaxException {
    int start = cursor.start();
    if (cursor.atKeyword("end")) {
      flatEnd(frame);
    } else if (cursor.atKeyword("else")) {
      flatElse(frame);
    } else if (cursor.atKeyword("block") || cursor.atKeyword("loop") || cursor.atKeyword("if")) {
      int code = blockCode();
      cursor.advance();
      String label = cursor.takeIdentifier();
      out.mark(start);
      out.u8(code);
      module.types().expectBlockType(cursor, out);
      Inside inside = code == IF ? Inside.FLAT_IF : Inside.FLAT_BLOCK;
      open(inside, start, label);
    } else {
      Instruction instruction = instruction();
      out.mark(start);
      immediates.assemble(instruction, out);
    }
  }

  private int blockCode() {
    if (cursor.atKeyword("block")) {
      return BLOCK;
    }
    return cursor.atKeyword("loop") ? LOOP : IF;
  }

  /** Starts a block whose label is in scope from here on. */
  private void open(Inside inside, int start, @Nullable String label) {
    frames.push(new Frame(inside, start, label, 0));
    labels.push(label);
  }

  private void flatEnd(Frame frame) throws WatSyntaxException {
    boolean opened =
        frame.inside == Inside.FLAT_BLOCK
            || frame.inside == Inside.FLAT_IF
            || frame.inside == Inside.FLAT_ELSE;
    if (!opened) {
      throw cursor.error("end without a block, loop or if that it could end.");
    }
    out.mark(cursor.start());
    cursor.advance();
    repeatedLabel(frame);
    closeBlock();
  }

  private void flatElse(Frame frame) throws WatSyntaxException {
    if (frame.inside != Inside.FLAT_IF) {
      throw cursor.error("else without an if that it could belong to.");
    }
    out.mark(cursor.start());
    out.u8(ELSE);
    cursor.advance();
    repeatedLabel(frame);
    frame.inside = Inside.FLAT_ELSE;
  }

  /** After end and else the label of the block may stand again, and no other. */
  private void repeatedLabel(Frame frame) throws WatSyntaxException {
    if (!cursor.at(TokenKind.IDENTIFIER)) {
      return;
    }
    String name = cursor.identifierName();
    if (!name.equals(frame.label)) {
      throw cursor.error(
          "label $%s does not match the block of %s, which has %s."
              .formatted(
                  Cursor.shorten(name),
                  cursor.positionOf(frame.start),
                  frame.label == null ? "no label" : "label $" + Cursor.shorten(frame.label)));
    }
    cursor.advance();
  }

  private void folded() throws WatSyntaxException {
    int parenthesis = cursor.start();
    cursor.advance();
    if (!cursor.at(TokenKind.KEYWORD)) {
      throw cursor.expected("an instruction after (");
    }
    int start = cursor.start();
    if (cursor.atKeyword("block") || cursor.atKeyword("loop")) {
      int code = blockCode();
      cursor.advance();
      String label = cursor.takeIdentifier();
      out.mark(start);
      out.u8(code);
      module.types().expectBlockType(cursor, out);
      open(Inside.FOLDED_BLOCK, start, label);
    } else if (cursor.takeKeyword("if")) {
      String label = cursor.takeIdentifier();
      frames.push(new Frame(Inside.FOLDED_CONDITION, start, label, pending.size()));
      pending.u8(IF);
      module.types().expectBlockType(cursor, pending);
    } else {
      refuseMisplaced(parenthesis);
      Instruction instruction = instruction();
      frames.push(new Frame(Inside.OPERANDS, start, null, pending.size()));
      immediates.assemble(instruction, pending);
    }
  }

  private void condition(Frame frame) throws WatSyntaxException {
    if (cursor.takeOpen("then")) {
      writePending(frame);
      labels.push(frame.label);
      frame.inside = Inside.AFTER_THEN;
      frames.push(new Frame(Inside.FOLDED_ARM, frame.start, null, 0));
    } else if (cursor.at(TokenKind.OPEN)) {
      folded();
    } else if (cursor.at(TokenKind.CLOSE)) {
      throw cursor.error(
          "the if of %s ends without (then ...): write (if (condition) (then ...) (else ...))."
              .formatted(cursor.positionOf(frame.start)));
    } else {
      throw cursor.expected("a condition in parentheses or (then");
    }
  }

  private void afterThen(Frame frame) throws WatSyntaxException {
    if (cursor.atOpen("else")) {
      out.mark(cursor.start());
      out.u8(ELSE);
      cursor.takeOpen("else");
      frame.inside = Inside.AFTER_ELSE;
      frames.push(new Frame(Inside.FOLDED_ARM, frame.start, null, 0));
    } else if (cursor.at(TokenKind.CLOSE)) {
      out.mark(cursor.start());
      cursor.advance();
      closeBlock();
    } else {
      throw cursor.expected("(else or )");
    }
  }

  private void close(Frame frame) throws WatSyntaxException {
    switch (frame.inside) {
      case OPERANDS -> {
        writePending(frame);
        frames.pop();
      }
      case FOLDED_BLOCK -> {
        out.mark(cursor.start());
        closeBlock();
      }
      case FOLDED_ARM -> frames.pop();
      case FLAT_BLOCK, FLAT_IF, FLAT_ELSE ->
          throw cursor.error(
              "expected end for the block of %s, but found )."
                  .formatted(cursor.positionOf(frame.start)));
      case EXPRESSION, FOLDED_CONDITION, AFTER_THEN, AFTER_ELSE ->
          throw new IllegalStateException("no ) is taken inside " + frame.inside);
    }
    cursor.advance();
  }

  private void closeBlock() {
    out.u8(END);
    labels.pop();
    frames.pop();
  }

  private void writePending(Frame frame) {
    out.mark(frame.start);
    out.takeTail(pending, frame.pendingStart);
  }

  /** The instruction whose keyword the cursor is at; the cursor moves behind it. */
  private Instruction instruction() throws WatSyntaxException {
    String name = cursor.tokenText();
    Instruction instruction = InstructionSet.find(name);
    if (instruction == null) {
      throw unknownInstruction(name);
    }
    cursor.advance();
    return instruction;
  }

  private WatSyntaxException unknownInstruction(String name) throws WatSyntaxException {
    Proposals.refuseInstruction(cursor);
    String today = LegacyWords.instruction(name);
    if (today != null) {
      return cursor.error("%s is the old name of %s.".formatted(name, today));
    }
    String nearest = Suggestions.nearest(name, InstructionSet.names());
    return cursor.error(
        "unknown instruction %s.%s"
            .formatted(
                Cursor.shorten(name),
                nearest == null ? "" : " Did you mean %s?".formatted(nearest)));
  }

  /** Words that are fine elsewhere: what is wrong is a parenthesis or the order before them. */
  private void refuseMisplaced(int parenthesis) throws WatSyntaxException {
    String word = cursor.tokenText();
    if (word.indexOf('.') >= 0) {
      return;
    }
    if (DECLARATIONS.contains(word)) {
      throw cursor.errorAt(
          parenthesis,
          "(%s cannot stand here: the order is type, params, results, locals, instructions."
              .formatted(word));
    }
    if (word.equals("then") || word.equals("else")) {
      throw cursor.errorAt(
          parenthesis,
          "(%s stands only in a folded (if ...), after its condition.".formatted(word));
    }
    if (ModuleContext.FIELDS.contains(word)) {
      throw cursor.errorAt(
          parenthesis,
          "(%s starts a new field of the module, but the one before it is not closed: a ) is missing."
              .formatted(word));
    }
  }
}
