package org.wasmudf.jdbc.internal.pushback;

import java.sql.SQLException;

/**
 * What stands around the statements of one attempt on the target, so that a failed attempt leaves
 * nothing and a good one leaves only what the caller's statement does.
 */
interface TargetScope {
  /**
   * The attempt is done; the final statement's results are in the driver's memory.
   *
   * @throws SQLException the target's own; nothing of the attempt is left
   */
  void succeed() throws SQLException;

  /**
   * Undoes the attempt.
   *
   * @param why what fails now is added to it
   * @return whether nothing of it is left in the tables
   */
  boolean fail(Throwable why);

  /** Nothing around: the target's statements are atomic by themselves. */
  TargetScope NONE =
      new TargetScope() {
        @Override
        public void succeed() {}

        @Override
        public boolean fail(Throwable why) {
          return false;
        }
      };
}
