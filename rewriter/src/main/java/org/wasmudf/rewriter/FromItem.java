package org.wasmudf.rewriter;

import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.Span;

/**
 * A table, derived table or table function of FROM.
 *
 * @param span with its alias
 * @param qualifier the alias as written, else the table's own name; null for a derived table
 *     without
 * @param kind what it is
 * @param nested within the parentheses of a join
 * @param nullable whether an outer join may make its columns NULL
 * @param lateral whether it may name the items before it
 */
record FromItem(
    Span span,
    @Nullable String qualifier,
    Kind kind,
    boolean nested,
    boolean nullable,
    boolean lateral) {
  enum Kind {
    TABLE,
    DERIVED,
    FUNCTION
  }

  boolean isCalled(String name) {
    return qualifier != null && Analyzer.bare(qualifier).equalsIgnoreCase(Analyzer.bare(name));
  }
}
