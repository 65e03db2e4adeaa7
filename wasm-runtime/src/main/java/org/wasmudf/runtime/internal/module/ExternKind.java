package org.wasmudf.runtime.internal.module;

import java.util.Locale;

/** What an import or export is (Core Specification 2.0, section 5.5.5). */
public enum ExternKind {
  FUNCTION(0),
  TABLE(1),
  MEMORY(2),
  GLOBAL(3);

  private final int code;

  ExternKind(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  static ExternKind of(int code) {
    return switch (code) {
      case 0 -> FUNCTION;
      case 1 -> TABLE;
      case 2 -> MEMORY;
      case 3 -> GLOBAL;
      default -> throw new IllegalArgumentException("no kind of import or export: " + code);
    };
  }

  /** The word that messages use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
