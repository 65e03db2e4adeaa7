package org.wasmudf.integration.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/** An error that was expected, and what a user must be able to read in it. */
public record Failure(SQLException exception) {
  /** The SQLState, which is never one that a pool takes for a broken connection. */
  public Failure state(String expected) {
    assertEquals(expected, exception.getSQLState(), this::message);
    assertFalse(exception instanceof SQLTimeoutException, this::message);
    return this;
  }

  /** Parts of the message: the object, the rule and the remedy. */
  public Failure says(String... parts) {
    for (String part : parts) {
      assertTrue(message().contains(part), () -> "\"" + part + "\" is not in: " + message());
    }
    return this;
  }

  /** A pattern that the whole message fits. */
  public Failure fits(String pattern) {
    assertTrue(message().matches("(?s)" + pattern), () -> pattern + " does not fit: " + message());
    return this;
  }

  public String message() {
    return String.valueOf(exception.getMessage());
  }
}
