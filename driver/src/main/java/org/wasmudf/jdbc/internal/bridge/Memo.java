package org.wasmudf.jdbc.internal.bridge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last results of a function that is not volatile. A call of a guest costs a change of threads,
 * and a target asks for the same value in WHERE, GROUP BY and the SELECT list. Confined to one
 * thread at a time.
 */
final class Memo {
  /** In place of NULL, as a result and within a key. */
  static final Object NULL = new Object();

  private static final int ENTRIES = 8192;

  /** Longer texts are not kept, so that a full memo takes some megabytes at most. */
  private static final int TEXT = 256;

  private final Map<Object, Object> results = new HashMap<>();

  /** Equal for equal arguments, by type, bits and characters; null where they are not kept. */
  static @Nullable Object key(@Nullable Object[] values) {
    if (values.length == 1) {
      return part(values[0]);
    }
    Object[] parts = new Object[values.length];
    for (int i = 0; i < parts.length; i++) {
      Object part = part(values[i]);
      if (part == null) {
        return null;
      }
      parts[i] = part;
    }
    List<Object> key = Arrays.asList(parts);
    return key;
  }

  private static @Nullable Object part(@Nullable Object value) {
    return value == null ? NULL : keeps(value) ? value : null;
  }

  private static boolean keeps(Object value) {
    return !(value instanceof byte[]) && !(value instanceof String text && text.length() > TEXT);
  }

  /** The result, {@link #NULL} for NULL; null where it is not known. */
  @Nullable Object get(Object key) {
    return results.get(key);
  }

  void put(Object key, @Nullable Object result) {
    if (result != null && !keeps(result)) {
      return;
    }
    if (results.size() >= ENTRIES) {
      results.clear();
    }
    results.put(key, result == null ? NULL : result);
  }
}
