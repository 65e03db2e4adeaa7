package org.wasmudf.runtime.internal.wat;

import java.util.List;

/**
 * Words of the text format that belong to WebAssembly features which this assembler does not know:
 * they deserve better than "unknown".
 */
final class Proposals {
  private static final String GARBAGE_COLLECTION = "garbage collection (GC)";
  private static final String EXCEPTIONS = "exception handling";
  private static final String THREADS = "threads";
  private static final String RELAXED_SIMD = "relaxed SIMD";
  private static final String FUNCTION_REFERENCES = "typed function references";
  private static final String MULTI_MEMORY = "several memories (multi-memory)";
  private static final String MEMORY64 = "64-bit memories and tables (memory64)";

  /** An instruction, type or field that starts like this needs that feature. */
  private record Prefix(String start, String feature) {}

  private static final List<Prefix> INSTRUCTIONS =
      List.of(
          new Prefix("struct.", GARBAGE_COLLECTION),
          new Prefix("array.", GARBAGE_COLLECTION),
          new Prefix("i31.", GARBAGE_COLLECTION),
          new Prefix("ref.i31", GARBAGE_COLLECTION),
          new Prefix("ref.test", GARBAGE_COLLECTION),
          new Prefix("ref.cast", GARBAGE_COLLECTION),
          new Prefix("ref.eq", GARBAGE_COLLECTION),
          new Prefix("any.convert", GARBAGE_COLLECTION),
          new Prefix("extern.convert", GARBAGE_COLLECTION),
          new Prefix("br_on_cast", GARBAGE_COLLECTION),
          new Prefix("br_on_n", FUNCTION_REFERENCES),
          new Prefix("ref.as_non_null", FUNCTION_REFERENCES),
          new Prefix("call_ref", FUNCTION_REFERENCES),
          new Prefix("return_call_ref", FUNCTION_REFERENCES),
          new Prefix("try", EXCEPTIONS),
          new Prefix("catch", EXCEPTIONS),
          new Prefix("throw", EXCEPTIONS),
          new Prefix("rethrow", EXCEPTIONS),
          new Prefix("delegate", EXCEPTIONS),
          new Prefix("atomic.", THREADS),
          new Prefix("memory.atomic.", THREADS),
          new Prefix("i32.atomic.", THREADS),
          new Prefix("i64.atomic.", THREADS),
          new Prefix("i8x16.relaxed", RELAXED_SIMD),
          new Prefix("i16x8.relaxed", RELAXED_SIMD),
          new Prefix("i32x4.relaxed", RELAXED_SIMD),
          new Prefix("f32x4.relaxed", RELAXED_SIMD),
          new Prefix("f64x2.relaxed", RELAXED_SIMD),
          new Prefix("i64.add128", "wide arithmetic"),
          new Prefix("i64.sub128", "wide arithmetic"),
          new Prefix("i64.mul_wide", "wide arithmetic"));

  private static final List<Prefix> TYPES =
      List.of(
          new Prefix("anyref", GARBAGE_COLLECTION),
          new Prefix("eqref", GARBAGE_COLLECTION),
          new Prefix("i31ref", GARBAGE_COLLECTION),
          new Prefix("structref", GARBAGE_COLLECTION),
          new Prefix("arrayref", GARBAGE_COLLECTION),
          new Prefix("nullref", GARBAGE_COLLECTION),
          new Prefix("nullfuncref", GARBAGE_COLLECTION),
          new Prefix("nullexternref", GARBAGE_COLLECTION),
          new Prefix("i8", GARBAGE_COLLECTION),
          new Prefix("i16", GARBAGE_COLLECTION),
          new Prefix("struct", GARBAGE_COLLECTION),
          new Prefix("array", GARBAGE_COLLECTION),
          new Prefix("sub", GARBAGE_COLLECTION),
          new Prefix("exnref", EXCEPTIONS),
          new Prefix("cont", "stack switching"));

  private static final List<String> HEAP_TYPES =
      List.of("any", "eq", "i31", "struct", "array", "none", "nofunc", "noextern", "exn");

  private static final List<Prefix> FIELDS =
      List.of(
          new Prefix("rec", GARBAGE_COLLECTION),
          new Prefix("tag", EXCEPTIONS),
          new Prefix("event", EXCEPTIONS));

  private Proposals() {}

  static void refuseInstruction(Cursor cursor) throws WatSyntaxException {
    String word = cursor.tokenText();
    for (Prefix instruction : INSTRUCTIONS) {
      if (word.startsWith(instruction.start())) {
        throw unsupported(cursor, instruction.feature());
      }
    }
  }

  static void refuseField(Cursor cursor) throws WatSyntaxException {
    for (Prefix field : FIELDS) {
      if (cursor.atOpen(field.start())) {
        throw unsupported(cursor, field.feature());
      }
    }
  }

  static void refuseType(Cursor cursor) throws WatSyntaxException {
    if (cursor.atOpen("ref")) {
      throw unsupported(cursor, FUNCTION_REFERENCES);
    }
    if (cursor.atKeyword("anyfunc")) {
      throw cursor.error("anyfunc is the old name of funcref.");
    }
    if (cursor.at(TokenKind.OPEN) && cursor.nextKind() == TokenKind.KEYWORD) {
      for (Prefix type : TYPES) {
        if (cursor.atOpen(type.start())) {
          throw unsupported(cursor, type.feature());
        }
      }
    }
    for (Prefix type : TYPES) {
      if (cursor.atKeyword(type.start())) {
        throw unsupported(cursor, type.feature());
      }
    }
  }

  static void refuseHeapType(Cursor cursor) throws WatSyntaxException {
    if (IndexSpace.isIndexAt(cursor)) {
      throw unsupported(cursor, "ref.null ", FUNCTION_REFERENCES);
    }
    for (String type : HEAP_TYPES) {
      if (cursor.atKeyword(type)) {
        throw unsupported(cursor, "ref.null ", GARBAGE_COLLECTION);
      }
    }
  }

  static WatSyntaxException severalMemories(Cursor cursor, int start) {
    return cursor.errorAt(
        start,
        "a second memory needs the WebAssembly feature %s, which is not supported."
            .formatted(MULTI_MEMORY));
  }

  static WatSyntaxException memory64(Cursor cursor) {
    return unsupported(cursor, MEMORY64);
  }

  static WatSyntaxException sharedMemory(Cursor cursor) {
    return unsupported(cursor, THREADS);
  }

  private static WatSyntaxException unsupported(Cursor cursor, String feature) {
    return unsupported(cursor, "", feature);
  }

  private static WatSyntaxException unsupported(Cursor cursor, String before, String feature) {
    return cursor.error(
        "%s%s needs the WebAssembly feature %s, which is not supported."
            .formatted(before, cursor.shown(), feature));
  }
}
