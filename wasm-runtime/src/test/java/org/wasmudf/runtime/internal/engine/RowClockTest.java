package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RowClockTest {
  private final RowClock clock = new RowClock(Duration.ofNanos(10));

  @Test
  void callWithoutARowIsOverAtTheLimit() {
    assertFalse(clock.isOver(1, 0, 100));
    assertFalse(clock.isOver(1, 0, 109));
    assertTrue(clock.isOver(1, 0, 110));
  }

  @Test
  void eachFinishedRowStartsTheTimeAgain() {
    for (long row = 0; row < 50; row++) {
      assertFalse(clock.isOver(1, row, row * 9));
    }
    assertTrue(clock.isOver(1, 49, 49 * 9 + 10));
  }

  @Test
  void nextCallStartsAtItsOwnBeginning() {
    assertFalse(clock.isOver(1, 7, 100));
    assertFalse(clock.isOver(2, 7, 120));
    assertTrue(clock.isOver(2, 7, 130));
  }

  @Test
  void timeMayWrapAround() {
    assertFalse(clock.isOver(1, 0, Long.MAX_VALUE - 2));
    assertFalse(clock.isOver(1, 0, Long.MIN_VALUE + 5));
    assertTrue(clock.isOver(1, 0, Long.MIN_VALUE + 8));
  }
}
