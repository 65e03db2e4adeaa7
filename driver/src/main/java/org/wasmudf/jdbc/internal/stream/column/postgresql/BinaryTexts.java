package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;

/**
 * The server's texts of values that come in its binary format, for the types that pgjdbc receives
 * so and that are kept as text: its own getString writes them otherwise ({@code {"1"}} for {@code
 * {1}}, {@code (1.0,2.0)} for {@code (1,2)}).
 */
final class BinaryTexts {
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private BinaryTexts() {}

  private interface Decoder {
    String text(ByteBuffer value);
  }

  /** A reader of a type's binary values; null where the driver's text is the server's. */
  static TextColumn.@Nullable TextReader reader(String type) {
    Decoder decoder =
        switch (type) {
          case "timetz" -> BinaryTexts::timeWithZone;
          case "point" -> BinaryTexts::point;
          case "box" -> value -> point(value) + ',' + point(value);
          case "_int2",
              "_int4",
              "_int8",
              "_oid",
              "_float4",
              "_float8",
              "_text",
              "_varchar",
              "_bytea" ->
              BinaryTexts::array;
          default -> null;
        };
    return decoder == null ? null : (rows, index) -> read(rows, index, decoder);
  }

  private static @Nullable String read(ResultSet rows, int index, Decoder decoder)
      throws SQLException {
    byte[] value = rows.getBytes(index);
    return value == null ? null : decoder.text(ByteBuffer.wrap(value));
  }

  private static String timeWithZone(ByteBuffer value) {
    long micros = value.getLong();
    LocalTime time = micros == MICROS_OF_DAY ? LocalTime.MAX : LocalTime.ofNanoOfDay(micros * 1000);
    // The server counts seconds west.
    return TemporalTexts.offset(new StringBuilder(TemporalTexts.of(time)), -value.getInt())
        .toString();
  }

  private static String point(ByteBuffer value) {
    return "(" + FloatTexts.of(value.getDouble()) + "," + FloatTexts.of(value.getDouble()) + ")";
  }

  private static String array(ByteBuffer value) {
    int[] lengths = new int[value.getInt()];
    value.getInt();
    int type = value.getInt();
    if (lengths.length == 0) {
      return "{}";
    }
    StringBuilder bounds = new StringBuilder();
    boolean usual = true;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = value.getInt();
      int first = value.getInt();
      usual &= first == 1;
      bounds.append('[').append(first).append(':').append(first + lengths[i] - 1).append(']');
    }
    StringBuilder text = usual ? new StringBuilder() : bounds.append('=');
    dimension(text, value, lengths, 0, type);
    return text.toString();
  }

  private static void dimension(
      StringBuilder text, ByteBuffer value, int[] lengths, int depth, int type) {
    text.append('{');
    for (int i = 0; i < lengths[depth]; i++) {
      if (i > 0) {
        text.append(',');
      }
      if (depth + 1 < lengths.length) {
        dimension(text, value, lengths, depth + 1, type);
      } else {
        element(text, value, type);
      }
    }
    text.append('}');
  }

  private static void element(StringBuilder text, ByteBuffer value, int type) {
    int length = value.getInt();
    if (length < 0) {
      text.append("NULL");
      return;
    }
    switch (type) {
      case PgType.INT2 -> text.append(value.getShort());
      case PgType.INT4 -> text.append(value.getInt());
      case PgType.INT8 -> text.append(value.getLong());
      case PgType.OID -> text.append(Integer.toUnsignedString(value.getInt()));
      case PgType.FLOAT4 -> text.append(FloatTexts.of(value.getFloat()));
      case PgType.FLOAT8 -> text.append(FloatTexts.of(value.getDouble()));
      default -> {
        byte[] bytes = new byte[length];
        value.get(bytes);
        quoted(
            text,
            type == PgType.BYTEA
                ? "\\x" + HexFormat.of().formatHex(bytes)
                : new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  /** As array_out of the server quotes. */
  private static void quoted(StringBuilder text, String element) {
    boolean plain = !element.isEmpty() && !element.equalsIgnoreCase("NULL");
    for (int i = 0; plain && i < element.length(); i++) {
      plain = "\"\\{}, \t\n\r\u000b\f".indexOf(element.charAt(i)) < 0;
    }
    if (plain) {
      text.append(element);
    } else {
      String escaped = element.replace("\\", "\\\\").replace("\"", "\\\"");
      text.append('"').append(escaped).append('"');
    }
  }
}
