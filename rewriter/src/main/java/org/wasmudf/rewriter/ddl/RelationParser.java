package org.wasmudf.rewriter.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ddl.DdlStatement.ReadRelation;
import org.wasmudf.rewriter.ddl.Token.Kind;

/**
 * A SELECT over one of our relations and nothing else: columns, WHERE name = .., ORDER BY. It needs
 * no target; any other goes there with the relation's rows ({@link CatalogRelations}).
 */
final class RelationParser {
  /** The relations, as the README lists them. */
  static final List<String> RELATIONS =
      List.of("modules", "exports", "functions", "settings", "version");

  private final TokenCursor cursor;

  RelationParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /** Null where the text is none. */
  @Nullable DdlStatement parse() {
    String relation = relationIn(cursor.sql());
    if (relation == null) {
      return null;
    }
    try {
      return small(relation);
    } catch (DdlSyntaxException e) {
      // Some other query, which the target reads.
      return null;
    }
  }

  private @Nullable DdlStatement small(String relation) throws DdlSyntaxException {
    cursor.take();
    List<ReadRelation.Column> columns = columns();
    if (columns == null || !cursor.takeWord("FROM") || !from(relation)) {
      return null;
    }
    DdlStatement.Cell name = cursor.takeWord("WHERE") ? ModuleRowsParser.whereName(cursor) : null;
    List<ReadRelation.Order> orderBy = cursor.takeWord("ORDER") ? orderBy() : List.of();
    if (cursor.peek().kind() != Kind.END && !cursor.peek().isSymbol(";")) {
      return null;
    }
    cursor.expectEnd();
    return new ReadRelation(relation, columns, name, orderBy);
  }

  /** The relation that FROM, JOIN or a comma names anywhere in the text; null where none does. */
  private static @Nullable String relationIn(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    Token token = tokenizer.next(0);
    boolean opens = false;
    while (token.kind() != Kind.END && token.kind() != Kind.UNTERMINATED) {
      Token next = tokenizer.next(token.end());
      if (opens && isName(token, "wasmudf") && next.isSymbol(".")) {
        String relation = tokenizer.next(next.end()).text().toLowerCase(Locale.ROOT);
        if (RELATIONS.contains(relation)) {
          return relation;
        }
      }
      opens = token.isWord("FROM") || token.isWord("JOIN") || token.isSymbol(",");
      token = next;
    }
    return null;
  }

  private static boolean isName(Token token, String name) {
    return token.isWord(name)
        || (token.kind() == Kind.QUOTED_NAME && token.text().equalsIgnoreCase(name));
  }

  private @Nullable List<ReadRelation.Column> columns() throws DdlSyntaxException {
    if (cursor.takeSymbol("*")) {
      return List.of();
    }
    List<ReadRelation.Column> columns = new ArrayList<>();
    do {
      if (cursor.peek().kind() != Kind.WORD && cursor.peek().kind() != Kind.QUOTED_NAME) {
        return null;
      }
      String column = cursor.take().text();
      if (cursor.takeSymbol(".")) {
        column = cursor.expectName("a column");
      }
      String label = column;
      if (cursor.takeWord("AS")) {
        label = cursor.expectName("a column's alias");
      } else if (!cursor.peek().isWord("FROM")
          && (cursor.peek().kind() == Kind.WORD || cursor.peek().kind() == Kind.QUOTED_NAME)) {
        label = cursor.take().text();
      }
      columns.add(new ReadRelation.Column(column.toLowerCase(Locale.ROOT), label));
    } while (cursor.takeSymbol(","));
    return columns;
  }

  /** {@code wasmudf.relation [[AS] alias]}. */
  private boolean from(String relation) throws DdlSyntaxException {
    Token schema = cursor.take();
    if (!isName(schema, "wasmudf") || !cursor.takeSymbol(".")) {
      return false;
    }
    if (!cursor.take().text().equalsIgnoreCase(relation)) {
      return false;
    }
    if (cursor.takeWord("AS")) {
      cursor.expectName("an alias");
    } else if (cursor.peek().kind() == Kind.WORD
        && !List.of(
                "WHERE",
                "ORDER",
                "JOIN",
                "LEFT",
                "RIGHT",
                "FULL",
                "INNER",
                "CROSS",
                "NATURAL",
                "GROUP",
                "HAVING",
                "LIMIT",
                "OFFSET",
                "FETCH",
                "UNION",
                "EXCEPT",
                "INTERSECT",
                "WINDOW",
                "FOR")
            .contains(TokenCursor.upper(cursor.peek().text()))) {
      cursor.take();
    }
    return true;
  }

  private List<ReadRelation.Order> orderBy() throws DdlSyntaxException {
    cursor.expectWord("BY");
    List<ReadRelation.Order> keys = new ArrayList<>();
    do {
      String column = cursor.expectName("a column");
      if (cursor.takeSymbol(".")) {
        column = cursor.expectName("a column");
      }
      boolean descending = cursor.takeWord("DESC");
      if (!descending) {
        cursor.takeWord("ASC");
      }
      keys.add(new ReadRelation.Order(column.toLowerCase(Locale.ROOT), descending));
    } while (cursor.takeSymbol(","));
    return keys;
  }
}
