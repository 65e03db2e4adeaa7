package org.wasmudf.store;

import java.util.List;

/** Names in a message: all of a few, the first ones of many. */
public final class NameList {
  private static final int MOST = 20;

  private NameList() {}

  /** The names with commas between them; "none" where there are none. */
  public static String of(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    if (names.size() <= MOST) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
  }
}
