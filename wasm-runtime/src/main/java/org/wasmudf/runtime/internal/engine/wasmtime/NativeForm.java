package org.wasmudf.runtime.internal.engine.wasmtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.module.Section;

/**
 * A module as this library needs it: the memory exported, since it gives no other, and the start
 * function exported instead of started, since a trap in there would lose its kind.
 */
final class NativeForm {
  private static final int HEADER = 8;

  private final ParsedModule module;
  private final String memory;
  private final String start;
  private final byte[] bytes;

  NativeForm(ParsedModule module) {
    this.module = module;
    this.memory = free("wasmudf:memory");
    this.start = free("wasmudf:start");
    this.bytes = rewrite();
  }

  /** The module in this form. */
  byte[] bytes() {
    return bytes;
  }

  /** The name of the exported memory, where there is one. */
  String memory() {
    return memory;
  }

  /** The name of the exported start function, where there is one. */
  String start() {
    return start;
  }

  private String free(String name) {
    String candidate = name;
    while (taken(candidate)) {
      candidate += ":";
    }
    return candidate;
  }

  private boolean taken(String name) {
    return module.exports().stream().anyMatch(export -> export.name().equals(name));
  }

  private byte[] rewrite() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(module.bytes().length + 64);
    out.write(module.bytes(), 0, HEADER);
    boolean exported = false;
    for (Section section : module.sections()) {
      // Core Specification 2.0, section 5.5.16: what comes after the exports has a higher number.
      if (!exported && section.id() > Section.EXPORT) {
        exports(out, null);
        exported = true;
      }
      if (section.id() == Section.EXPORT) {
        exports(out, section);
        exported = true;
      } else if (section.id() != Section.START) {
        out.write(module.bytes(), section.start(), section.end() - section.start());
      }
    }
    if (!exported) {
      exports(out, null);
    }
    return out.toByteArray();
  }

  private void exports(ByteArrayOutputStream out, @Nullable Section old) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int added = (module.memory() == null ? 0 : 1) + (module.start() < 0 ? 0 : 1);
    unsigned(content, module.exports().size() + added);
    if (old != null) {
      int items = old.content();
      while (module.bytes()[items++] < 0) {
        // The count, which is written anew.
      }
      content.write(module.bytes(), items, old.end() - items);
    }
    if (module.memory() != null) {
      export(content, memory, ExternKind.MEMORY, 0);
    }
    if (module.start() >= 0) {
      export(content, start, ExternKind.FUNCTION, module.start());
    }
    out.write(Section.EXPORT);
    unsigned(out, content.size());
    out.writeBytes(content.toByteArray());
  }

  private static void export(
      ByteArrayOutputStream content, String name, ExternKind kind, int index) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    unsigned(content, utf8.length);
    content.writeBytes(utf8);
    content.write(kind.code());
    unsigned(content, index);
  }

  private static void unsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
