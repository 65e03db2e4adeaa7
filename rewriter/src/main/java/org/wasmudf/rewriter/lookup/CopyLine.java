package org.wasmudf.rewriter.lookup;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;

/** A row of a map as a line of PostgreSQL's COPY in text format, in UTF-8. */
public final class CopyLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private CopyLine() {}

  /**
   * Appends a line, its end with it.
   *
   * @param columns of {@link MapColumns#of}
   * @param cells for each column null, Long, Integer, Short, Byte, Boolean, Double, Float,
   *     BigDecimal, BigInteger, String, byte[], UUID, LocalDate, LocalTime, LocalDateTime or
   *     OffsetDateTime; null for a key of a NULL argument
   */
  public static void append(
      StringBuilder line, List<MapColumn> columns, List<? extends @Nullable Object> cells) {
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : "\t");
      Object cell = cells.get(i);
      if (cell == null) {
        line.append(columns.get(i).flagged() ? neutral(columns.get(i)) : "\\N");
      } else {
        escape(line, text(cell));
      }
    }
    line.append('\n');
  }

  /** A literal's value: {@code DATE '2000-01-01'}, {@code ''}, {@code 0}. */
  static String neutral(MapColumn column) {
    String literal = column.key().map(KeyForm::neutral).orElse("");
    int quote = literal.indexOf('\'');
    return quote < 0 ? literal : literal.substring(quote + 1, literal.indexOf('\'', quote + 1));
  }

  /** A value as PostgreSQL reads it, whatever its type. */
  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    } else if (value instanceof LocalDate date) {
      return date(date) + era(date);
    } else if (value instanceof LocalTime time) {
      return TIME.format(time);
    } else if (value instanceof LocalDateTime moment) {
      return date(moment.toLocalDate()) + " " + TIME.format(moment) + era(moment.toLocalDate());
    } else if (value instanceof OffsetDateTime moment) {
      OffsetDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC);
      LocalDate date = utc.toLocalDate();
      return date(date) + " " + TIME.format(utc) + "+00" + era(date);
    }
    return value.toString();
  }

  private static String date(LocalDate date) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }

  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }
}
