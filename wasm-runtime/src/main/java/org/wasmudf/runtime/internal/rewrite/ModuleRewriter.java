package org.wasmudf.runtime.internal.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.Limits;
import org.wasmudf.runtime.internal.module.ModuleReader;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.module.Section;

/**
 * Gives a valid module the host's limits and functions: caps memory and tables, appends types,
 * functions, exports and code. Nothing is renumbered, so the guest's own code stays byte for byte.
 * The result is validated again before an engine sees it.
 *
 * <p>Of the custom sections only {@code name} is kept, which traps are told by: engines read no
 * other, and debug information is often most of a module. The store keeps the original.
 */
public final class ModuleRewriter {
  /** A table entry, for the limit that memories and tables share. */
  private static final int TABLE_ENTRY_BYTES = 8;

  private static final int PAGE_BYTES = 1 << 16;

  /** No engine here takes more (its views are Java buffers). */
  private static final long MAX_MEMORY_BYTES = (1L << 31) - PAGE_BYTES;

  private final ParsedModule module;
  private final List<AppendedFunction> appended;
  private final boolean hostPages;
  private final long memoryMax;
  private final long tableMax;
  private final List<FunctionType> newTypes = new ArrayList<>();
  private final int[] appendedTypes;

  private ModuleRewriter(
      ParsedModule module, long maxBytes, boolean hostPages, List<AppendedFunction> appended)
      throws GuestException {
    this.module = module;
    this.appended = appended;
    this.hostPages = hostPages;
    this.appendedTypes = new int[appended.size()];
    long tableMin = 0;
    for (Limits table : module.tables()) {
      tableMin += table.min() * TABLE_ENTRY_BYTES;
    }
    Limits memory = module.memory();
    long memoryMin = memory == null ? 0 : memory.min() * PAGE_BYTES;
    if (memoryMin + tableMin > maxBytes || memoryMin > MAX_MEMORY_BYTES) {
      throw new GuestException(
          Kind.MEMORY,
          "Module \""
              + module.name()
              + "\" starts with "
              + (memoryMin + tableMin)
              + " bytes of memory and tables, more than max_memory allows ("
              + maxBytes
              + "). Set max_memory higher, or build it with less initial memory.");
    }
    // Tables that cannot grow keep what they have; the others share a part of what is left.
    long tableBudget = 0;
    if (module.code().usesTableGrow() && !module.tables().isEmpty()) {
      tableBudget = (maxBytes - memoryMin - tableMin) / 8;
      tableMax = tableBudget / TABLE_ENTRY_BYTES / module.tables().size();
    } else {
      tableMax = 0;
    }
    memoryMax = Math.min(maxBytes - tableMin - tableBudget, MAX_MEMORY_BYTES) / PAGE_BYTES;
  }

  /**
   * Rewrites a module.
   *
   * @param maxBytes cap for its memory and tables together
   * @param hostPages whether the host puts pages of its own behind the guest's memory: the memory
   *     may then grow to the cap whatever maximum it states, and is added where there is none
   * @throws GuestException MEMORY where the module starts above the cap
   */
  public static byte[] rewrite(
      ParsedModule module, long maxBytes, boolean hostPages, List<AppendedFunction> appended)
      throws GuestException {
    byte[] bytes = new ModuleRewriter(module, maxBytes, hostPages, appended).rewrite();
    ModuleReader.read(module.name(), bytes);
    return bytes;
  }

  private byte[] rewrite() {
    numberTypes();
    WasmWriter out = new WasmWriter(module.bytes().length + 1024);
    out.bytes(module.bytes(), 0, 8);
    int done = 0;
    for (Section section : module.sections()) {
      if (section.id() == Section.CUSTOM) {
        continue;
      }
      int rank = Section.rank(section.id());
      for (; done + 1 < rank; done++) {
        missing(out, done + 1);
      }
      present(out, section);
      done = rank;
    }
    for (; done < Section.rank(Section.DATA); done++) {
      missing(out, done + 1);
    }
    for (Section section : module.sections()) {
      if (section.id() == Section.CUSTOM && section.name().equals("name")) {
        copy(out, section);
      }
    }
    return out.toBytes();
  }

  private void numberTypes() {
    for (int i = 0; i < appendedTypes.length; i++) {
      FunctionType type = appended.get(i).type();
      int known = module.types().indexOf(type);
      if (known < 0) {
        if (!newTypes.contains(type)) {
          newTypes.add(type);
        }
        known = module.types().size() + newTypes.indexOf(type);
      }
      appendedTypes[i] = known;
    }
  }

