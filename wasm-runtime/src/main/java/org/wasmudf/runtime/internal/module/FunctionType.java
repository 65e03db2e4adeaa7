package org.wasmudf.runtime.internal.module;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wasmudf.runtime.internal.engine.ValType;

/** A function type (Core Specification 2.0, section 2.3.6). */
public record FunctionType(List<ValType> parameters, List<ValType> results) {
  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /** {@code (i64, i64) -> i64}: how messages and {@code wasmudf.exports} write it. */
  @Override
  public String toString() {
    String out = names(results);
    return "(" + names(parameters) + ") -> " + (results.size() == 1 ? out : "(" + out + ")");
  }

  private static String names(List<ValType> types) {
    return types.stream()
        .map(type -> type.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
