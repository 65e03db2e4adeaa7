package org.wasmudf.rewriter.lookup;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement that looks up results failed of: a row that the map does not have, or one where
 * the function failed.
 *
 * @param map its place in the plan, from 0
 * @param failure {@link #MISS}, {@link #SOME}, or the number that the map's status has
 */
public record RaisedLookup(int map, int failure) {
  /** The map has no row for these arguments. */
  public static final int MISS = -1;

  /** One of the map's failures; MariaDB has no error that says a number of ours. */
  public static final int SOME = 0;

  /** H2's SQLState of a lookup; the others have one of the target's own. */
  static final String H2_STATE = "WU001";

  private static final int MARIADB_OUT_OF_RANGE = 1690;

  /** The texts that we generate have a quote behind the second colon, so they do not match. */
  private static final Pattern VALUE = Pattern.compile("wasmudf:(\\d{1,6}):(miss|\\d{1,9})");

  /** MariaDB prints the failing expression again, with functions in lower case. */
  private static final Pattern PRINTED =
      Pattern.compile("concat\\([^']{0,12}'wasmudf (\\d{1,6}) (miss|failed)'");

  /** Whether an exception of the target, or one behind it, comes from a lookup of ours. */
  public static Optional<RaisedLookup> of(SQLException failure) {
    int depth = 0;
    for (SQLException e = failure; e != null && depth < 100; e = e.getNextException()) {
      Optional<RaisedLookup> raised = read(e);
      if (raised.isPresent()) {
        return raised;
      }
      depth++;
    }
    return failure.getCause() instanceof SQLException cause && cause != failure
        ? read(cause)
        : Optional.empty();
  }

  private static Optional<RaisedLookup> read(SQLException e) {
    String message = e.getMessage();
    if (message == null) {
      return Optional.empty();
    }
    boolean printed = e.getErrorCode() == MARIADB_OUT_OF_RANGE;
    boolean value =
        "22P02".equals(e.getSQLState())
            || H2_STATE.equals(e.getSQLState())
            || message.contains("Could not convert string 'wasmudf:");
    Matcher matcher = (printed ? PRINTED : VALUE).matcher(message);
    if (!(printed || value) || !matcher.find()) {
      return Optional.empty();
    }
    int number =
        switch (matcher.group(2)) {
          case "miss" -> MISS;
          case "failed" -> SOME;
          default -> Integer.parseInt(matcher.group(2));
        };
    return Optional.of(new RaisedLookup(Integer.parseInt(matcher.group(1)), number));
  }
}
