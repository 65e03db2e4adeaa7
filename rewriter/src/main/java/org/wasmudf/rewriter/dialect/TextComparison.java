package org.wasmudf.rewriter.dialect;

/** What the client may decide of two texts with the target's own answer. */
public enum TextComparison {
  /** Order and equality by UTF-16 code units. */
  UTF16,
  /** Order and equality by code points, which is the order of UTF-8 bytes. */
  CODE_POINTS,
  /** Equality of the same code points only, and only where no column of the target takes part. */
  EQUALITY_OF_VALUES,
  /** Nothing: the default collation ignores case or trailing spaces. */
  NONE
}
