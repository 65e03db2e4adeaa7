package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** The words of one dialect that {@link TextLookups} puts together. */
interface LookupDialect {
  /** How a lookup outside a join is put together. */
  enum Subquery {
    /** One subquery over one row, to which the map's row is joined: the raise is in it. */
    OF_ONE_ROW,
    /**
     * One for the status and one for the result, with the raise around them: DuckDB makes joins of
     * subqueries, which are evaluated for all rows, whatever CASE they stand in.
     */
    OF_EACH_COLUMN
  }

  default Subquery subquery() {
    return Subquery.OF_ONE_ROW;
  }

  /** The end of a subquery of one row, which keeps its target from reusing another row's result. */
  default String evaluatedForEachRow() {
    return "";
  }

  /** As {@link Lookups#exactInSubquery}. */
  default boolean exactInSubquery(TargetColumn argument) {
    return true;
  }

  /** As {@link Lookups#takesAggregates}. */
  boolean takesAggregates();

  /** As {@link Lookups#sessionQuery()}. */
  default Optional<String> sessionQuery() {
    return Optional.empty();
  }

  /** As {@link Lookups#forSession}. */
  default LookupDialect forSession(@Nullable String answer) {
    return this;
  }

  /** As {@link Lookups#key}. */
  Optional<KeyForm> key(TargetColumn argument);

  /** As {@link Lookups#resultType}. */
  Optional<String> resultType(SqlType type);

  /**
   * A condition that is never TRUE: evaluating it fails, with the map's number and the status in
   * the message as {@link RaisedLookup} reads them. It reads the status, so that no target
   * evaluates it ahead.
   *
   * @param status the column, NULL for a miss; 0 only where {@link #subquery()} is {@link
   *     Subquery#OF_EACH_COLUMN}, and the condition is FALSE then
   */
  String raise(int map, String status);

  /**
   * The same where there is an argument: one text, or two between which the first argument stands.
   */
  default List<String> raiseReading(int map, String status) {
    return List.of(raise(map, status));
  }

  /**
   * What gives a lookup the collation that a function's call over this argument has, as an
   * expression that is never evaluated; empty where results have one of their own.
   *
   * @param argument as it was described
   * @param result the function's declared type
   */
  default Optional<KeyForm.Fetched> collation(TargetColumn argument, SqlType result) {
    return Optional.empty();
  }

  /** A relation with these columns and no rows. */
  default String described(List<MapColumn> columns) {
    StringBuilder sql = new StringBuilder("(SELECT ");
    for (MapColumn column : columns) {
      sql.append(sql.length() > 8 ? ", " : "").append(cast("NULL", column.type()));
      sql.append(" AS ").append(column.name());
    }
    return sql.append(" WHERE 1 = 0)").toString();
  }

  /** As {@link Lookups#tableName}. */
  default String tableName(String name) {
    return name;
  }

  /** As {@link Lookups#table}. */
  MapTable table(String name, List<MapColumn> columns, MapTable.Use use);

  /** As {@link Lookups#readOnlyQuery}. */
  default Optional<String> readOnlyQuery() {
    return Optional.empty();
  }

  /** A cell of a {@link MapDocument}, as the target reads it; null where it takes none. */
  default @Nullable Function<Object, String> documentTexts() {
    return null;
  }

  /** The rows of a {@link MapDocument} as a relation. */
  default String document(List<MapColumn> columns, String json) {
    throw new IllegalStateException("this dialect takes no documents");
  }

  /** A CAST to a column's type, with its collation where it has one. */
  static String cast(String value, String type) {
    int collation = type.indexOf(" COLLATE ");
    return collation < 0
        ? "CAST(" + value + " AS " + type + ")"
        : "CAST(" + value + " AS " + type.substring(0, collation) + ")" + type.substring(collation);
  }
}
