package org.wasmudf.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The current catalog with the changes of one {@link CatalogEdit}: all of them become one catalog
 * version when the edit returns, or none does. A draft belongs to its edit and is of no use after
 * it.
 */
public final class CatalogDraft {
  private static final int LISTED = 10;

  private final CatalogState before;
  private final @Nullable CatalogState permanent;
  private final boolean caseSensitive;
  private final StoredBytes stored;
  private final SortedMap<String, StoredModule> modules;
  private final SortedMap<FunctionKey, FunctionDefinition> functions;
  private final Map<Hash, byte[]> added = new HashMap<>();

  /** Where the bytes of earlier catalog versions come from. */
  @FunctionalInterface
  interface StoredBytes {
    byte[] bytes(Hash hash) throws StoreException;
  }

  /**
   * @param before what is edited
   * @param permanent null where that is the permanent catalog itself; else what temporary content
   *     lies over
   */
  CatalogDraft(
      CatalogState before,
      @Nullable CatalogState permanent,
      boolean caseSensitive,
      StoredBytes stored) {
    this.before = before;
    this.permanent = permanent;
    this.caseSensitive = caseSensitive;
    this.stored = stored;
    this.modules = new TreeMap<>(before.modules());
    this.functions = new TreeMap<>(before.functions());
  }

  /** What is registered now, this edit's changes so far included. */
  public Catalog catalog() {
    CatalogState now = new CatalogState(before.generation(), modules, functions);
    return permanent == null
        ? new CatalogView(0, now, CatalogState.EMPTY, caseSensitive)
        : new CatalogView(0, permanent, now, caseSensitive);
  }

  /**
   * Registers a module. The same name with the same bytes changes nothing, though a file that was
   * damaged or lost is written again.
   *
   * @return whether the catalog changes
   * @throws StoreException MODULE_EXISTS where the name has other bytes
   */
  public boolean putModule(ModuleImage image) throws StoreException {
    StoredModule existing = modules.get(FunctionKey.fold(image.name()));
    if (existing != null && !existing.current().hash().equals(image.hash())) {
      throw new StoreException(
          StoreException.Kind.MODULE_EXISTS,
          "Module \"%s\" exists with other bytes: registered %s, given %s. Write CREATE OR REPLACE MODULE to replace it."
              .formatted(existing.name(), existing.current().hash(), image.hash()));
    }
    return replaceModule(image, false);
  }

  /**
   * Registers a module, or makes these bytes the version in force where the name exists. The last
   * three versions stay for {@link #useVersion}.
   *
   * @param keepFunctions true leaves the functions that are bound to the module on the bytes that
   *     they run now; false moves all of them, which the caller has checked against {@link
   *     #boundTo}
   * @return whether the catalog changes; the same bytes change nothing
   */
  public boolean replaceModule(ModuleImage image, boolean keepFunctions) {
    String key = FunctionKey.fold(image.name());
    StoredModule existing = modules.get(key);
    added.put(image.hash(), image.bytes());
    if (existing != null && existing.current().hash().equals(image.hash())) {
      return false;
    }
    StoredModule.Version version =
        new StoredModule.Version(
            image.hash(),
            image.bytes().length,
            image.imports(),
            image.exports(),
            image.features(),
            Instant.now().truncatedTo(ChronoUnit.MICROS));
    if (existing == null) {
      modules.put(key, new StoredModule(image.name(), image.comment(), List.of(version)));
      return true;
    }
    modules.put(key, existing.with(version, image.comment()));
    if (!keepFunctions) {
      moveFunctions(existing, image.hash());
    }
    return true;
  }

  /**
   * Makes the version in force, or one of the last three before it, the version in force, and moves
   * the functions that are bound to the module onto it; the caller has checked them against {@link
   * #boundTo}.
   *
   * @return whether the catalog changes
   * @throws StoreException MODULE_NOT_FOUND where there is no such module or version
   */
  public boolean useVersion(String name, Hash hash) throws StoreException {
    StoredModule module = requireOwn(name);
    for (StoredModule.Version version : module.versions()) {
      if (version.hash().equals(hash)) {
        boolean moved = moveFunctions(module, hash);
        modules.put(FunctionKey.fold(name), module.with(version, null));
        return moved || !module.current().hash().equals(hash);
      }
    }
    throw new StoreException(
        StoreException.Kind.MODULE_NOT_FOUND,
        "Module \"%s\" has no version %s. Use the one in force or one of the last %d: %s."
            .formatted(
                module.name(),
                hash,
                StoredModule.KEPT_VERSIONS,
                module.hashes().stream().map(Hash::hex).collect(Collectors.joining(", "))));
  }

  /**
   * In a session, a function of the permanent module that the session's own module hides stays
   * where it is.
   */
  private boolean moveFunctions(StoredModule module, Hash hash) {
    boolean moved = false;
    for (FunctionDefinition function : boundTo(module.name())) {
      boolean hidden = permanent != null && !module.hashes().contains(function.moduleHash());
      if (!hidden && !function.moduleHash().equals(hash)) {
        functions.put(
            FunctionKey.of(function, caseSensitive), function.withModule(module.name(), hash));
        moved = true;
      }
    }
    return moved;
  }

  /** The functions that are bound to this module, on whichever of its versions. */
  public List<FunctionDefinition> boundTo(String module) {
    String key = FunctionKey.fold(module);
    return functions.values().stream()
        .filter(function -> FunctionKey.fold(function.module()).equals(key))
        .toList();
  }

