package org.wasmudf.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module and its versions.
 *
 * @param versions the version in force, then the earlier ones, newest first
 */
record StoredModule(String name, @Nullable String comment, List<Version> versions) {
  /** How many earlier versions ALTER MODULE can return to. */
  static final int KEPT_VERSIONS = 3;

  StoredModule {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a module has a version");
    }
  }

  /** One version's bytes by their hash, and what the inspection found in them. */
  record Version(
      Hash hash,
      long sizeBytes,
      List<String> imports,
      List<String> exports,
      List<String> features,
      Instant createdAt) {
    Version {
      imports = List.copyOf(imports);
      exports = List.copyOf(exports);
      features = List.copyOf(features);
    }
  }

  Version current() {
    return versions.get(0);
  }

  List<Hash> hashes() {
    return versions.stream().map(Version::hash).toList();
  }

  /** The same module with this version in force, and what was in force before as an earlier one. */
  StoredModule with(Version version, @Nullable String newComment) {
    List<Version> kept = new ArrayList<>();
    kept.add(version);
    for (Version earlier : versions) {
      if (!earlier.hash().equals(version.hash()) && kept.size() <= KEPT_VERSIONS) {
        kept.add(earlier);
      }
    }
    return new StoredModule(name, newComment == null ? comment : newComment, kept);
  }

  ModuleEntry entry() {
    Version current = current();
    return new ModuleEntry(
        name,
        current.hash(),
        current.sizeBytes(),
        current.imports(),
        current.exports(),
        current.features(),
        hashes().subList(1, versions.size()),
        comment,
        current.createdAt());
  }
}
