package org.wasmudf.rewriter;

import org.wasmudf.rewriter.parse.Position;

/**
 * Why a statement is not run, as a value.
 *
 * @param sqlState one of the states below
 * @param construct what is refused, as the user wrote it
 * @param position where it stands in the user's text
 * @param reason the rule, without a full stop
 * @param remedy what to write instead, a sentence
 */
public record Refusal(
    String sqlState, String construct, Position position, String reason, String remedy) {
  /**
   * The construct cannot be run with a WASM function in it. A subclass of SQL's "syntax error or
   * access rule violation" in the range that the standard leaves to implementations; not 0A000,
   * which pools take for a broken connection.
   */
  public static final String NOT_PLANNED = "42W01";

  /** No function of this name takes these arguments. */
  public static final String UNDEFINED_FUNCTION = "42883";

  /** Several overloads fit equally well. */
  public static final String AMBIGUOUS_FUNCTION = "42725";

  /** The text cannot be understood. */
  public static final String SYNTAX_ERROR = "42601";

  /** The whole message. */
  public String message() {
    return construct + " at " + position + ": " + reason + ". " + remedy;
  }
}
