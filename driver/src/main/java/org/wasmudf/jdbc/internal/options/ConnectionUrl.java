package org.wasmudf.jdbc.internal.options;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * A URL of ours, taken apart.
 *
 * @param target the target's own URL, its tail byte for byte as written
 * @param options what the bracket says, by name
 */
public record ConnectionUrl(String target, Map<String, String> options) {
  public static final String PREFIX = "jdbc:wasmudf:";

  /** Whether this is a URL of ours; null is none. */
  public static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /**
   * Takes {@code jdbc:wasmudf:[option=value;...]:tail} apart.
   *
   * @throws SQLException 08001 where no target is left, 22023 where the bracket is malformed
   */
  public static ConnectionUrl parse(String url) throws SQLException {
    String tail = url.substring(PREFIX.length());
    Map<String, String> options = new LinkedHashMap<>();
    if (tail.startsWith("[")) {
      int end = tail.indexOf("]:");
      if (end < 0) {
        throw SqlErrors.of(
            SqlState.INVALID_OPTION,
            "The URL's options end with \"]:\" before the target's URL, as in"
                + " jdbc:wasmudf:[store=/srv/udf;engine=endive]:h2:mem:x. Close the bracket.");
      }
      for (String pair : tail.substring(1, end).split(";", -1)) {
        if (!pair.isBlank()) {
          add(options, pair);
        }
      }
      tail = tail.substring(end + 2);
    }
    String lower = tail.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("wasmudf:") || lower.startsWith("jdbc:")) {
      throw SqlErrors.of(
          SqlState.CONNECTION_REFUSED,
          "After jdbc:wasmudf: stands the target's URL without \"jdbc:\", and no second wasmudf:,"
              + " as in jdbc:wasmudf:h2:mem:x. Remove \""
              + tail.substring(0, tail.indexOf(':') + 1)
              + "\".");
    }
    if (tail.isEmpty()) {
      throw SqlErrors.of(
          SqlState.CONNECTION_REFUSED,
          "The URL names no target. Write the target's URL without \"jdbc:\", as in"
              + " jdbc:wasmudf:h2:mem:x.");
    }
    return new ConnectionUrl("jdbc:" + tail, options);
  }

  private static void add(Map<String, String> options, String pair) throws SQLException {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_OPTION,
          "The URL's options are name=value, separated by semicolons, not \"%s\"."
              .formatted(pair.trim()));
    }
    String name = pair.substring(0, equals).trim();
    String value = pair.substring(equals + 1).trim();
    String earlier = options.putIfAbsent(name, value);
    if (earlier != null && !earlier.equals(value)) {
      throw SqlErrors.of(
          SqlState.INVALID_OPTION,
          "Option %s stands twice in the URL, as \"%s\" and \"%s\". Remove one."
              .formatted(name, earlier, value));
    }
  }
}
