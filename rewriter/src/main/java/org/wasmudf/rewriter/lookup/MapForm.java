package org.wasmudf.rewriter.lookup;

/** How a map of results reaches the target. */
public sealed interface MapForm {
  /** A relation without rows, to have a statement described. */
  record Described() implements MapForm {}

  /**
   * A temporary table with the columns of {@link MapColumns}.
   *
   * @param name as it stands in the text
   */
  record Table(String name) implements MapForm {}

  /**
   * All rows in the statement's text.
   *
   * @param json as {@link MapDocument} writes them
   */
  record Document(String json) implements MapForm {}
}
