package org.wasmudf.runtime.internal.module;

/**
 * Where a section lies in the module's bytes.
 *
 * @param id Core Specification 2.0, section 5.5.2
 * @param start offset of the id byte
 * @param content offset of the first byte after the size; for custom sections, after the name
 * @param end offset after the last byte
 * @param name of a custom section, else empty
 */
public record Section(int id, int start, int content, int end, String name) {
  public static final int CUSTOM = 0;
  public static final int TYPE = 1;
  public static final int IMPORT = 2;
  public static final int FUNCTION = 3;
  public static final int TABLE = 4;
  public static final int MEMORY = 5;
  public static final int GLOBAL = 6;
  public static final int EXPORT = 7;
  public static final int START = 8;
  public static final int ELEMENT = 9;
  public static final int CODE = 10;
  public static final int DATA = 11;
  public static final int DATA_COUNT = 12;
  static final int TAG = 13;

  /** The place that a section has in a module; 0 for those that may stand anywhere. */
  public static int rank(int id) {
    return switch (id) {
      case TYPE -> 1;
      case IMPORT -> 2;
      case FUNCTION -> 3;
      case TABLE -> 4;
      case MEMORY -> 5;
      case TAG -> 6;
      case GLOBAL -> 7;
      case EXPORT -> 8;
      case START -> 9;
      case ELEMENT -> 10;
      case DATA_COUNT -> 11;
      case CODE -> 12;
      case DATA -> 13;
      default -> 0;
    };
  }

  /** The name that messages use. */
  static String label(int id) {
    return switch (id) {
      case CUSTOM -> "custom";
      case TYPE -> "type";
      case IMPORT -> "import";
      case FUNCTION -> "function";
      case TABLE -> "table";
      case MEMORY -> "memory";
      case TAG -> "tag";
      case GLOBAL -> "global";
      case EXPORT -> "export";
      case START -> "start";
      case ELEMENT -> "element";
      case DATA_COUNT -> "data count";
      case CODE -> "code";
      case DATA -> "data";
      default -> "unknown";
    };
  }
}
