package org.wasmudf.rewriter.plan;

/**
 * How an argument becomes a key, so that two arguments have equal keys exactly where a function
 * cannot tell them apart; where that costs nothing, also where it can (1.0 and 1.00): that is one
 * evaluation more, never another answer.
 *
 * <p>A collection reads {@code SELECT DISTINCT key, fetched argument}. A key determines what is
 * fetched beside it, so that no two rows have the same key.
 *
 * @param before the argument's text
 * @param after the argument's text
 * @param type of the key as a column, in the target's words, its collation with it
 * @param neutral a literal of that type, which stands for NULL beside a flag
 * @param kind how JDBC carries the key from the collection to the map without changing it
 * @param fetched how the argument itself is read
 */
public record KeyForm(
    String before, String after, String type, String neutral, Kind kind, Fetched fetched) {

  /** How a key is read from the collection, and set in the map. */
  public enum Kind {
    /** {@code getLong} with {@code wasNull}, {@code setLong}. */
    LONG,
    /** {@code getString}, {@code setString}. */
    TEXT,
    /** {@code getBytes}, {@code setBytes}. */
    BYTES,
    /** {@code getObject(i, LocalDate.class)}, {@code setObject}. */
    DATE
  }

  /**
   * The argument in the collection's SELECT list. Empty texts where it is read as it stands; else
   * its own type would lose a part of its value on the way (MariaDB prints a FLOAT with six
   * digits), or has no equality, so that DISTINCT would refuse it (PostgreSQL's json).
   *
   * @param before the argument's text
   * @param after the argument's text
   */
  public record Fetched(String before, String after) {
    public static final Fetched AS_IT_STANDS = new Fetched("", "");
  }

  /** A key of an argument that is read as it stands. */
  public KeyForm(String before, String after, String type, String neutral, Kind kind) {
    this(before, after, type, neutral, kind, Fetched.AS_IT_STANDS);
  }

  /** Whether the argument itself is its key, so that the collection has one column for both. */
  public boolean isArgument() {
    return before.isEmpty() && after.isEmpty() && fetched.equals(Fetched.AS_IT_STANDS);
  }
}
