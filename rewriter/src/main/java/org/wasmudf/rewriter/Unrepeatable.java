package org.wasmudf.rewriter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Finds what must not be evaluated in a collection and once more in the statement. */
final class Unrepeatable {
  /** Functions with an effect, or with another result at each call. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "RAND",
          "RANDOM",
          "RANDOM_NORMAL",
          "RANDOMBLOB",
          "RANDOM_UUID",
          "SECURE_RAND",
          "SETSEED",
          "UUID",
          "UUID_SHORT",
          "SYS_GUID",
          "GEN_RANDOM_UUID",
          "UUIDV4",
          "UUIDV7",
          "UUID_GENERATE_V4",
          "NEWID",
          "NEXTVAL",
          "SETVAL",
          "LASTVAL",
          "CURRVAL",
          "LAST_INSERT_ID",
          "CLOCK_TIMESTAMP",
          "TIMEOFDAY",
          "STATEMENT_TIMESTAMP",
          "SYSDATE",
          "SLEEP",
          "PG_SLEEP",
          "GET_LOCK",
          "RELEASE_LOCK",
          "PG_ADVISORY_LOCK",
          "PG_TRY_ADVISORY_LOCK",
          "DBLINK",
          "BENCHMARK");

  private Unrepeatable() {}

  /** The first such token of a stretch of the text. */
  static Optional<SqlToken> first(Span span, ParsedStatement statement) {
    List<SqlToken> tokens = statement.tokens(span);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean next = i + 1 < tokens.size();
      boolean called = next && tokens.get(i + 1).isSymbol("(");
      boolean named =
          token.kind() == SqlToken.Kind.WORD
              && FUNCTIONS.contains(token.text().toUpperCase(Locale.ROOT));
      boolean nextValue = token.isWord("NEXT") && next && tokens.get(i + 1).isWord("VALUE");
      if ((named && called)
          || nextValue
          || token.isSymbol(":=")
          || token.isAnyWord("SYSDATE", "ROWNUM", "TABLESAMPLE")) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }
}
