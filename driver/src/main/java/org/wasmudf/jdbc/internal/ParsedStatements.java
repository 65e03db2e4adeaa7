package org.wasmudf.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;

/** The texts that were parsed last, for all connections of the JVM. */
final class ParsedStatements {
  private static final int MOST = 256;

  /** A longer text is not worth the memory of its tree. */
  private static final int LONGEST = 1 << 16;

  private record Key(String sql, Dialect dialect) {}

  private static final Map<Key, ParsedStatement> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ParsedStatement> eldest) {
          return size() > MOST;
        }
      };

  private ParsedStatements() {}

  /** The parsed text; a text that cannot be read has its failure. */
  static ParsedStatement of(String sql, Dialect dialect) {
    if (sql.length() > LONGEST) {
      return ParsedStatement.parse(sql, dialect);
    }
    Key key = new Key(sql, dialect);
    synchronized (KNOWN) {
      ParsedStatement known = KNOWN.get(key);
      if (known != null) {
        return known;
      }
    }
    // Parsed outside the lock: two threads may do it twice.
    ParsedStatement parsed = ParsedStatement.parse(sql, dialect);
    synchronized (KNOWN) {
      KNOWN.put(key, parsed);
    }
    return parsed;
  }
}
