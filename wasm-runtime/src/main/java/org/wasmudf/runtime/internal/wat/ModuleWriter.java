package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the sections of a module and puts them together in the order of the binary format. */
final class ModuleWriter {
  /** Mark for bytes that come from no single place in the text. */
  static final int NOWHERE = -1;

  private static final byte[] MAGIC_AND_VERSION = {0, 'a', 's', 'm', 1, 0, 0, 0};

  /**
   * @param anchor the section beside which it stands; null for the module's start or end
   */
  private record Custom(
      @Nullable Section anchor, boolean before, String name, ByteWriter content) {}

  /** Entries of one section. */
  private static final class Entries {
    int count;
    ByteWriter content = new ByteWriter();
  }

  private final Map<Section, Entries> sections = new EnumMap<>(Section.class);
  private final List<Custom> customs = new ArrayList<>();
  private boolean hasStart;
  private int start;

  /**
   * Starts an entry of a section.
   *
   * @param textOffset where the text defines it
   * @return where to write the entry
   */
  ByteWriter entry(Section section, int textOffset) {
    Entries entries = entries(section);
    entries.count++;
    entries.content.mark(textOffset);
    return entries.content;
  }

  private Entries entries(Section section) {
    Entries entries = sections.get(section);
    if (entries == null) {
      entries = new Entries();
      sections.put(section, entries);
    }
    return entries;
  }

  void start(int function) {
    hasStart = true;
    start = function;
  }

  void custom(@Nullable Section anchor, boolean before, String name, ByteWriter content) {
    customs.add(new Custom(anchor, before, name, content));
  }

  boolean hasCustom(String name) {
    for (Custom custom : customs) {
      if (custom.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param types the type section's content and {@code typeCount} its entries
   * @param withDataCount whether to write the data count section
   */
  ByteWriter finish(ByteWriter types, int typeCount, boolean withDataCount) {
    entries(Section.TYPE).count = typeCount;
    entries(Section.TYPE).content = types;
    ByteWriter out = new ByteWriter();
    out.bytes(MAGIC_AND_VERSION);
    writeCustoms(null, true, out);
    for (Section section : Section.values()) {
      writeCustoms(section, true, out);
      switch (section) {
        case START -> {
          if (hasStart) {
            ByteWriter content = new ByteWriter();
            content.u32(start);
            write(section, content, out);
          }
        }
        case DATA_COUNT -> {
          if (withDataCount) {
            ByteWriter content = new ByteWriter();
            content.u32(entries(Section.DATA).count);
            write(section, content, out);
          }
        }
        case TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, ELEMENT, CODE, DATA ->
            writeVector(section, out);
      }
      writeCustoms(section, false, out);
    }
    writeCustoms(null, false, out);
    return out;
  }

  private void writeVector(Section section, ByteWriter out) {
    Entries entries = entries(section);
    if (entries.count == 0) {
      return;
    }
    ByteWriter content = new ByteWriter();
    content.u32(entries.count);
    content.append(entries.content);
    write(section, content, out);
  }

  private static void write(Section section, ByteWriter content, ByteWriter out) {
    out.mark(NOWHERE);
    out.u8(section.id());
    out.sized(content);
  }

  private void writeCustoms(@Nullable Section anchor, boolean before, ByteWriter out) {
    for (Custom custom : customs) {
      if (custom.anchor() == anchor && custom.before() == before) {
        ByteWriter content = new ByteWriter();
        content.name(custom.name());
        content.append(custom.content());
        out.mark(NOWHERE);
        out.u8(0);
        out.sized(content);
      }
    }
  }
}
