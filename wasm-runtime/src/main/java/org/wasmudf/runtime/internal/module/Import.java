package org.wasmudf.runtime.internal.module;

import org.jspecify.annotations.Nullable;

/**
 * Something that a module asks its host for.
 *
 * @param type of a function, null for the other kinds
 */
public record Import(String module, String name, ExternKind kind, @Nullable FunctionType type) {
  /** {@code module.name}: how messages and {@code wasmudf.modules} write it. */
  public String display() {
    return module + "." + name;
  }
}
