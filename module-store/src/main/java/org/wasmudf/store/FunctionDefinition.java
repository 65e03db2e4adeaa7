package org.wasmudf.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered function: what DDL said and what the checks found.
 *
 * @param name as declared; matching ignores case unless the connection says otherwise
 * @param module name of the module that it is bound to, as registered
 * @param moduleHash the version of the module that it runs
 * @param export the exported function
 * @param parallelSafe declared PARALLEL SAFE
 * @param shadows declared OR SHADOW: may hide a function of the target
 * @param settings keys in lower case, in declaration order
 */
public record FunctionDefinition(
    String name,
    FunctionKind kind,
    FunctionSignature signature,
    Abi abi,
    NullHandling nullHandling,
    Volatility volatility,
    boolean parallelSafe,
    boolean shadows,
    boolean temporary,
    String module,
    Hash moduleHash,
    String export,
    Map<String, String> settings,
    @Nullable String comment,
    Instant createdAt) {
  public FunctionDefinition {
    settings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(settings));
  }

  /** The same function bound to a version of a module. */
  public FunctionDefinition withModule(String newModule, Hash newHash) {
    return new FunctionDefinition(
        name,
        kind,
        signature,
        abi,
        nullHandling,
        volatility,
        parallelSafe,
        shadows,
        temporary,
        newModule,
        newHash,
        export,
        settings,
        comment,
        createdAt);
  }

  /** {@code name(INTEGER, VARCHAR)}: how messages name this overload. */
  public String display() {
    StringBuilder text = new StringBuilder(name).append('(');
    String separator = "";
    for (SqlType type : signature.types()) {
      text.append(separator).append(type.sql());
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
