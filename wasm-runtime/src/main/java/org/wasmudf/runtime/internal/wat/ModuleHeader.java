package org.wasmudf.runtime.internal.wat;

import org.jspecify.annotations.Nullable;

/**
 * What stands around the fields of a module.
 *
 * @param name of the module, or null
 * @param wrapped whether the fields stand in {@code (module ...)}
 */
record ModuleHeader(@Nullable String name, boolean wrapped) {

  static ModuleHeader read(Cursor cursor) throws WatSyntaxException {
    if (cursor.atOpen("component")) {
      throw cursor.error(
          "the text is a component; the component model is not supported, only (module ...).");
    }
    if (!cursor.takeOpen("module")) {
      return new ModuleHeader(null, false);
    }
    String name = cursor.takeIdentifier();
    for (String form : new String[] {"binary", "quote", "definition", "instance"}) {
      if (cursor.atKeyword(form)) {
        throw cursor.error(
            "(module %s ...) belongs to test scripts (.wast); write the module's fields here."
                .formatted(form));
      }
    }
    return new ModuleHeader(name, true);
  }

  /** Whether another field follows. */
  boolean hasField(Cursor cursor) {
    return !cursor.at(wrapped ? TokenKind.CLOSE : TokenKind.END);
  }

  void finish(Cursor cursor) throws WatSyntaxException {
    if (wrapped) {
      cursor.expectClose();
    }
    if (cursor.at(TokenKind.CLOSE)) {
      throw cursor.error("this ) closes nothing; the module ended before it.");
    }
    if (!cursor.at(TokenKind.END)) {
      throw cursor.expected("nothing more after the module");
    }
  }
}
