package org.wasmudf.jdbc.internal.stream.column;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * What local dates and times are as JDBC's legacy classes.
 *
 * <p>A session of the target may have a time zone of its own, which no JDBC call tells. So the
 * target's own legacy object is kept beside the java.time value, and a value without a zone of the
 * caller's is what the target said.
 */
final class LegacyTimes {
  /** Values that no target has seen: the JVM's zone. */
  static final LegacyTimes JVM = new LegacyTimes(null);

  private final long @Nullable [] millis;

  private LegacyTimes(long @Nullable [] millis) {
    this.millis = millis;
  }

  static LegacyTimes ofTarget(int capacity) {
    return new LegacyTimes(new long[capacity]);
  }

  // The supertype of JDBC's three classes.
  @SuppressWarnings("JavaUtilDate")
  void put(int row, java.util.Date legacy) {
    if (millis != null) {
      millis[row] = legacy.getTime();
    }
  }

  /** The epoch milliseconds of the column's own value. */
  long millis(int row, LocalDateTime local, @Nullable TimeZone zone) {
    return millis != null && zone == null ? millis[row] : DateTimes.millis(local, zone);
  }

  /** The column's own value with the offset that the target's session has for it. */
  OffsetDateTime offset(int row, LocalDateTime local) {
    if (millis == null || millis[row] == DateTimes.millis(local, null)) {
      return DateTimes.offset(local);
    }
    long seconds = local.toEpochSecond(ZoneOffset.UTC) - Math.floorDiv(millis[row], 1000L);
    return local.atOffset(ZoneOffset.ofTotalSeconds(Math.toIntExact(seconds)));
  }

  /**
   * The epoch milliseconds of another local time of the same row: by the JVM's zone where the
   * target's session is in it, else by the offset that the target used for the row.
   */
  long millis(int row, LocalDateTime own, LocalDateTime other, @Nullable TimeZone zone) {
    long otherMillis = DateTimes.millis(other, zone);
    if (millis == null || zone != null) {
      return otherMillis;
    }
    return otherMillis + millis[row] - DateTimes.millis(own, null);
  }
}
