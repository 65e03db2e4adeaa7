package org.wasmudf.runtime.internal.wat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A call of an export and its results, read from {@code add(i32:1, i32:2) = i32:3}. */
record GuestCall(String export, List<Value> arguments, List<Value> results) {
  private static final Pattern FORM = Pattern.compile("(\\w+)\\((.*)\\) = (.*)");
  private static final Pattern VALUE = Pattern.compile("[\\w]+:[^ ,]+");

  /** A value as its bits, so that NaNs and zeros compare. */
  record Value(String type, long bits) {
    static Value parse(String text) {
      String type = text.substring(0, 3);
      String number = text.substring(4);
      return switch (type) {
        case "i32" -> new Value(type, Integer.parseInt(number));
        case "i64" -> new Value(type, Long.parseLong(number));
        case "f32" -> new Value(type, Float.floatToRawIntBits(Float.parseFloat(number)));
        case "f64" -> new Value(type, Double.doubleToRawLongBits(Double.parseDouble(number)));
        default -> throw new IllegalArgumentException(text);
      };
    }
  }

  static List<GuestCall> parseLines(String lines) {
    return lines.lines().map(GuestCall::parse).toList();
  }

  private static GuestCall parse(String line) {
    Matcher matcher = FORM.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(line);
    }
    return new GuestCall(matcher.group(1), values(matcher.group(2)), values(matcher.group(3)));
  }

  private static List<Value> values(String text) {
    return VALUE
        .matcher(text)
        .results()
        .map(result -> Value.parse(result.group()))
        .collect(Collectors.toUnmodifiableList());
  }
}
