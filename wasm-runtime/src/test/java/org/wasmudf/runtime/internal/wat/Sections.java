package org.wasmudf.runtime.internal.wat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Takes a binary module apart, independently of the code under test. */
final class Sections {
  private static final int CUSTOM = 0;
  private static final int HEADER = 8;

  /** A section from its id to its end; {@code content} is where its content starts. */
  private record Section(int id, int start, int content, int end) {}

  private Sections() {}

  /** Each section with its header as hexadecimal digits, but custom ones. */
  static List<String> withoutCustom(byte[] module) {
    return sections(module).stream()
        .filter(section -> section.id() != CUSTOM)
        .map(section -> HexFormat.of().formatHex(module, section.start(), section.end()))
        .toList();
  }

  /** The ids in order, those of custom sections with the name, which has to be short. */
  static List<String> idsAndCustomNames(byte[] module) {
    return sections(module).stream()
        .map(
            section ->
                section.id() == CUSTOM
                    ? "0 "
                        + new String(
                            module,
                            section.content() + 1,
                            module[section.content()],
                            StandardCharsets.UTF_8)
                    : Integer.toString(section.id()))
        .toList();
  }

  /** Where the last section ends: the module's length, if all sizes are right. */
  static int end(byte[] module) {
    List<Section> sections = sections(module);
    return sections.isEmpty() ? HEADER : sections.get(sections.size() - 1).end();
  }

  private static List<Section> sections(byte[] module) {
    List<Section> sections = new ArrayList<>();
    int position = HEADER;
    while (position < module.length) {
      int start = position++;
      int size = 0;
      int shift = 0;
      byte b;
      do {
        b = module[position++];
        size |= (b & 0x7F) << shift;
        shift += 7;
      } while (b < 0);
      sections.add(new Section(module[start], start, position, position + size));
      position += size;
    }
    return sections;
  }
}
