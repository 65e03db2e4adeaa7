package org.wasmudf.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered module under its name.
 *
 * @param hash the version in force
 * @param sizeBytes length of its bytes
 * @param imports {@code module.name} of each import, in order
 * @param exports names of the exported functions, in order
 * @param features names of the WebAssembly features that it uses beyond the MVP
 * @param previous earlier versions that ALTER MODULE can return to, newest first, three at most
 */
public record ModuleEntry(
    String name,
    Hash hash,
    long sizeBytes,
    List<String> imports,
    List<String> exports,
    List<String> features,
    List<Hash> previous,
    @Nullable String comment,
    Instant createdAt) {
  public ModuleEntry {
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
    features = List.copyOf(features);
    previous = List.copyOf(previous);
  }
}
