package org.wasmudf.jdbc.internal.stream.column;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Between java.time and JDBC's legacy classes, and text forms of dates and times.
 *
 * <p>Legacy objects count from the proleptic Gregorian calendar; a local time that a zone skips
 * moves forward by the gap, and one that it has twice means the earlier: java.time's rule.
 */
final class DateTimes {
  private static final LocalDate EPOCH = LocalDate.EPOCH;

  private DateTimes() {}

  private static ZoneId zone(@Nullable TimeZone zone) {
    return zone == null ? ZoneId.systemDefault() : zone.toZoneId();
  }

  static long millis(LocalDateTime local, @Nullable TimeZone zone) {
    Instant instant = local.atZone(zone(zone)).toInstant();
    return instant.getEpochSecond() * 1000 + instant.getNano() / 1_000_000;
  }

  static Date date(LocalDate date, @Nullable TimeZone zone) {
    return new Date(millis(date.atStartOfDay(), zone));
  }

  static Time time(LocalTime time, @Nullable TimeZone zone) {
    return new Time(millis(time.atDate(EPOCH), zone));
  }

  static Timestamp timestamp(LocalDateTime local, @Nullable TimeZone zone) {
    Timestamp timestamp = new Timestamp(millis(local, zone));
    timestamp.setNanos(local.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  static Timestamp timestamp(Instant instant) {
    Timestamp timestamp = new Timestamp(instant.getEpochSecond() * 1000);
    timestamp.setNanos(instant.getNano());
    return timestamp;
  }

  /**
   * A local time with its offset in the JVM's zone. One that the zone skips keeps its digits and
   * has the offset behind the gap: the way of H2's and of ZonedDateTime's offset.
   */
  static OffsetDateTime offset(LocalDateTime local) {
    return local.atOffset(local.atZone(ZoneId.systemDefault()).getOffset());
  }

  /** The offset of the JVM's zone today, which a time without a date is taken to have. */
  static ZoneOffset offsetNow() {
    return ZoneId.systemDefault().getRules().getOffset(Instant.now());
  }

  static String format(LocalDate date) {
    StringBuilder text = new StringBuilder(10);
    append(text, date);
    return text.toString();
  }

  static String format(LocalTime time) {
    StringBuilder text = new StringBuilder(18);
    append(text, time);
    return text.toString();
  }

  static String format(LocalDateTime local) {
    StringBuilder text = new StringBuilder(29);
    append(text, local.toLocalDate());
    append(text.append(' '), local.toLocalTime());
    return text.toString();
  }

  static String format(OffsetDateTime value) {
    StringBuilder text = new StringBuilder(35);
    append(text, value.toLocalDate());
    append(text.append(' '), value.toLocalTime());
    append(text, value.getOffset());
    return text.toString();
  }

  static String format(OffsetTime value) {
    StringBuilder text = new StringBuilder(24);
    append(text, value.toLocalTime());
    append(text, value.getOffset());
    return text.toString();
  }

  private static void append(StringBuilder text, LocalDate date) {
    int year = date.getYear();
    if (year > -1000 && year < 1000) {
      if (year < 0) {
        text.append('-');
        year = -year;
      }
      text.append((char) ('0' + year / 1000)).append((char) ('0' + year / 100 % 10));
      two(text, year % 100);
    } else {
      text.append(year);
    }
    two(text.append('-'), date.getMonthValue());
    two(text.append('-'), date.getDayOfMonth());
  }

  private static void append(StringBuilder text, LocalTime time) {
    two(text, time.getHour());
    two(text.append(':'), time.getMinute());
    two(text.append(':'), time.getSecond());
    int nanos = time.getNano();
    if (nanos != 0) {
      text.append('.');
      for (int digit = 100_000_000; nanos > 0; digit /= 10) {
        text.append((char) ('0' + nanos / digit));
        nanos %= digit;
      }
    }
  }

  private static void append(StringBuilder text, ZoneOffset offset) {
    int seconds = offset.getTotalSeconds();
    text.append(seconds < 0 ? '-' : '+');
    seconds = Math.abs(seconds);
    two(text, seconds / 3600);
    if (seconds % 3600 != 0) {
      two(text.append(':'), seconds / 60 % 60);
      if (seconds % 60 != 0) {
        two(text.append(':'), seconds % 60);
      }
    }
  }

  private static void two(StringBuilder text, int value) {
    text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  /** {@code 2024-02-29}, also {@code +2024-2-29} and {@code 20240229}. */
  static LocalDate parseDate(String text) {
    int start = text.startsWith("+") ? 1 : 0;
    int first = text.indexOf('-', start + 1);
    if (first < 0) {
      int length = text.length();
      if (length - start < 7) {
        throw new DateTimeException("no date: " + text);
      }
      return LocalDate.of(
          number(text, start, length - 4),
          number(text, length - 4, length - 2),
          number(text, length - 2, length));
    }
    int second = text.indexOf('-', first + 1);
    if (second <= first + 1) {
      throw new DateTimeException("no date: " + text);
    }
    return LocalDate.of(
        number(text, start, first),
        number(text, first + 1, second),
        number(text, second + 1, text.length()));
  }

  /**
   * {@code 12:34:56.789}, also without seconds and as {@code 123456}; a time with an offset is that
   * of today in the JVM's zone.
   */
  static LocalTime parseTime(String text) {
    return zoneStart(text) < 0
        ? parsePlainTime(text)
        : parseOffsetTime(text).withOffsetSameInstant(offsetNow()).toLocalTime();
  }

  private static LocalTime parsePlainTime(String text) {
    int first = text.indexOf(':');
    String digits = text;
    if (first < 0) {
      int point = text.indexOf('.');
      String whole = point < 0 ? text : text.substring(0, point);
      if (whole.length() != 6 && (whole.length() != 4 || point >= 0)) {
        throw new DateTimeException("no time: " + text);
      }
      digits =
          whole.substring(0, 2)
              + ':'
              + whole.substring(2, 4)
              + (whole.length() == 6 ? ':' + whole.substring(4) : "")
              + (point < 0 ? "" : text.substring(point));
      first = 2;
    }
    int second = digits.indexOf(':', first + 1);
    int hour = unsigned(digits, 0, first);
    if (second < 0) {
      return LocalTime.of(hour, unsigned(digits, first + 1, digits.length()));
    }
    int point = digits.indexOf('.', second);
    int end = point < 0 ? digits.length() : point;
    int nanos = point < 0 ? 0 : fraction(digits, point + 1);
    return LocalTime.of(
        hour, unsigned(digits, first + 1, second), unsigned(digits, second + 1, end), nanos);
  }

  /** A date, a blank or T, and a time; a date alone is its midnight; a zone is converted. */
  static LocalDateTime parseTimestamp(String text) {
    Zoned parts = split(text);
    if (parts.zone() == null) {
      return parts.local();
    }
    return parts
        .local()
        .atZone(parts.zone())
        .withZoneSameInstant(ZoneId.systemDefault())
        .toLocalDateTime();
  }

  /** As {@link #parseTimestamp}; without a zone the JVM's is meant. */
  static OffsetDateTime parseOffsetDateTime(String text) {
    Zoned parts = split(text);
    ZoneId zone = parts.zone() == null ? ZoneId.systemDefault() : parts.zone();
    return parts.local().atZone(zone).toOffsetDateTime();
  }

  static OffsetTime parseOffsetTime(String text) {
    int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    if (sign > 0) {
      return parsePlainTime(text.substring(0, sign).trim())
          .atOffset(ZoneOffset.of(text.substring(sign).trim()));
    }
    if (text.endsWith("Z") || text.endsWith("z")) {
      return parsePlainTime(text.substring(0, text.length() - 1).trim()).atOffset(ZoneOffset.UTC);
    }
    return parsePlainTime(text).atOffset(offsetNow());
  }

  private record Zoned(LocalDateTime local, @Nullable ZoneId zone) {}

  private static Zoned split(String text) {
    int dateEnd = text.indexOf(' ');
    if (dateEnd < 0) {
      dateEnd = text.indexOf('T');
    }
    if (dateEnd < 0) {
      return new Zoned(parseDate(text).atStartOfDay(), null);
    }
    LocalDate date = parseDate(text.substring(0, dateEnd));
    String rest = text.substring(dateEnd + 1);
    int zoneStart = zoneStart(rest);
    ZoneId zone = zoneStart < 0 ? null : ZoneId.of(rest.substring(zoneStart).trim());
    String time = (zoneStart < 0 ? rest : rest.substring(0, zoneStart)).trim();
    return new Zoned(parsePlainTime(time).atDate(date), zone);
  }

  private static int zoneStart(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' || c == '-' || Character.isLetter(c)) {
        return i;
      }
    }
    return -1;
  }

  private static int number(String text, int start, int end) {
    try {
      return Integer.parseInt(text, start, end, 10);
    } catch (NumberFormatException e) {
      throw new DateTimeException("no number in " + text, e);
    }
  }

  private static int unsigned(String text, int start, int end) {
    int value = number(text, start, end);
    if (value < 0) {
      throw new DateTimeException("no number in " + text);
    }
    return value;
  }

  private static int fraction(String text, int start) {
    int value = 0;
    int scale = 100_000_000;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new DateTimeException("no fraction in " + text);
      }
      value += (c - '0') * scale;
      scale /= 10;
    }
    return value;
  }
}
