package org.wasmudf.runtime.internal.wat;

import org.jspecify.annotations.Nullable;

/** The value types with their keyword and binary code (Core Specification 2.0, section 5.3). */
enum ValueType {
  I32("i32", 0x7F),
  I64("i64", 0x7E),
  F32("f32", 0x7D),
  F64("f64", 0x7C),
  V128("v128", 0x7B),
  FUNCREF("funcref", 0x70),
  EXTERNREF("externref", 0x6F);

  private final String keyword;
  private final int code;

  ValueType(String keyword, int code) {
    this.keyword = keyword;
    this.code = code;
  }

  int code() {
    return code;
  }

  @Override
  public String toString() {
    return keyword;
  }

  private static @Nullable ValueType find(Cursor cursor) {
    for (ValueType type : values()) {
      if (cursor.atKeyword(type.keyword)) {
        return type;
      }
    }
    return null;
  }

  static ValueType expect(Cursor cursor) throws WatSyntaxException {
    ValueType type = find(cursor);
    if (type == null) {
      Proposals.refuseType(cursor);
      throw cursor.expected("a value type (i32, i64, f32, f64, v128, funcref or externref)");
    }
    cursor.advance();
    return type;
  }

  static boolean isReferenceAt(Cursor cursor) {
    return cursor.atKeyword(FUNCREF.keyword) || cursor.atKeyword(EXTERNREF.keyword);
  }

  static ValueType expectReference(Cursor cursor) throws WatSyntaxException {
    if (!isReferenceAt(cursor)) {
      Proposals.refuseType(cursor);
      throw cursor.expected("a reference type (funcref or externref)");
    }
    return expect(cursor);
  }
}
