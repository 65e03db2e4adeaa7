package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.QueryBlock.CommonTable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * Keeps targets from evaluating a call for rows that the derived table, common table expression or
 * view of its arguments drops: they merge those into the query around them, and then evaluate in an
 * order of their own. None merges what counts rows.
 */
final class Fences {
  /** A limit that limits nothing. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "PostgreSQL", " OFFSET 0",
          "MySQL", " LIMIT 18446744073709551615",
          "DuckDB", " LIMIT 9223372036854775807");

  /** Whether a name, {@code %s} as a string, is a view; 1 where it is. */
  private static final Map<String, String> VIEWS =
      Map.of(
          "PostgreSQL",
          "SELECT 1 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(%s) AND relkind ="
              + " 'v'",
          "MySQL",
          "SELECT 1 FROM INFORMATION_SCHEMA.VIEWS WHERE CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) = %1$s"
              + " OR (TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %1$s)",
          "DuckDB",
          "SELECT 1 FROM duckdb_views() WHERE NOT internal AND (lower(view_name) = lower(%1$s) OR"
              + " lower(schema_name || '.' || view_name) = lower(%1$s))");

  private final Way.Question question;
  private final ParsedStatement statement;
  private final String dialect;
  private final Map<String, Boolean> views = new HashMap<>();

  Fences(Way.Question question) {
    this.question = question;
    this.statement = question.analysis().statement();
    this.dialect = question.analysis().dialect().name();
  }

  /** Puts a fence around each table that arguments come from. */
  void around(List<Owner> owners, LookupSplice splice) throws SQLException {
    String limit = LIMITS.get(dialect);
    if (limit == null) {
      return;
    }
    for (Owner owner : owners) {
      FromItem item = owner.item();
      switch (item.kind()) {
        case DERIVED -> end(item.span(), limit, splice);
        case TABLE -> table(owner, limit, splice);
        case FUNCTION -> {}
      }
    }
  }

  private void table(Owner owner, String limit, LookupSplice splice) throws SQLException {
    List<SqlToken> tokens = statement.tokens(owner.item().span());
    int last = 0;
    while (last + 2 < tokens.size() && tokens.get(last + 1).isSymbol(".")) {
      last += 2;
    }
    CommonTable common = last > 0 ? null : common(owner.block(), tokens.get(0));
    if (common != null) {
      if (!common.recursive()) {
        end(common.item(), limit, splice);
      }
      return;
    }
    Span name = new Span(tokens.get(0).start(), tokens.get(last).end());
    if (!owner.block().writes() && isView(name)) {
      splice.fence(name.start(), "(SELECT * FROM ", false);
      boolean aliased = last + 1 < tokens.size();
      splice.fence(
          name.end(), limit + ")" + (aliased ? "" : " AS " + tokens.get(last).text()), false);
    }
  }

  private @Nullable CommonTable common(QueryBlock block, SqlToken name) {
    CommonTable found = null;
    for (CommonTable table : block.visible()) {
      if (Analyzer.bare(table.name()).equalsIgnoreCase(name.unquoted())) {
        found = table;
      }
    }
    return found;
  }

  /** Puts the limit before the last closing parenthesis of the query, where it has none. */
  private void end(Span item, String limit, LookupSplice splice) {
    List<SqlToken> tokens = statement.tokens(item);
    int open = 0;
    while (open < tokens.size()
        && !(tokens.get(open).isSymbol("(")
            && open + 1 < tokens.size()
            && (tokens.get(open + 1).isAnyWord("SELECT", "WITH")
                || tokens.get(open + 1).isSymbol("(")))) {
      open++;
    }
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 1 && token.isAnyWord("LIMIT", "OFFSET", "FETCH", "FOR")) {
        return;
      }
      if (depth == 0) {
        splice.fence(token.start(), limit, true);
        return;
      }
    }
  }

  private boolean isView(Span name) throws SQLException {
    String written = name.of(statement.sql());
    Boolean known = views.get(written);
    if (known == null) {
      boolean postgresql = dialect.equals("PostgreSQL");
      StringBuilder bare = new StringBuilder();
      for (SqlToken token : statement.tokens(name)) {
        bare.append(postgresql ? token.text() : token.unquoted());
      }
      String literal = "'" + bare.toString().replace("'", "''") + "'";
      String query = Objects.requireNonNull(VIEWS.get(dialect));
      known = question.probe().setting(query.formatted(literal)) != null;
      views.put(written, known);
    }
    return known;
  }
}
