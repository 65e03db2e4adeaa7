package org.wasmudf.store;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of what is registered: one version of a store's manifest, or that and the
 * temporary functions of a connection.
 */
public interface Catalog {
  /** Changes whenever the content does; equal versions of one catalog have equal content. */
  long version();

  /** All modules, ordered by name. */
  Collection<ModuleEntry> modules();

  /** The module of this name in any case, or null. */
  @Nullable ModuleEntry module(String name);

  /** All functions, ordered by name and argument types. */
  Collection<FunctionDefinition> functions();

  /** The overloads of this name (matched by the catalog's case rule), empty where there is none. */
  List<FunctionDefinition> functions(String name);

  /** SHA-256 over the content that decides answers: functions, signatures, module hashes. */
  Hash catalogHash();
}
