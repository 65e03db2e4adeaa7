package org.wasmudf.jdbc.internal.pushback;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of a map as bytes, each with its kind before it. Equal values have equal bytes. */
final class CellCodec {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int INTEGER = 3;
  private static final int LONG = 4;
  private static final int DECIMAL = 5;
  private static final int FLOAT = 6;
  private static final int DOUBLE = 7;
  private static final int TEXT = 8;
  private static final int BYTES = 9;
  private static final int ID = 10;
  private static final int DATE = 11;
  private static final int TIME = 12;
  private static final int TIMESTAMP = 13;
  private static final int INSTANT = 14;

  private CellCodec() {}

  static void write(@Nullable Object value, DataOutput out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TRUE : FALSE);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      out.writeLong(number);
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      out.writeByte(INTEGER);
      out.writeInt(((Number) value).intValue());
    } else if (value instanceof String text) {
      out.writeByte(TEXT);
      writeText(text, out);
    } else if (value instanceof byte[] bytes) {
      out.writeByte(BYTES);
      writeBytes(bytes, out);
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Float number) {
      out.writeByte(FLOAT);
      out.writeInt(Float.floatToRawIntBits(number));
    } else if (value instanceof BigDecimal || value instanceof BigInteger) {
      BigDecimal number =
          value instanceof BigDecimal decimal ? decimal : new BigDecimal((BigInteger) value);
      out.writeByte(DECIMAL);
      out.writeInt(number.scale());
      writeBytes(number.unscaledValue().toByteArray(), out);
    } else if (value instanceof UUID id) {
      out.writeByte(ID);
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    } else {
      writeTime(value, out);
    }
  }

  private static void writeTime(Object value, DataOutput out) throws IOException {
    if (value instanceof LocalDate date) {
      out.writeByte(DATE);
      out.writeLong(date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      out.writeByte(TIME);
      out.writeLong(time.toNanoOfDay());
    } else if (value instanceof LocalDateTime time) {
      out.writeByte(TIMESTAMP);
      writeTimestamp(time, out);
    } else if (value instanceof OffsetDateTime time) {
      out.writeByte(INSTANT);
      writeTimestamp(time.toLocalDateTime(), out);
      out.writeInt(time.getOffset().getTotalSeconds());
    } else {
      throw new IllegalArgumentException("no cell of a map is a " + value.getClass().getName());
    }
  }

  private static void writeTimestamp(LocalDateTime time, DataOutput out) throws IOException {
    out.writeLong(time.toLocalDate().toEpochDay());
    out.writeLong(time.toLocalTime().toNanoOfDay());
  }

  /** By its UTF-16 code units, so that what is no Unicode text stays as it is. */
  private static void writeText(String text, DataOutput out) throws IOException {
    int length = text.length();
    out.writeInt(length);
    byte[] units = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      units[2 * i] = (byte) (unit >> 8);
      units[2 * i + 1] = (byte) unit;
    }
    out.write(units);
  }

  private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static @Nullable Object read(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INTEGER -> in.readInt();
      case LONG -> in.readLong();
      case DECIMAL -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(readBytes(in, 1)), scale);
      }
      case FLOAT -> Float.intBitsToFloat(in.readInt());
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
      case TEXT -> readText(in);
      case BYTES -> readBytes(in, 1);
      case ID -> new UUID(in.readLong(), in.readLong());
      case DATE -> LocalDate.ofEpochDay(in.readLong());
      case TIME -> LocalTime.ofNanoOfDay(in.readLong());
      case TIMESTAMP -> readTimestamp(in);
      case INSTANT -> OffsetDateTime.of(readTimestamp(in), ZoneOffset.ofTotalSeconds(in.readInt()));
      default -> throw new IOException("a cell of kind " + kind);
    };
  }

  private static LocalDateTime readTimestamp(DataInput in) throws IOException {
    return LocalDateTime.of(
        LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
  }

  private static byte[] readBytes(DataInput in, int width) throws IOException {
    byte[] bytes = new byte[width * in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static String readText(DataInput in) throws IOException {
    byte[] units = readBytes(in, 2);
    char[] text = new char[units.length / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ((units[2 * i] << 8) | (units[2 * i + 1] & 0xff));
    }
    return new String(text);
  }
}
