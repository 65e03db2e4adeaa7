package org.wasmudf.rewriter.dialect;

/**
 * How a database's text falls into tokens, where it differs from SQL's own rules.
 *
 * @param backslashEscapes a backslash escapes the next character of a string
 * @param doubleQuotedStrings {@code "..."} is a string, not a name
 * @param backticks {@code `...`} is a name
 * @param squareBrackets {@code [...]} is a name
 * @param dollarQuotes {@code $tag$...$tag$} is a string
 * @param hashComments {@code #} starts a comment up to the end of the line
 * @param nestedComments a comment within a comment needs an end of its own
 * @param doubledQuestionMarks {@code ??} is the driver's spelling of the operator {@code ?}
 * @param executableComments {@code /*!...} is run, not skipped
 */
public record Lexical(
    boolean backslashEscapes,
    boolean doubleQuotedStrings,
    boolean backticks,
    boolean squareBrackets,
    boolean dollarQuotes,
    boolean hashComments,
    boolean nestedComments,
    boolean doubledQuestionMarks,
    boolean executableComments) {

  static final Lexical STANDARD =
      new Lexical(false, false, false, false, false, false, false, false, false);
}
