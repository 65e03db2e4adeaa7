package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.plan.ResultMap;

/**
 * Why a function failed on tuples of arguments. Nobody hears of it unless the target reads the
 * tuple's entry; then it says the number, or only that one of them was read.
 */
final class Failures {
  /** How many are kept as they were; of more it is only known that they failed. */
  static final int KEPT = 10_000;

  private final List<SQLException> kept = new ArrayList<>();

  /** Keeps one; its number from 1. */
  int add(SQLException failure, ResultMap map) {
    if (kept.size() < KEPT) {
      kept.add(failure);
    } else if (kept.size() == KEPT) {
      kept.add(
          SqlErrors.of(
              SqlState.GUEST_TRAP,
              "Function "
                  + map.call().function().display()
                  + " failed on the arguments of "
                  + map.text()
                  + ", and on more than "
                  + KEPT
                  + " others; the first: "
                  + kept.get(0).getMessage(),
              kept.get(0)));
    }
    return kept.size();
  }

  /**
   * The failure of a number that the target said.
   *
   * @param number 0 where it cannot tell
   * @return null where there is none
   */
  @Nullable SQLException get(int number) {
    int index = Math.max(number, 1) - 1;
    return index < kept.size() ? kept.get(index) : null;
  }
}