  private void copy(WasmWriter out, Section section) {
    out.bytes(module.bytes(), section.start(), section.end());
  }

  private void present(WasmWriter out, Section section) {
    switch (section.id()) {
      case Section.TYPE -> extended(out, section, newTypes.size(), this::types);
      case Section.FUNCTION -> extended(out, section, appended.size(), this::functions);
      case Section.EXPORT -> extended(out, section, exportCount(), this::exports);
      case Section.CODE -> extended(out, section, appended.size(), this::code);
      case Section.MEMORY -> memory(out, module.memory());
      case Section.TABLE -> tables(out, section);
      default -> copy(out, section);
    }
  }

  /** Adds the section of this rank where the module has none and the host needs it. */
  private void missing(WasmWriter out, int rank) {
    if (rank == Section.rank(Section.TYPE)) {
      added(out, Section.TYPE, newTypes.size(), this::types);
    } else if (rank == Section.rank(Section.FUNCTION)) {
      added(out, Section.FUNCTION, appended.size(), this::functions);
    } else if (rank == Section.rank(Section.EXPORT)) {
      added(out, Section.EXPORT, exportCount(), this::exports);
    } else if (rank == Section.rank(Section.CODE)) {
      added(out, Section.CODE, appended.size(), this::code);
    } else if (rank == Section.rank(Section.MEMORY) && hostPages && module.memory() == null) {
      memory(out, null);
    }
  }

  private interface Items {
    void write(WasmWriter out);
  }

  private static void added(WasmWriter out, int id, int count, Items items) {
    if (count > 0) {
      WasmWriter content = new WasmWriter().u32(count);
      items.write(content);
      out.section(id, content);
    }
  }

  /** A section whose vector gets more items at its end. */
  private void extended(WasmWriter out, Section section, int count, Items items) {
    if (count == 0) {
      copy(out, section);
      return;
    }
    byte[] bytes = module.bytes();
    long before = 0;
    int at = section.content();
    for (int shift = 0; ; shift += 7) {
      int b = bytes[at++];
      before |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    WasmWriter content = new WasmWriter(section.end() - at + 1024);
    content.u32(before + count).bytes(bytes, at, section.end());
    items.write(content);
    out.section(section.id(), content);
  }

  private void types(WasmWriter out) {
    for (FunctionType type : newTypes) {
      out.u8(0x60).types(type.parameters()).types(type.results());
    }
  }

  private void functions(WasmWriter out) {
    for (int type : appendedTypes) {
      out.u32(type);
    }
  }

  private void code(WasmWriter out) {
    for (AppendedFunction function : appended) {
      out.u32(function.body().size()).bytes(function.body());
    }
  }

  private int exportCount() {
    return appended.size();
  }

  private void exports(WasmWriter out) {
    int function = module.functionTypes().length;
    for (AppendedFunction added : appended) {
      out.name(added.export()).u8(ExternKind.FUNCTION.code()).u32(function++);
    }
  }

  private void memory(WasmWriter out, @Nullable Limits declared) {
    long min = declared == null ? 0 : declared.min();
    long max = memoryMax;
    if (declared != null && declared.hasMax() && !hostPages) {
      max = Math.min(max, declared.max());
    }
    out.section(Section.MEMORY, new WasmWriter().u32(1).u8(1).u32(min).u32(max));
  }

  private void tables(WasmWriter out, Section section) {
    WasmWriter content = new WasmWriter().u32(module.tables().size());
    byte[] bytes = module.bytes();
    int at = section.content();
    while (bytes[at++] < 0) {
      // The count, which is written anew.
    }
    for (Limits table : module.tables()) {
      int type = bytes[at];
      long max = Math.max(table.min(), tableMax);
      if (table.hasMax()) {
        max = Math.min(max, table.max());
      }
      content.u8(type).u8(1).u32(table.min()).u32(max);
      at = afterLimits(bytes, at + 1);
    }
    out.section(Section.TABLE, content);
  }

  private static int afterLimits(byte[] bytes, int limits) {
    int at = limits + 1;
    for (int numbers = bytes[limits] + 1; numbers > 0; numbers--) {
      while (bytes[at++] < 0) {
        // One LEB128.
      }
    }
    return at;
  }
}
