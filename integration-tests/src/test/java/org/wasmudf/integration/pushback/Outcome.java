package org.wasmudf.integration.pushback;

/** What came of a shape on a target. */
sealed interface Outcome {
  /** As the target's own functions give it. */
  record Right() implements Outcome {}

  /**
   * The same where it ran, and refused elsewhere.
   *
   * @param where it is refused
   */
  record Sometimes(String where, String reason) implements Outcome {}

  /** Refused. */
  record Refused(String reason) implements Outcome {
    public Refused {
      // Connections and databases have another number each time.
      reason = reason.replaceAll("\\(conn=\\d+\\) ", "").replaceAll("test_\\d+\\.", "");
    }
  }

  /** The target has no such statement. */
  record Missing(String reason) implements Outcome {}

  /**
   * Neither right nor refused.
   *
   * @param how what was expected and what was found
   */
  record Wrong(String how) implements Outcome {}
}
