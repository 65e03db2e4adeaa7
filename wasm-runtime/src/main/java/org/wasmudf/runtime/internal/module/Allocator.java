package org.wasmudf.runtime.internal.module;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.engine.ValType;

/**
 * The exported functions from which the host gets memory of the guest's heap.
 *
 * @param allocate name of the allocating export
 * @param release name of the export that gives memory back, null where there is none
 */
public record Allocator(Form form, String allocate, @Nullable String release) {
  /** How the functions are called. */
  public enum Form {
    /** {@code allocate(size)}, {@code release(pointer)}. */
    SIZE,
    /** {@code allocate(size)}, {@code release(pointer, size)}. */
    SIZE_BOTH,
    /** {@code cabi_realloc(old, oldSize, alignment, newSize)} for both. */
    CABI_REALLOC,
    /** AssemblyScript's {@code __new(size, class)} and {@code __pin}; {@code __unpin} releases. */
    ASSEMBLY_SCRIPT
  }

  /** AssemblyScript pins objects, since its collector would take what nothing refers to. */
  public static final String PIN = "__pin";

  private static final List<String[]> PAIRS =
      List.of(
          new String[] {"wasmudf_alloc", "wasmudf_free"},
          new String[] {"malloc", "free"},
          new String[] {"alloc", "dealloc"});

  /** The first allocator that the module exports with a fitting type, in the documented order. */
  public static @Nullable Allocator find(ParsedModule module) {
    if (module.memory() == null) {
      return null;
    }
    for (String[] pair : PAIRS) {
      if (hasType(module, pair[0], 1, 1)) {
        if (hasType(module, pair[1], 2, 0)) {
          return new Allocator(Form.SIZE_BOTH, pair[0], pair[1]);
        }
        return new Allocator(Form.SIZE, pair[0], hasType(module, pair[1], 1, 0) ? pair[1] : null);
      }
    }
    if (hasType(module, "cabi_realloc", 4, 1)) {
      return new Allocator(Form.CABI_REALLOC, "cabi_realloc", "cabi_realloc");
    }
    if (hasType(module, "__new", 2, 1) && hasType(module, PIN, 1, 1)) {
      return new Allocator(
          Form.ASSEMBLY_SCRIPT, "__new", hasType(module, "__unpin", 1, 0) ? "__unpin" : null);
    }
    return null;
  }

  /** Whether it is exported and takes and gives so many i32. */
  private static boolean hasType(ParsedModule module, String name, int parameters, int results) {
    Export export = module.function(name);
    if (export == null) {
      return false;
    }
    FunctionType type = module.type(export.index());
    return type.parameters().size() == parameters
        && type.results().size() == results
        && type.parameters().stream().allMatch(ValType.I32::equals)
        && type.results().stream().allMatch(ValType.I32::equals);
  }
}
