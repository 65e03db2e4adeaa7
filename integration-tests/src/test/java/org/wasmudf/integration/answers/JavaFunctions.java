package org.wasmudf.integration.answers;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the example guests once more, in Java and by other means where there are some:
 * what results are compared against. Public, since H2 calls them as aliases.
 */
public final class JavaFunctions {
  private JavaFunctions() {}

  public static @Nullable Long gcd64(@Nullable Long a, @Nullable Long b) {
    return a == null || b == null
        ? null
        : java.math.BigInteger.valueOf(a).gcd(java.math.BigInteger.valueOf(b)).longValueExact();
  }

  public static @Nullable Boolean isPrime(@Nullable Long n) {
    return n == null ? null : n > 1 && java.math.BigInteger.valueOf(n).isProbablePrime(60);
  }

  public static @Nullable Double lerp(@Nullable Double a, @Nullable Double b, @Nullable Double t) {
    return a == null || b == null || t == null ? null : a * (1.0 - t) + b * t;
  }

  public static @Nullable Boolean majority(
      @Nullable Boolean a, @Nullable Boolean b, @Nullable Boolean c) {
    if (a == null || b == null || c == null) {
      return null;
    }
    return a.equals(b) ? a : c;
  }

  public static @Nullable Integer isoWeekday(@Nullable LocalDate day) {
    return day == null ? null : day.getDayOfWeek().getValue();
  }

  public static @Nullable LocalDate nextWorkday(@Nullable LocalDate day) {
    if (day == null) {
      return null;
    }
    LocalDate next = day.plusDays(1);
    while (next.getDayOfWeek().getValue() > 5) {
      next = next.plusDays(1);
    }
    return next;
  }

  public static @Nullable Float fahrenheit(@Nullable Float celsius) {
    return celsius == null ? null : celsius * 1.8f + 32.0f;
  }

  public static @Nullable String rot13(@Nullable String s) {
    if (s == null) {
      return null;
    }
    String from = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    String to = "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm";
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      int at = from.indexOf(c);
      turned.append(at < 0 ? c : to.charAt(at));
    }
    return turned.toString();
  }

  public static @Nullable String upperAscii(@Nullable String s) {
    if (s == null) {
      return null;
    }
    StringBuilder upper = new StringBuilder();
    s.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
    return upper.toString();
  }

  public static @Nullable String firstWord(@Nullable String s) {
    return s == null ? null : s.replaceFirst("^[ \\t-\\r]+", "").split("[ \\t-\\r]", 2)[0];
  }

  public static @Nullable String reverseText(@Nullable String s) {
    return s == null ? null : new StringBuilder(s).reverse().toString();
  }

  public static @Nullable String repeatText(@Nullable String s, @Nullable Integer times) {
    return s == null || times == null ? null : s.repeat(Math.max(0, times));
  }

  public static @Nullable String coalesceText(@Nullable String a, @Nullable String b) {
    return a == null ? b : a;
  }

  public static @Nullable String nullIfEmpty(@Nullable String s) {
    return s == null || s.isEmpty() ? null : s;
  }

  public static @Nullable Integer countCharacters(@Nullable String s) {
    return s == null ? null : s.codePointCount(0, s.length());
  }

  public static @Nullable String initials(@Nullable String s) {
    if (s == null) {
      return null;
    }
    StringBuilder initials = new StringBuilder();
    for (String word : s.split("[ \\t-\\r]+", -1)) {
      if (!word.isEmpty()) {
        initials.append(upperAscii(word.substring(0, word.offsetByCodePoints(0, 1))));
      }
    }
    return initials.toString();
  }

  public static @Nullable String sizeName(@Nullable Long n) {
    return n == null
        ? null
        : n < 0 ? "negative" : n < 10 ? "small" : n < 1000 ? "medium" : "größer";
  }

  public static @Nullable String lastWord(@Nullable String s) {
    if (s == null) {
      return null;
    }
    String trimmed = s.stripTrailing();
    return trimmed.substring(trimmed.lastIndexOf(' ') + 1);
  }

  public static @Nullable String after(@Nullable String s, @Nullable String separator) {
    if (s == null || separator == null || !s.contains(separator)) {
      return null;
    }
    return s.substring(s.indexOf(separator) + separator.length());
  }

  public static @Nullable String sortWords(@Nullable String s) {
    if (s == null) {
      return null;
    }
    String[] words = s.isBlank() ? new String[0] : s.strip().split(" +");
    Arrays.sort(
        words,
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    return String.join(" ", words);
  }

  public static @Nullable String squeeze(@Nullable String s) {
    return s == null ? null : s.isBlank() ? "" : String.join(" ", s.strip().split(" +"));
  }

  public static @Nullable String fullName(@Nullable String given, @Nullable String family) {
    return given == null ? family : family == null ? given : given + " " + family;
  }

  public static @Nullable String caseOf(@Nullable String s) {
    if (s == null) {
      return null;
    }
    boolean upper = s.equals(s.toUpperCase(Locale.ROOT));
    boolean lower = s.equals(s.toLowerCase(Locale.ROOT));
    return upper && lower ? null : upper ? "UPPER" : lower ? "lower" : "Mixed";
  }

  public static String orUnknown(@Nullable String s) {
    return s == null ? "unknown" : s;
  }

  public static @Nullable String titleCase(@Nullable String s) {
    if (s == null) {
      return null;
    }
    StringBuilder title = new StringBuilder();
    boolean starts = true;
    for (char c : s.toLowerCase(Locale.ROOT).toCharArray()) {
      title.append(starts ? Character.toUpperCase(c) : c);
      starts = "\t\n\r (-/\u00a0".indexOf(c) >= 0;
    }
    return title.toString();
  }

  public static @Nullable String roman(@Nullable Integer n) {
    if (n == null) {
      return null;
    }
    return "M".repeat(n / 1000)
        + digit(n / 100 % 10, "C", "D", "M")
        + digit(n / 10 % 10, "X", "L", "C")
        + digit(n % 10, "I", "V", "X");
  }

  private static String digit(int n, String one, String five, String ten) {
    return switch (n) {
      case 4 -> one + five;
      case 9 -> one + ten;
      default -> (n < 5 ? "" : five) + one.repeat(n % 5);
    };
  }
}
