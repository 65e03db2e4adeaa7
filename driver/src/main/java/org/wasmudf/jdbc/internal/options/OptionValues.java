package org.wasmudf.jdbc.internal.options;

import java.io.File;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wasmudf.store.Hash;

/**
 * What the text of an option means. Every method throws IllegalArgumentException with what is
 * expected, as the end of a sentence that names the option and its value.
 */
final class OptionValues {
  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(%|[A-Za-z]*)");

  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kb",
          1000L,
          "mb",
          1000_000L,
          "gb",
          1000_000_000L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30);

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns",
          1L,
          "us",
          1000L,
          "ms",
          1000_000L,
          "s",
          1000_000_000L,
          "min",
          60_000_000_000L,
          "h",
          3600_000_000_000L);

  private OptionValues() {}

  /**
   * A number of bytes: {@code 64 MiB}, {@code 512kB}, {@code 1048576}, or {@code 25 %} of the heap.
   */
  static long bytes(String text) {
    Matcher matcher = QUANTITY.matcher(text.replaceFirst("\\s+of the heap$", ""));
    String expected = "is no size; write a number and a unit, as in 64 MiB or 25 %";
    require(matcher.matches(), expected);
    BigDecimal number = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    BigDecimal bytes;
    if (unit.equals("%")) {
      require(number.compareTo(BigDecimal.valueOf(100)) <= 0, expected);
      bytes =
          number.movePointLeft(2).multiply(BigDecimal.valueOf(Runtime.getRuntime().maxMemory()));
    } else {
      long factor = BYTES.getOrDefault(unit, 0L);
      require(factor > 0 && !text.endsWith("of the heap"), expected);
      bytes = number.multiply(BigDecimal.valueOf(factor));
    }
    require(
        bytes.compareTo(BigDecimal.ONE) >= 0
            && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0,
        expected);
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /** A time above zero: {@code 30 s}, {@code 500 ms}, {@code 2 min}. */
  static Duration time(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    String expected = "is no time above zero; write a number and a unit, as in 30 s or 500 ms";
    require(matcher.matches(), expected);
    long factor = NANOS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 0L);
    require(factor > 0, expected);
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
    require(
        nanos.compareTo(BigDecimal.ONE) >= 0
            && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0,
        expected);
    return Duration.ofNanos(nanos.longValue());
  }

  static int count(String text, int least, int most) {
    String expected = "is no whole number from " + least + " to " + most;
    require(text.matches("[0-9]{1,9}"), expected);
    int count = Integer.parseInt(text);
    require(count >= least && count <= most, expected);
    return count;
  }

  static int instances(String text) {
    return text.equals("processors")
        ? Runtime.getRuntime().availableProcessors()
        : count(text, 1, 1024);
  }

  static boolean flag(String text) {
    require(text.equals("true") || text.equals("false"), "is neither true nor false");
    return text.equals("true");
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "is none of "
            + Arrays.stream(type.getEnumConstants())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  /** Folders, separated as in a class path. */
  static List<Path> folders(String text) {
    try {
      return Arrays.stream(text.split(Pattern.quote(File.pathSeparator)))
          .filter(part -> !part.isBlank())
          .map(part -> Path.of(part.trim()).toAbsolutePath().normalize())
          .toList();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is no list of folders: " + e.getMessage(), e);
    }
  }

  static Hash hash(String text) {
    require(text.matches("[0-9a-fA-F]{64}"), "is no SHA-256; write 64 hex digits");
    return new Hash(text);
  }

  /** Accepts nothing but the default: the feature is not in this version. */
  static String only(String text, String accepted) {
    require(text.equals(accepted), "is not supported by this version; remove it");
    return text;
  }

  private static void require(boolean condition, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(expected);
    }
  }
}
