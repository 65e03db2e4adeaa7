package org.wasmudf.runtime.internal.rewrite;

import org.wasmudf.runtime.internal.module.FunctionType;

/**
 * A function that the host adds to a module.
 *
 * @param export the name under which it is exported; begins with {@link #PREFIX}
 * @param body locals and code, as the code section holds them, without their size
 */
public record AppendedFunction(String export, FunctionType type, WasmWriter body) {
  /** No module may export names of its own that begin so. */
  public static final String PREFIX = "wasmudf:";
}
