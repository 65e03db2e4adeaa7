package org.wasmudf.rewriter.ddl;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * Puts the rows of our relations into a text in place of their names, so that the target can join,
 * filter and group them with its own tables. What the target would keep the text of is left alone.
 */
public final class CatalogRelations {
  private static final String SCHEMA = "wasmudf";

  /** The words that can follow a table without being its alias. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          "ANTI",
          "ASOF",
          "CROSS",
          "EXCEPT",
          "FETCH",
          "FOR",
          "FULL",
          "GROUP",
          "HAVING",
          "INNER",
          "INTERSECT",
          "JOIN",
          "LEFT",
          "LIMIT",
          "MINUS",
          "NATURAL",
          "OFFSET",
          "ON",
          "ORDER",
          "POSITIONAL",
          "QUALIFY",
          "RETURNING",
          "RIGHT",
          "SEMI",
          "SET",
          "STRAIGHT_JOIN",
          "TABLESAMPLE",
          "UNION",
          "USING",
          "WHEN",
          "WHERE",
          "WINDOW");

  /** Gives the rows of a relation. */
  @FunctionalInterface
  public interface Source {
    /** A derived table in parentheses, without an alias and without parameters. */
    String derivedTable(String relation) throws SQLException;
  }

  private CatalogRelations() {}

  /**
   * The text with the relations' rows.
   *
   * @return null where it reads none
   */
  public static @Nullable String expand(ParsedStatement statement, Source source)
      throws SQLException {
    List<SqlToken> tokens = statement.tokens();
    if (!isRead(tokens) || statement.several()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    boolean any = false;
    for (int i = 1; i + 2 < tokens.size(); i++) {
      String relation = relation(tokens, i);
      if (relation == null) {
        continue;
      }
      SqlToken name = tokens.get(i + 2);
      SqlToken next = i + 3 < tokens.size() ? tokens.get(i + 3) : null;
      text.append(statement.sql(), at, tokens.get(i).start());
      if (next != null && next.isSymbol(".")) {
        // A column of it, which has the alias before it now.
        at = name.start();
      } else if (isTable(tokens, i)) {
        any = true;
        text.append(source.derivedTable(relation));
        text.append(hasAlias(next) ? "" : " AS " + relation);
        at = name.end();
      } else {
        at = tokens.get(i).start();
      }
    }
    return any ? text.append(statement.sql().substring(at)).toString() : null;
  }

  /** Whether the target keeps nothing of the text. */
  private static boolean isRead(List<SqlToken> tokens) {
    int first = 0;
    while (first < tokens.size() && tokens.get(first).isSymbol("(")) {
      first++;
    }
    if (first >= tokens.size()) {
      return false;
    }
    if (!tokens.get(first).isWord("CREATE")) {
      return tokens
          .get(first)
          .isAnyWord("SELECT", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE");
    }
    int what = first + 1;
    while (what < tokens.size()
        && tokens.get(what).isAnyWord("TEMP", "TEMPORARY", "LOCAL", "GLOBAL")) {
      what++;
    }
    return what < tokens.size() && tokens.get(what).isWord("TABLE");
  }

  /** The relation that is named from this token on, null where none is. */
  private static @Nullable String relation(List<SqlToken> tokens, int i) {
    if (!isName(tokens.get(i))
        || !tokens.get(i).unquoted().equalsIgnoreCase(SCHEMA)
        || !tokens.get(i + 1).isSymbol(".")
        || !isName(tokens.get(i + 2))
        || tokens.get(i - 1).isSymbol(".")) {
      return null;
    }
    String name = tokens.get(i + 2).unquoted().toLowerCase(Locale.ROOT);
    boolean call = i + 3 < tokens.size() && tokens.get(i + 3).isSymbol("(");
    return !call && RelationParser.RELATIONS.contains(name) ? name : null;
  }

  private static boolean isName(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
  }

  /** Whether rows are read where it stands: DELETE FROM writes them. */
  private static boolean isTable(List<SqlToken> tokens, int i) {
    SqlToken before = tokens.get(i - 1);
    return before.isWord("JOIN")
        || before.isSymbol(",")
        || (before.isWord("FROM") && (i < 2 || !tokens.get(i - 2).isWord("DELETE")))
        || (before.isWord("USING") && !tokens.get(0).isWord("CREATE"));
  }

  private static boolean hasAlias(@Nullable SqlToken next) {
    return next != null
        && (next.isWord("AS")
            || next.kind() == SqlToken.Kind.QUOTED_NAME
            || (next.kind() == SqlToken.Kind.WORD
                && !NO_ALIAS.contains(next.text().toUpperCase(Locale.ROOT))));
  }
}
