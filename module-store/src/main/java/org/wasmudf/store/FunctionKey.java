package org.wasmudf.store;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What makes a function one: its name under a case rule, and its argument types.
 *
 * @param types the canonical spellings, joined
 */
record FunctionKey(String name, String types) implements Comparable<FunctionKey> {
  private static final Comparator<FunctionKey> ORDER =
      Comparator.comparing(FunctionKey::name).thenComparing(FunctionKey::types);

  static FunctionKey of(String name, List<SqlType> types, boolean caseSensitive) {
    return new FunctionKey(
        caseSensitive ? name : fold(name),
        types.stream().map(SqlType::sql).collect(Collectors.joining(", ")));
  }

  static FunctionKey of(FunctionDefinition function, boolean caseSensitive) {
    return of(function.name(), function.signature().types(), caseSensitive);
  }

  /** The form under which names match without case. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(FunctionKey other) {
    return ORDER.compare(this, other);
  }
}
