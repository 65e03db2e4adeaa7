package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.store.SqlType;

/** What lookups of results look like in one dialect. */
public interface Lookups {
  /** Of a dialect; empty where we know of no exact way to look up results there. */
  static Optional<Lookups> of(Dialect dialect) {
    return Optional.ofNullable(LookupDialects.find(dialect)).map(TextLookups::new);
  }

  /**
   * What the texts depend on beside the dialect: a query with one row and one text, to be asked
   * once for each session (and database within it). Empty where they depend on nothing.
   */
  Optional<String> sessionQuery();

  /**
   * For a session.
   *
   * @param answer of {@link #sessionQuery()}
   */
  Lookups forSession(@Nullable String answer);

  /**
   * The key of an argument of this type.
   *
   * @return empty where no expression tells its values apart exactly
   */
  Optional<KeyForm> key(TargetColumn argument);

  /**
   * The type of a column for results, so that a lookup has the type that a native function's call
   * has; empty where the database has none that holds them all.
   */
  Optional<String> resultType(SqlType type);

  /**
   * Whether {@link org.wasmudf.rewriter.plan.Piece.Lookup} finds the key of every value of this
   * type. DuckDB evaluates a subquery once for all equal values of a column around, of which -0.0
   * and 0.0 are two; a join tells them apart.
   */
  boolean exactInSubquery(TargetColumn argument);

  /**
   * Whether an argument of {@link org.wasmudf.rewriter.plan.Piece.Lookup} may hold an aggregate of
   * the query around, which has a column in it: {@code COUNT(*)} would be the subquery's own. H2
   * refuses it, and MariaDB 11.4 evaluates the raise ahead or, with the same in ORDER BY, crashes.
   */
  boolean takesAggregates();

  /**
   * The statement's text.
   *
   * @param forms how each map reaches the target, in the order of the plan
   */
  RenderedSql render(Template template, List<ResultMap> maps, List<? extends MapForm> forms);

  /**
   * A temporary table's name as it stands in the text, so that no table of the user's is meant.
   *
   * @param name of letters, digits and underscores, unlike any other of the session's
   */
  String tableName(String name);

  /**
   * The statements around a map's temporary table.
   *
   * @param name as {@link #tableName} gave it
   */
  MapTable table(String name, ResultMap map, MapTable.Use use);

  /**
   * Whether the session may make temporary tables: a query whose text is {@code on} where it may
   * not. Empty where making one fails with SQLState 25006 then, and nothing else is lost.
   */
  Optional<String> readOnlyQuery();

  /** A map's rows in the text, where no temporary table can be made; empty where one always can. */
  Optional<MapDocument> document(ResultMap map);
}
