package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Dates and times as PostgreSQL writes them in ISO style, the only one that its driver allows.
 * java.time's extremes stand for infinity, and the last nanosecond of the day for 24:00, as the
 * driver has it.
 */
final class TemporalTexts {
  private TemporalTexts() {}

  static String of(LocalDate date) {
    if (date.equals(LocalDate.MAX)) {
      return "infinity";
    } else if (date.equals(LocalDate.MIN)) {
      return "-infinity";
    }
    return date(new StringBuilder(), date).append(era(date)).toString();
  }

  static String of(LocalTime time) {
    return time.equals(LocalTime.MAX) ? "24:00:00" : time(new StringBuilder(), time).toString();
  }

  static String of(LocalDateTime time) {
    if (time.equals(LocalDateTime.MAX)) {
      return "infinity";
    } else if (time.equals(LocalDateTime.MIN)) {
      return "-infinity";
    }
    return dateTime(time).append(era(time)).toString();
  }

  static String of(OffsetDateTime time, ZoneId session) {
    if (time.equals(OffsetDateTime.MAX)) {
      return "infinity";
    } else if (time.equals(OffsetDateTime.MIN)) {
      return "-infinity";
    }
    OffsetDateTime local = time.atZoneSameInstant(session).toOffsetDateTime();
    StringBuilder text = dateTime(local.toLocalDateTime());
    return offset(text, local.getOffset().getTotalSeconds()).append(era(local)).toString();
  }

  /** Appends an offset from UTC. */
  static StringBuilder offset(StringBuilder text, int seconds) {
    text.append(seconds < 0 ? '-' : '+');
    int size = Math.abs(seconds);
    two(text, size / 3600);
    if (size % 3600 != 0) {
      two(text.append(':'), size / 60 % 60);
    }
    if (size % 60 != 0) {
      two(text.append(':'), size % 60);
    }
    return text;
  }

  private static StringBuilder dateTime(LocalDateTime time) {
    return time(date(new StringBuilder(), time.toLocalDate()).append(' '), time.toLocalTime());
  }

  private static StringBuilder date(StringBuilder text, LocalDate date) {
    String year = Integer.toString(date.get(ChronoField.YEAR_OF_ERA));
    text.append("0".repeat(Math.max(0, 4 - year.length()))).append(year).append('-');
    return two(two(text, date.getMonthValue()).append('-'), date.getDayOfMonth());
  }

  private static StringBuilder time(StringBuilder text, LocalTime time) {
    two(two(two(text, time.getHour()).append(':'), time.getMinute()).append(':'), time.getSecond());
    int micros = time.get(ChronoField.MICRO_OF_SECOND);
    if (micros != 0) {
      String digits = Integer.toString(1_000_000 + micros).substring(1);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 0, end);
    }
    return text;
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append(number < 10 ? "0" : "").append(number);
  }

  private static String era(TemporalAccessor date) {
    return date.get(ChronoField.ERA) == 0 ? " BC" : "";
  }
}
