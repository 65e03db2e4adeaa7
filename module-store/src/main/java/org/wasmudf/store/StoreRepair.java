package org.wasmudf.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings a damaged store back to what verifies. */
final class StoreRepair {
  private final StoreFolder folder;
  private final StoreFiles files;
  private final List<String> actions = new ArrayList<>();

  private StoreRepair(StoreFolder folder) {
    this.folder = folder;
    this.files = folder.files();
  }

  static RepairReport run(Path folder, StoreFiles files, Duration lockWait) throws StoreException {
    if (!Files.isDirectory(folder)) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "There is no folder %s to repair. Name the folder of the option store."
              .formatted(folder));
    }
    StoreFolder open;
    try {
      open = new StoreFolder(folder.toRealPath(), files, lockWait);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "Cannot find the folder %s: %s.".formatted(folder, StoreFolder.why(e)),
          e);
    }
    if (!files.exists(open.manifest()) && !files.exists(open.modules())) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "The folder %s holds no store. Name the folder of the option store.".formatted(folder));
    }
    try (StoreLock lock = open.lock()) {
      return new StoreRepair(open).run();
    } catch (IOException e) {
      throw open.failure("repair", e);
    }
  }

  private RepairReport run() throws IOException, StoreException {
    byte[] manifest = manifest();
    CatalogState read = state(manifest);
    boolean damaged = !actions.isEmpty();
    Set<Hash> broken = brokenModules(read);
    CatalogState kept = keep(read, broken);
    if (damaged) {
      keepUnnamedModules(kept);
    }
    if (!actions.isEmpty()) {
      if (damaged && manifest != null) {
        Path aside = unused("manifest.json.damaged");
        files.write(aside, manifest);
        files.sync(aside);
        actions.add("The damaged manifest is kept as %s.".formatted(aside.getFileName()));
      }
      folder.writeManifest(Manifest.write(kept));
    }
    return new RepairReport(actions, kept.modules().size(), kept.functions().size());
  }

  private byte @Nullable [] manifest() throws IOException {
    try {
      return folder.readManifest();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private CatalogState state(byte @Nullable [] manifest) throws StoreException {
    if (manifest == null) {
      actions.add("The manifest was missing; it is written anew and names nothing.");
      return CatalogState.EMPTY;
    }
    try {
      return Manifest.read(manifest);
    } catch (Manifest.NewerFormatException e) {
      throw folder.newer(e);
    } catch (Manifest.DamageException e) {
      actions.add("The manifest could not be used: %s.".formatted(e.getMessage()));
      Manifest.Salvage salvage = Manifest.salvage(manifest);
      salvage.lost().forEach(lost -> actions.add("Dropped from the manifest: " + lost + "."));
      return salvage.state();
    }
  }

  private Set<Hash> brokenModules(CatalogState state) throws IOException {
    Set<Hash> broken = new HashSet<>();
    for (Hash hash : state.hashes()) {
      Path file = folder.module(hash);
      try {
        Hash found = Hash.of(files.read(file));
        if (!found.equals(hash)) {
          broken.add(hash);
          Path aside = unused("damaged-" + hash + ".wasm");
          files.rename(file, aside);
          actions.add(
              "The bytes of module file %s have SHA-256 %s; the file is kept as %s."
                  .formatted(file.getFileName(), found, aside.getFileName()));
        }
      } catch (NoSuchFileException e) {
        broken.add(hash);
        actions.add("Module file %s was missing.".formatted(file.getFileName()));
      }
    }
    return broken;
  }

  private CatalogState keep(CatalogState read, Set<Hash> broken) {
    TreeMap<String, StoredModule> modules = new TreeMap<>();
    read.modules()
        .forEach(
            (key, module) -> {
              List<StoredModule.Version> whole =
                  module.versions().stream()
                      .filter(version -> !broken.contains(version.hash()))
                      .toList();
              if (whole.isEmpty()) {
                actions.add("Dropped module \"%s\".".formatted(module.name()));
                return;
              }
              modules.put(key, new StoredModule(module.name(), module.comment(), whole));
              if (!whole.get(0).equals(module.current())) {
                actions.add(
                    "Module \"%s\" is back at its earlier version %s."
                        .formatted(module.name(), whole.get(0).hash()));
              } else if (whole.size() < module.versions().size()) {
                actions.add("Module \"%s\" lost an earlier version.".formatted(module.name()));
              }
            });
    TreeMap<FunctionKey, FunctionDefinition> functions = new TreeMap<>(read.functions());
    functions
        .values()
        .removeIf(
            function -> {
              boolean lost =
                  broken.contains(function.moduleHash())
                      || !modules.containsKey(FunctionKey.fold(function.module()));
              if (lost) {
                actions.add(
                    "Dropped function %s of module \"%s\" (%s)."
                        .formatted(function.display(), function.module(), function.moduleHash()));
              }
              return lost;
            });
    return new CatalogState(read.generation() + 1, modules, functions);
  }

  /** Modules whose line in the manifest is lost would be swept at the next change. */
  private void keepUnnamedModules(CatalogState kept) throws IOException {
    Set<Hash> named = kept.hashes();
    for (Path file : files.list(folder.modules())) {
      String name = String.valueOf(file.getFileName());
      String hex = name.endsWith(".wasm") ? name.substring(0, name.length() - 5) : "";
      if (!StoreFolder.isHash(hex) || named.contains(new Hash(hex))) {
        continue;
      }
      byte[] bytes = files.read(file);
      if (Arrays.equals(Hash.digest(bytes), HexFormat.of().parseHex(hex))) {
        Path aside = folder.root().resolve("recovered").resolve(name);
        files.createFolder(folder.root().resolve("recovered"));
        files.rename(file, aside);
        actions.add(
            "Module file %s is whole but the manifest does not name it; it is kept as recovered/%s."
                .formatted(name, name));
      }
    }
  }

  private Path unused(String name) {
    Path path = folder.root().resolve(name);
    for (int i = 2; files.exists(path); i++) {
      path = folder.root().resolve(name + "." + i);
    }
    return path;
  }
}
