package org.wasmudf.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An immutable catalog, indexed by name, of permanent content with temporary content over it. */
final class CatalogView implements Catalog {
  private final long version;
  private final CatalogState permanent;
  private final boolean caseSensitive;
  private final Map<String, ModuleEntry> modulesByName;
  private final List<ModuleEntry> modules;
  private final List<FunctionDefinition> functions;
  private final Map<String, List<FunctionDefinition>> functionsByName = new HashMap<>();
  private @Nullable Hash catalogHash;

  /**
   * @param permanent its names differ by more than case
   * @param temporary hides what has the same name, and for functions the same types
   * @param caseSensitive whether function names match by case; module names never do
   */
  CatalogView(long version, CatalogState permanent, CatalogState temporary, boolean caseSensitive) {
    this.version = caseSensitive ? ~version : version;
    this.permanent = permanent;
    this.caseSensitive = caseSensitive;
    SortedMap<String, ModuleEntry> entries = new TreeMap<>();
    permanent.modules().forEach((name, module) -> entries.put(name, module.entry()));
    temporary.modules().forEach((name, module) -> entries.put(name, module.entry()));
    this.modulesByName = entries;
    this.modules = List.copyOf(entries.values());
    SortedMap<FunctionKey, FunctionDefinition> all = new TreeMap<>();
    for (CatalogState part : List.of(permanent, temporary)) {
      for (FunctionDefinition function : part.functions().values()) {
        all.put(FunctionKey.of(function, caseSensitive), function);
      }
    }
    this.functions = List.copyOf(all.values());
    for (FunctionDefinition function : functions) {
      functionsByName
          .computeIfAbsent(key(function.name()), name -> new ArrayList<>())
          .add(function);
    }
    functionsByName.replaceAll((name, overloads) -> List.copyOf(overloads));
  }

  /** The content below the temporary one. */
  CatalogState permanent() {
    return permanent;
  }

  private String key(String name) {
    return caseSensitive ? name : FunctionKey.fold(name);
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public Collection<ModuleEntry> modules() {
    return modules;
  }

  @Override
  public @Nullable ModuleEntry module(String name) {
    return modulesByName.get(FunctionKey.fold(name));
  }

  @Override
  public Collection<FunctionDefinition> functions() {
    return functions;
  }

  @Override
  public List<FunctionDefinition> functions(String name) {
    return functionsByName.getOrDefault(key(name), List.of());
  }

  @Override
  public Hash catalogHash() {
    Hash hash = catalogHash;
    if (hash == null) {
      hash = computeHash();
      catalogHash = hash;
    }
    return hash;
  }

  private Hash computeHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (FunctionDefinition function : functions) {
        add(digest, function.name());
        add(digest, function.kind().name());
        add(digest, Integer.toString(function.signature().parameters().size()));
        function.signature().types().forEach(type -> add(digest, type.sql()));
        add(digest, function.signature().returns().sql());
        add(digest, function.abi().name());
        add(digest, function.nullHandling().name());
        add(digest, function.volatility().name());
        add(digest, function.moduleHash().hex());
        add(digest, function.export());
        SortedMap<String, String> settings = new TreeMap<>(function.settings());
        add(digest, Integer.toString(settings.size()));
        settings.forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
      }
      return new Hash(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Length first, so that no two contents give the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