  /**
   * Removes a module and its versions.
   *
   * @return what was removed
   * @throws StoreException MODULE_NOT_FOUND; IN_USE where functions are bound to it
   */
  public ModuleEntry dropModule(String name) throws StoreException {
    StoredModule module = requireOwn(name);
    List<FunctionDefinition> bound = boundTo(name);
    if (!bound.isEmpty()) {
      throw new StoreException(
          StoreException.Kind.IN_USE,
          "Module \"%s\" is used by %s. Drop %s first."
              .formatted(
                  module.name(),
                  listed(bound.stream().map(FunctionDefinition::display).toList()),
                  bound.size() == 1 ? "that function" : "these functions"));
    }
    modules.remove(FunctionKey.fold(name));
    return module.entry();
  }

  /**
   * Registers a function.
   *
   * @return the function as it is registered, with its module's own spelling
   * @throws StoreException FUNCTION_EXISTS where a function has this name and these argument types;
   *     MODULE_NOT_FOUND where its module or that version of it is not registered
   */
  public FunctionDefinition putFunction(FunctionDefinition function) throws StoreException {
    FunctionDefinition existing = functions.get(FunctionKey.of(function, caseSensitive));
    if (existing != null) {
      throw new StoreException(
          StoreException.Kind.FUNCTION_EXISTS,
          "Function %s exists. Write CREATE OR REPLACE FUNCTION to replace it."
              .formatted(existing.display()));
    }
    return replaceFunction(function);
  }

  /**
   * Registers a function in the place of the one of the same name and argument types, if there is
   * one.
   *
   * @return the function as it is registered, with its module's own spelling
   * @throws StoreException MODULE_NOT_FOUND where its module or that version of it is not
   *     registered
   */
  public FunctionDefinition replaceFunction(FunctionDefinition function) throws StoreException {
    boolean temporary = permanent != null;
    if (function.temporary() != temporary) {
      throw new IllegalArgumentException(
          "a %s function in the %s catalog"
              .formatted(
                  function.temporary() ? "temporary" : "permanent",
                  temporary ? "temporary" : "permanent"));
    }
    StoredModule module = require(function.module());
    boolean known =
        module.hashes().contains(function.moduleHash())
            || boundTo(module.name()).stream()
                .anyMatch(other -> other.moduleHash().equals(function.moduleHash()));
    if (!known) {
      throw new StoreException(
          StoreException.Kind.MODULE_NOT_FOUND,
          "Module \"%s\" has no version %s, which function %s names; the version in force is %s."
              .formatted(
                  module.name(),
                  function.moduleHash(),
                  function.display(),
                  module.current().hash()));
    }
    FunctionDefinition bound = function.withModule(module.name(), function.moduleHash());
    functions.put(FunctionKey.of(function, caseSensitive), bound);
    return bound;
  }

  /**
   * The function of this name and exactly these argument types among those that the edit can
   * change, or null.
   */
  public @Nullable FunctionDefinition function(String name, List<SqlType> types) {
    return functions.get(FunctionKey.of(name, types, caseSensitive));
  }

  /** The overloads of this name among those that the edit can change. */
  public List<FunctionDefinition> functions(String name) {
    String key = caseSensitive ? name : FunctionKey.fold(name);
    return functions.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(key))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Removes the function of this name and exactly these argument types.
   *
   * @return what was removed
   * @throws StoreException FUNCTION_NOT_FOUND
   */
  public FunctionDefinition dropFunction(String name, List<SqlType> types) throws StoreException {
    FunctionDefinition removed = functions.remove(FunctionKey.of(name, types, caseSensitive));
    if (removed == null) {
      String wanted =
          name + types.stream().map(SqlType::sql).collect(Collectors.joining(", ", "(", ")"));
      List<String> overloads = functions(name).stream().map(FunctionDefinition::display).toList();
      throw new StoreException(
          StoreException.Kind.FUNCTION_NOT_FOUND,
          overloads.isEmpty()
              ? "No function %s is registered. Look in wasmudf.functions.".formatted(wanted)
              : "No function %s is registered, but %s. Name one of these."
                  .formatted(wanted, listed(overloads)));
    }
    return removed;
  }

  /**
   * The bytes of a version that is registered, this edit's included.
   *
   * @throws StoreException as {@link ModuleStore#bytes}
   */
  public byte[] bytes(Hash hash) throws StoreException {
    byte[] bytes = added.get(hash);
    return bytes == null ? stored.bytes(hash) : bytes.clone();
  }

  /** A module that a function may be bound to: of the session, else a permanent one. */
  private StoredModule require(String name) throws StoreException {
    String key = FunctionKey.fold(name);
    StoredModule hidden = permanent == null ? null : permanent.modules().get(key);
    return hidden == null || modules.containsKey(key) ? requireOwn(name) : hidden;
  }

  private StoredModule requireOwn(String name) throws StoreException {
    StoredModule module = modules.get(FunctionKey.fold(name));
    if (module == null) {
      List<String> names = modules.values().stream().map(StoredModule::name).toList();
      throw new StoreException(
          StoreException.Kind.MODULE_NOT_FOUND,
          "No module \"%s\" is registered (modules: %s). Register it with CREATE MODULE."
              .formatted(name, names.isEmpty() ? "none" : listed(names)));
    }
    return module;
  }

  private static String listed(List<String> names) {
    String shown = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? shown : shown + " and " + (names.size() - LISTED) + " more";
  }

  /** The bytes that this edit brought. */
  Map<Hash, byte[]> added() {
    return added;
  }

  boolean changed() {
    return !modules.equals(before.modules()) || !functions.equals(before.functions());
  }

  /** The next version. */
  CatalogState result() {
    return new CatalogState(before.generation() + 1, modules, functions);
  }

  /** The next version of a session, without the modules that none of its functions uses. */
  CatalogState resultOfSession() {
    SortedMap<String, StoredModule> used = new TreeMap<>(modules);
    used.values().removeIf(module -> boundTo(module.name()).isEmpty());
    return new CatalogState(before.generation() + 1, used, functions);
  }
}
