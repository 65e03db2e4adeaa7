package org.wasmudf.jdbc.internal.proxy;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** Our warnings, chained behind the target's. Added to from any thread. */
final class Warnings {
  private @Nullable SQLWarning first;

  synchronized void add(SQLWarning warning) {
    if (first == null) {
      first = warning;
    } else {
      first.setNextWarning(warning);
    }
  }

  /**
   * The target's chain with ours at its end. The target may give the same chain again, so ours is
   * only hung on where it is not there yet.
   */
  synchronized @Nullable SQLWarning behind(@Nullable SQLWarning target) {
    SQLWarning ours = first;
    if (ours == null || target == null) {
      return target == null ? ours : target;
    }
    SQLWarning last = target;
    while (last != ours) {
      SQLWarning next = last.getNextWarning();
      if (next == null) {
        last.setNextWarning(ours);
        return target;
      }
      last = next;
    }
    return target;
  }
}
