package org.wasmudf.store;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole content of one catalog version.
 *
 * @param generation counts the versions of a store
 * @param modules by folded name
 * @param functions by the key of the state's case rule
 */
record CatalogState(
    long generation,
    SortedMap<String, StoredModule> modules,
    SortedMap<FunctionKey, FunctionDefinition> functions) {
  static final CatalogState EMPTY =
      new CatalogState(0, Collections.emptySortedMap(), Collections.emptySortedMap());

  CatalogState {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
  }

  /** Every hash whose bytes must stay. */
  Set<Hash> hashes() {
    return hashes(modules, functions);
  }

  static Set<Hash> hashes(
      Map<String, StoredModule> modules, Map<FunctionKey, FunctionDefinition> functions) {
    Set<Hash> hashes = new HashSet<>();
    modules.values().forEach(module -> hashes.addAll(module.hashes()));
    functions.values().forEach(function -> hashes.add(function.moduleHash()));
    return hashes;
  }
}
