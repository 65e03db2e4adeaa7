package org.wasmudf.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a module on their way into a catalog, with what an inspection found in them. The
 * caller has checked the module; a catalog takes any bytes.
 */
public final class ModuleImage {
  private final String name;
  private final byte[] bytes;
  private final Hash hash;
  private final List<String> imports;
  private final List<String> exports;
  private final List<String> features;
  private final @Nullable String comment;

  /**
   * @param name the module's name as declared
   * @param bytes the binary, copied
   * @param imports {@code module.name} of each import, in order
   * @param exports names of the exported functions, in order
   * @param features names of the WebAssembly features that it uses beyond the MVP
   * @param comment null where the statement has none; replacing keeps the earlier comment then
   */
  public ModuleImage(
      String name,
      byte[] bytes,
      List<String> imports,
      List<String> exports,
      List<String> features,
      @Nullable String comment) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a module has a name");
    }
    this.name = name;
    this.bytes = bytes.clone();
    this.hash = Hash.of(this.bytes);
    this.imports = List.copyOf(imports);
    this.exports = List.copyOf(exports);
    this.features = List.copyOf(features);
    this.comment = comment;
  }

  public String name() {
    return name;
  }

  /** The SHA-256 of the bytes. */
  public Hash hash() {
    return hash;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public List<String> imports() {
    return imports;
  }

  public List<String> exports() {
    return exports;
  }

  public List<String> features() {
    return features;
  }

  public @Nullable String comment() {
    return comment;
  }
}
