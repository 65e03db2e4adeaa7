package org.wasmudf.rewriter.ddl;

/** Where a module's bytes come from. */
public sealed interface ModuleSource {
  /** {@code FROM FILE 'path'}. */
  record File(String path) implements ModuleSource {}

  /** {@code FROM ?}: byte[], InputStream or Blob. */
  record Parameter(int ordinal) implements ModuleSource {}

  /** {@code FROM BASE64 '..'} or {@code X'..'}. */
  record Bytes(byte[] bytes) implements ModuleSource {}

  /**
   * {@code AS WAT '..'}: the text form.
   *
   * @param offset of the text's first character in the statement, so that errors name its place
   */
  record Wat(String text, int offset) implements ModuleSource {}
}
