package org.wasmudf.jdbc.internal.stream.vector;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.JsonColumn;
import org.wasmudf.jdbc.internal.stream.column.LobColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.store.SqlType;

/** Writes text as UTF-8, and byte strings. */
final class VariableWidthWriter extends ArgumentWriter {
  private interface Encoder {
    byte[] encode(Column source, int row) throws ConversionException;
  }

  private final Encoder encoder;
  private final Scratch scratch = new Scratch();

  private VariableWidthWriter(SqlType type, Encoder encoder) {
    super(type);
    this.encoder = encoder;
  }

  static ArgumentWriter text(SqlType.Text type) {
    return new VariableWidthWriter(
        type, (source, row) -> utf8(textOf(source, row, type), type.length(), type));
  }

  static ArgumentWriter json(SqlType type) {
    return new VariableWidthWriter(
        type, (source, row) -> utf8(textOf(source, row, type), SqlType.Text.UNBOUNDED, type));
  }

  static ArgumentWriter binary(SqlType.Binary type) {
    return new VariableWidthWriter(
        type,
        (source, row) -> {
          byte[] value = bytesOf(source, row, type);
          if (value.length > type.length()) {
            throw new ConversionException(
                SqlState.TOO_LONG,
                value.length + " bytes are longer than " + type.sql() + " takes");
          }
          return value;
        });
  }

  private static String textOf(Column source, int row, SqlType type) throws ConversionException {
    @Nullable String text = null;
    if (source instanceof TextColumn texts) {
      text = texts.values()[row];
    } else if (source instanceof JsonColumn texts) {
      text = texts.values()[row];
    } else if (source instanceof LobColumn lobs && lobs.texts() != null) {
      text = lobs.texts()[row];
    } else if (source instanceof ObjectColumn) {
      text = ExactValues.text(source, row);
    }
    if (text == null) {
      throw ExactValues.noConversion(source, type);
    }
    return text;
  }

  private static byte[] bytesOf(Column source, int row, SqlType type) throws ConversionException {
    byte @Nullable [] bytes = null;
    if (source instanceof BinaryColumn values) {
      bytes = values.values()[row];
    } else if (source instanceof LobColumn lobs && lobs.bytes() != null) {
      bytes = lobs.bytes()[row];
    } else if (source instanceof ObjectColumn) {
      try {
        bytes = source.getBytes(row);
      } catch (SQLException e) {
        throw ExactValues.noConversion(source, type);
      }
    }
    if (bytes == null) {
      throw ExactValues.noConversion(source, type);
    }
    return bytes;
  }

  private static byte[] utf8(String text, int length, SqlType type) throws ConversionException {
    int units = text.length();
    if (units > length && text.codePointCount(0, units) > length) {
      throw new ConversionException(
          SqlState.TOO_LONG,
          "a text of "
              + text.codePointCount(0, units)
              + " characters is longer than "
              + type.sql()
              + " takes");
    }
    for (int i = 0; i < units; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < units
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new ConversionException(
              SqlState.INVALID_TEXT, "the text has half a surrogate pair at character " + i);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(Column source, int[] rows, int count, FieldVector vector)
      throws ConversionException {
    byte[] offsets = scratch.offsets((count + 1) * 4);
    byte[] validity = scratch.validity(count);
    byte[] out = scratch.values(count * 8);
    Scratch.INT.set(offsets, 0, 0);
    int done = 0;
    int used = 0;
    try {
      for (; done < count; done++) {
        int row = rows[done];
        if (source.isNull(row)) {
          Scratch.clearBit(validity, done);
        } else {
          byte[] value = encoder.encode(source.valueAt(row), row);
          if (out.length - used < value.length) {
            out = scratch.grow(used, value.length);
          }
          System.arraycopy(value, 0, out, used, value.length);
          used += value.length;
        }
        Scratch.INT.set(offsets, (done + 1) * 4, used);
      }
    } catch (ConversionException e) {
      throw e.at(done);
    } finally {
      BaseVariableWidthVector variable = (BaseVariableWidthVector) vector;
      if (variable.getValueCapacity() < Math.max(done, 1)
          || variable.getDataBuffer().capacity() < used
          || variable.getDataBuffer().capacity() > 16L * used + (1 << 20)) {
        variable.allocateNew(Math.max(used, 1), Math.max(done, 1));
      }
      variable.getOffsetBuffer().setBytes(0, offsets, 0, (done + 1) * 4L);
      variable.getDataBuffer().setBytes(0, out, 0, used);
      variable.getValidityBuffer().setBytes(0, validity, 0, (done + 7) / 8);
      variable.setLastSet(done - 1);
      variable.setValueCount(done);
    }
  }
}
