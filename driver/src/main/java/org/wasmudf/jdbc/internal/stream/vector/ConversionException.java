package org.wasmudf.jdbc.internal.stream.vector;

import org.wasmudf.jdbc.internal.SqlState;

/** A value that the declared type does not take; whoever knows function and row tells the user. */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final SqlState state;
  private final int position;

  ConversionException(SqlState state, String message) {
    this(state, message, 0);
  }

  private ConversionException(SqlState state, String message, int position) {
    super(message, null, false, false);
    this.state = state;
    this.position = position;
  }

  ConversionException at(int where) {
    return new ConversionException(state, text(), where);
  }

  public SqlState state() {
    return state;
  }

  /** The value and the rule that it breaks, without a full stop. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Which of the rows that were to be written failed, from 0; those before it are written. */
  public int position() {
    return position;
  }
}
