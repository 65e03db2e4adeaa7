package org.wasmudf.runtime.internal.wat;

import org.jspecify.annotations.Nullable;

/** The sections in their order in the binary format (Core Specification 2.0, section 5.5). */
enum Section {
  TYPE("type", 1),
  IMPORT("import", 2),
  FUNCTION("func", 3),
  TABLE("table", 4),
  MEMORY("memory", 5),
  GLOBAL("global", 6),
  EXPORT("export", 7),
  START("start", 8),
  ELEMENT("elem", 9),
  DATA_COUNT("datacount", 12),
  CODE("code", 10),
  DATA("data", 11);

  private final String keyword;
  private final int id;

  Section(String keyword, int id) {
    this.keyword = keyword;
    this.id = id;
  }

  int id() {
    return id;
  }

  /** The section that the cursor's keyword names in {@code (@custom "name" (after ...))}. */
  static @Nullable Section at(Cursor cursor) {
    for (Section section : values()) {
      if (cursor.atKeyword(section.keyword)) {
        return section;
      }
    }
    return null;
  }
}
