package org.wasmudf.integration.types;

import java.util.regex.Pattern;
import org.wasmudf.integration.targets.Target;

/**
 * What cannot be the same through wasmudf. A difference that no entry names fails the tests, and so
 * does an entry that nothing needs; the README has them all as a table.
 *
 * @param types the columns' types as the README says it
 * @param typePattern of {@link Case#name}
 * @param getters the getters as the README says it
 * @param getterPattern of {@link Getter#name}
 * @param reason why, and what there is instead
 */
record KnownDifference(
    Target target,
    String types,
    Pattern typePattern,
    String getters,
    Pattern getterPattern,
    String reason) {
  static KnownDifference of(
      Target target,
      String types,
      String typePattern,
      String getters,
      String getterPattern,
      String reason) {
    return new KnownDifference(
        target,
        types,
        Pattern.compile(typePattern),
        getters,
        Pattern.compile(getterPattern),
        reason);
  }

  boolean covers(String type, String getter) {
    return typePattern.matcher(type).matches() && getterPattern.matcher(getter).matches();
  }

  String markdown() {
    return "| " + target.product() + " | " + types + " | " + getters + " | " + reason + " |";
  }
}
