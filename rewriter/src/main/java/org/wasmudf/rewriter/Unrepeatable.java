package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** Finds what must not be evaluated in a collection and once more in the statement. */
final class Unrepeatable {
  private static final String[] NO_FUNCTIONS = {
    "IN",
    "VALUES",
    "AS",
    "AND",
    "OR",
    "NOT",
    "OVER",
    "CAST",
    "FROM",
    "WHERE",
    "ON",
    "USING",
    "SELECT",
    "EXISTS",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "SUM",
    "COUNT",
    "MIN",
    "MAX",
    "AVG",
    "COALESCE",
    "NULLIF",
    "BY",
    "DISTINCT",
    "FILTER",
    "INTO",
    "SET",
    "ANY",
    "ALL",
    "ROUND",
    "ABS",
    "LATERAL",
    "JOIN",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "LIKE",
    "BETWEEN",
    "IS",
    "HAVING"
  };

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

  /** The time of the statement, which is another one for each statement of a transaction. */
  private static final Set<String> STATEMENT_TIME =
      Set.of(
          "CURRENT_TIMESTAMP",
          "CURRENT_TIME",
          "LOCALTIMESTAMP",
          "LOCALTIME",
          "NOW",
          "UNIX_TIMESTAMP",
          "GET_CURRENT_TIMESTAMP",
          "GET_CURRENT_TIME",
          "UTC_TIMESTAMP",
          "UTC_TIME",
          "SYSTIMESTAMP");

  /** What the targets' catalogs say of functions, with a list of names for {@code %s}. */
  private static final Map<String, String> CATALOGS =
      Map.of(
          "PostgreSQL",
          "SELECT string_agg(DISTINCT lower(proname), ',') FROM pg_catalog.pg_proc"
              + " WHERE provolatile = 'v' AND lower(proname) IN (%s)",
          "H2",
          "SELECT LISTAGG(DISTINCT LOWER(ROUTINE_NAME), ',') FROM INFORMATION_SCHEMA.ROUTINES"
              + " WHERE IS_DETERMINISTIC = 'NO' AND LOWER(ROUTINE_NAME) IN (%s)",
          "MySQL",
          "SELECT GROUP_CONCAT(DISTINCT LOWER(ROUTINE_NAME)) FROM INFORMATION_SCHEMA.ROUTINES"
              + " WHERE IS_DETERMINISTIC = 'NO' AND LOWER(ROUTINE_NAME) IN (%s)",
          "DuckDB",
          "SELECT string_agg(DISTINCT lower(function_name), ',') FROM duckdb_functions()"
              + " WHERE stability = 'VOLATILE' AND lower(function_name) IN (%s)");

  private final Way.Question question;
  private final ParsedStatement statement;

  /** Names in lower case; null before the target was asked. */
  private @Nullable Set<String> declared;

  Unrepeatable(Way.Question question) {
    this.question = question;
    this.statement = question.analysis().statement();
  }

  /** The first such token of a stretch of the text. */
  Optional<SqlToken> first(Span span) throws SQLException {
    boolean stableTime = question.analysis().dialect().equals(Dialect.POSTGRESQL);
    List<SqlToken> tokens = statement.tokens(span);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean next = i + 1 < tokens.size();
      boolean called = next && tokens.get(i + 1).isSymbol("(");
      boolean word = token.kind() == SqlToken.Kind.WORD;
      String upper = token.text().toUpperCase(Locale.ROOT);
      boolean nextValue = token.isWord("NEXT") && next && tokens.get(i + 1).isWord("VALUE");
      boolean time = word && !stableTime && STATEMENT_TIME.contains(upper);
      if ((word && called && FUNCTIONS.contains(upper))
          || nextValue
          || time
          || token.isSymbol(":=")
          || token.isAnyWord("SYSDATE", "ROWNUM", "TABLESAMPLE")
          || (called && isDeclared(token))) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /**
   * The first call of a function that the target's catalog has as volatile, where it matters how
   * often it is called. For a random number it does not.
   */
  Optional<SqlToken> firstDeclared(Span span) throws SQLException {
    List<SqlToken> tokens = statement.tokens(span);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean called = tokens.get(i + 1).isSymbol("(");
      if (called
          && !FUNCTIONS.contains(token.text().toUpperCase(Locale.ROOT))
          && isDeclared(token)) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  private boolean isDeclared(SqlToken token) throws SQLException {
    boolean name = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
    if (!name) {
      return false;
    }
    if (declared == null) {
      declared = ask();
    }
    return declared.contains(token.unquoted().toLowerCase(Locale.ROOT));
  }

  /** The functions of the statement that the target declares volatile. */
  private Set<String> ask() throws SQLException {
    Set<String> names = new TreeSet<>();
    Set<Integer> ours = Analyzer.nameOffsets(question.analysis());
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean quoted = token.kind() == SqlToken.Kind.QUOTED_NAME;
      boolean word = token.kind() == SqlToken.Kind.WORD && !token.isAnyWord(NO_FUNCTIONS);
      if ((quoted || word) && tokens.get(i + 1).isSymbol("(") && !ours.contains(token.start())) {
        names.add(token.unquoted().toLowerCase(Locale.ROOT));
      }
    }
    String query = CATALOGS.get(question.analysis().dialect().name());
    if (names.isEmpty() || query == null) {
      return Set.of();
    }
    String list =
        names.stream()
            .map(name -> "'" + name.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    String found = question.probe().setting(query.formatted(list));
    return found == null ? Set.of() : Set.of(found.split(","));
  }
}
