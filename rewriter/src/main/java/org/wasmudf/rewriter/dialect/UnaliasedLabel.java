package org.wasmudf.rewriter.dialect;

/** How a database labels a function call in the SELECT list that has no alias. */
public enum UnaliasedLabel {
  /** The expression as H2 prints it again: {@code F(T.X, 'a')}. */
  PRINTED,
  /** The function's name: {@code f}. */
  FUNCTION_NAME,
  /** The expression as the user wrote it. */
  SOURCE_TEXT
}
