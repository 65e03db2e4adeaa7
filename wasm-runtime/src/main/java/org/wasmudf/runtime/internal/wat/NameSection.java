package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The custom section that carries the text's names into the binary, so that stack traces of traps
 * can show them (Core Specification 2.0, appendix 7.4).
 */
final class NameSection {
  static final String NAME = "name";

  private static final int MODULE = 0;
  private static final int FUNCTIONS = 1;
  private static final int LOCALS = 2;

  /** The parameters and locals of one function that have names. */
  private record Locals(int function, List<IndexSpace.Named> names) {}

  private final List<Locals> locals = new ArrayList<>();

  /** Call once for each function, by rising index. */
  void locals(int function, List<IndexSpace.Named> names) {
    if (!names.isEmpty()) {
      locals.add(new Locals(function, names));
    }
  }

  /** The section's content after its name; empty where nothing has a name. */
  ByteWriter write(@Nullable String module, List<IndexSpace.Named> functions) {
    ByteWriter out = new ByteWriter();
    if (module != null) {
      ByteWriter content = new ByteWriter();
      content.name(module);
      subsection(MODULE, content, out);
    }
    if (!functions.isEmpty()) {
      ByteWriter content = new ByteWriter();
      nameMap(functions, content);
      subsection(FUNCTIONS, content, out);
    }
    if (!locals.isEmpty()) {
      ByteWriter content = new ByteWriter();
      content.u32(locals.size());
      for (Locals function : locals) {
        content.u32(function.function());
        nameMap(function.names(), content);
      }
      subsection(LOCALS, content, out);
    }
    return out;
  }

  private static void nameMap(List<IndexSpace.Named> names, ByteWriter out) {
    out.u32(names.size());
    for (IndexSpace.Named named : names) {
      out.u32(named.index());
      out.name(named.name());
    }
  }

  private static void subsection(int id, ByteWriter content, ByteWriter out) {
    out.u8(id);
    out.sized(content);
  }
}
