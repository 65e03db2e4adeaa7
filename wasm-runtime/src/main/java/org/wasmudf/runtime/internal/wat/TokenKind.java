package org.wasmudf.runtime.internal.wat;

/** What the lexer tells apart (Core Specification 2.0, section 6.3.1). */
enum TokenKind {
  /** {@code (} */
  OPEN,
  /** {@code )} */
  CLOSE,
  /** <code>(@custom</code>; it is closed like {@link #OPEN}. */
  CUSTOM,
  /** A complete string literal, its escapes already checked. */
  STRING,
  /** {@code $name}, or <code>$"any name"</code>. */
  IDENTIFIER,
  /** Starts with a lower-case letter; {@code nan} and {@code inf} are among them. */
  KEYWORD,
  /** Starts with a digit or a sign; not yet checked. */
  NUMBER,
  /** A run of characters that no rule of the grammar uses. */
  RESERVED,
  /** The end of the text. */
  END
}
