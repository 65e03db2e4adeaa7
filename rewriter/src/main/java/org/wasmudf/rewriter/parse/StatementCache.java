package org.wasmudf.rewriter.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wasmudf.rewriter.dialect.Dialect;

/**
 * Parsed statements by text and dialect, the least recently used ones dropped. A parsed statement
 * does not depend on the catalog, so a change of the catalog leaves it valid. Safe for threads;
 * parsing holds no lock.
 */
public final class StatementCache {
  /** A text longer than this is not kept: it is a load, not a statement that comes again. */
  private static final int LONGEST = 50_000;

  private record Key(String sql, Dialect dialect) {}

  private final int capacity;
  private final Map<Key, ParsedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity how many statements are kept at most
   */
  public StatementCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a cache of " + capacity + " statements");
    }
    this.capacity = capacity;
  }

  /** The parsed statement, from the cache or parsed now. */
  public ParsedStatement get(String sql, Dialect dialect) {
    if (sql.length() > LONGEST) {
      return ParsedStatement.parse(sql, dialect);
    }
    Key key = new Key(sql, dialect);
    synchronized (statements) {
      ParsedStatement known = statements.get(key);
      if (known != null) {
        return known;
      }
    }
    ParsedStatement parsed = ParsedStatement.parse(sql, dialect);
    synchronized (statements) {
      statements.put(key, parsed);
      if (statements.size() > capacity) {
        statements.remove(statements.keySet().iterator().next());
      }
    }
    return parsed;
  }

  /** How many statements are kept now. */
  public int size() {
    synchronized (statements) {
      return statements.size();
    }
  }
}
