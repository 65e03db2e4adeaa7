package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Takes a binary module apart, independently of the code under test. */
final class Sections {
  private static final int CUSTOM = 0;

  private Sections() {}

  /** Each section with its header as hexadecimal digits, but custom ones. */
  static List<String> withoutCustom(byte[] module) {
    List<String> sections = new ArrayList<>();
    int position = 8;
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
      position += size;
      if (module[start] != CUSTOM) {
        sections.add(HexFormat.of().formatHex(module, start, position));
      }
    }
    return sections;
  }
}
