package org.wasmudf.rewriter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells in one pass over a text whether it can concern us at all: whether one of its words is a
 * registered function's name or a word of our own DDL. Knows neither strings nor comments, so it
 * errs only towards a closer look; what it lets pass needs no parser.
 *
 * <p>Immutable; one is made per catalog version. Costs about a nanosecond a character.
 */
public final class LexicalGate {
  /** What a text needs. */
  public enum Verdict {
    /** Nothing of ours is in it: it goes to the target as it is. */
    PASS,
    /** It has a word of our DDL, and no registered name: {@code DdlParser} decides. */
    DDL_WORD,
    /** It has a registered name, and perhaps a word of our DDL too. */
    REGISTERED_NAME
  }

  /**
   * The words that each statement of ours, or one that reads our relations, has at least one of.
   */
  private static final List<String> DDL_WORDS =
      List.of("wasm", "wasmudf", "module", "functions", "webassembly_modules", "wasmmessagepack");

  /** Slots of an open-addressing table, a power of two; the entries are lower case. */
  private final @Nullable String[] words;

  /** For each slot whether its word is a registered name. */
  private final boolean[] registered;

  private final int mask;

  public LexicalGate(Collection<String> registeredNames) {
    int size =
        Integer.highestOneBit(Math.max(16, (registeredNames.size() + DDL_WORDS.size()) * 2)) * 2;
    words = new String[size];
    registered = new boolean[size];
    mask = size - 1;
    DDL_WORDS.forEach(word -> put(word, false));
    registeredNames.forEach(name -> put(name, true));
  }

  private void put(String word, boolean name) {
    String folded = fold(word);
    int slot = hash(folded) & mask;
    for (String there = words[slot]; there != null; there = words[slot]) {
      if (there.equals(folded)) {
        registered[slot] |= name;
        return;
      }
      slot = (slot + 1) & mask;
    }
    words[slot] = folded;
    registered[slot] = name;
  }

  /** Folding character by character, so that the scan can do the same without a new string. */
  private static String fold(String word) {
    StringBuilder folded = new StringBuilder(word.length());
    word.chars().forEach(c -> folded.append(fold((char) c)));
    return folded.toString();
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  private static int hash(String folded) {
    int hash = 0;
    for (int i = 0; i < folded.length(); i++) {
      hash = hash * 31 + folded.charAt(i);
    }
    return spread(hash);
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }

  /** Scans a whole text. */
  public Verdict scan(String sql) {
    boolean ddl = false;
    int length = sql.length();
    int i = 0;
    while (i < length) {
      int start = i;
      int hash = 0;
      for (; i < length && isWordPart(sql.charAt(i)); i++) {
        hash = hash * 31 + fold(sql.charAt(i));
      }
      if (i == start) {
        i++;
        continue;
      }
      int slot = find(sql, start, i - start, spread(hash));
      if (slot >= 0) {
        if (registered[slot]) {
          return Verdict.REGISTERED_NAME;
        }
        ddl = true;
      }
    }
    return ddl ? Verdict.DDL_WORD : Verdict.PASS;
  }

  private int find(String sql, int start, int length, int hash) {
    int slot = hash & mask;
    for (String word = words[slot]; word != null; word = words[slot]) {
      if (word.length() == length && matches(sql, start, word)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private static boolean matches(String sql, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (fold(sql.charAt(start + i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A character of a word. {@code #} and {@code @} are left out, so that {@code @f} or {@code f#}
   * is looked at more closely.
   */
  private static boolean isWordPart(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '_'
          || c == '$';
    }
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "LexicalGate[%d slots]", words.length);
  }
}
