package org.wasmudf.demo;

/** A step did not show what it was to show; the message says what came instead. */
final class StepFailure extends RuntimeException {
  StepFailure(String message) {
    super(message);
  }
}
