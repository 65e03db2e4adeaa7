package org.wasmudf.store;

import org.jspecify.annotations.Nullable;

/**
 * One argument of a function.
 *
 * @param name as declared, null where the declaration names only the type
 */
public record Parameter(@Nullable String name, SqlType type) {
  /** The argument as DDL spells it. */
  public String sql() {
    return name == null ? type.sql() : DdlText.identifier(name) + " " + type.sql();
  }
}
