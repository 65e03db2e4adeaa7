package org.wasmudf.rewriter.plan;

import java.util.List;

/**
 * The results of one call for every combination of arguments that a statement may ask for.
 *
 * @param call whose {@link ValueExpr.Pushed} are columns of the collection
 * @param arguments the target's expressions among the call's arguments, in the order of the text;
 *     these are the keys
 * @param collection collects the combinations that the statement is likely to ask for: those that
 *     its own conditions let through. Reads {@code columns}; may look up earlier maps
 * @param superset collects all that the target may ask for, whatever order it evaluates in; equal
 *     to {@code collection} where nothing is left out there
 * @param columns of both, as the target described them
 * @param resultType of the result as a column, in the target's words
 * @param text the call as written, for messages
 */
public record ResultMap(
    ValueExpr.Call call,
    List<Argument> arguments,
    Template collection,
    Template superset,
    List<TargetColumn> columns,
    String resultType,
    String text) {
  public ResultMap {
    arguments = List.copyOf(arguments);
    columns = List.copyOf(columns);
  }

  /**
   * One key.
   *
   * @param key column of the collection with the key, from 0; NULL where the argument is
   * @param value column of the collection with the argument itself, from 0; may be the same column
   * @param strict whether the result is NULL wherever this argument is, so that the map has no such
   *     rows; else a flag stands beside the key
   */
  public record Argument(int key, int value, KeyForm form, boolean strict) {}
}
