package org.wasmudf.runtime.internal.wat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an error proposes in place of a name that does not exist. */
final class Suggestions {
  private static final int LISTED = 10;

  /** Enough for every instruction; keeps the search short however many names a text defines. */
  private static final int SEARCHED = 1_000;

  private static final int LONGEST_NAME = 60;

  private Suggestions() {}

  /** An error at the cursor's identifier, with the names that exist. */
  static WatSyntaxException unknownName(Cursor cursor, SpaceKind kind, List<String> names)
      throws WatSyntaxException {
    String name = cursor.identifierName();
    String known =
        names.isEmpty()
            ? "no %s has a name here".formatted(kind.noun())
            : "%s: %s"
                .formatted(
                    kind.plural(),
                    names.stream()
                        .limit(LISTED)
                        .map(n -> "$" + Cursor.shorten(n))
                        .collect(Collectors.joining(", ")));
    String more = names.size() > LISTED ? " and %d more".formatted(names.size() - LISTED) : "";
    String nearest = nearest(name, names);
    String proposal = nearest == null ? "" : " Did you mean $%s?".formatted(nearest);
    return cursor.error(
        "unknown %s $%s (%s%s).%s"
            .formatted(kind.noun(), Cursor.shorten(name), known, more, proposal));
  }

  /** The candidate that a typing slip would explain, or null. */
  static @Nullable String nearest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST_NAME) {
      return null;
    }
    // A quarter of the letters may differ, but never all of them.
    int best = Math.min(word.length(), Math.max(1, word.length() / 4) + 1);
    String nearest = null;
    int searched = 0;
    for (String candidate : candidates) {
      if (searched++ == SEARCHED) {
        break;
      }
      if (Math.abs(candidate.length() - word.length()) < best) {
        int distance = distance(word, candidate);
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn a into b. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int shorter = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        rows[i][j] = Math.min(replaced, shorter);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
