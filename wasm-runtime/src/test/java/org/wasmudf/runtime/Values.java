package org.wasmudf.runtime;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;

/**
 * Java values in vectors: Boolean, Long for all integers and times, Float, Double, BigDecimal,
 * String, byte[] as a list of bytes, List.
 */
final class Values {
  private Values() {}

  static void fill(FieldVector vector, List<? extends @Nullable Object> values) {
    vector.reset();
    vector.setInitialCapacity(Math.max(1, values.size()));
    vector.allocateNew();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value == null) {
        vector.setNull(i);
      } else {
        set(vector, i, value);
      }
    }
    vector.setValueCount(values.size());
  }

  private static void set(FieldVector vector, int row, Object value) {
    if (vector instanceof BitVector bits) {
      bits.setSafe(row, (Boolean) value ? 1 : 0);
    } else if (vector instanceof Float4Vector floats) {
      floats.setSafe(row, (Float) value);
    } else if (vector instanceof Float8Vector doubles) {
      doubles.setSafe(row, (Double) value);
    } else if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(row, (BigDecimal) value);
    } else if (vector instanceof Decimal256Vector decimals) {
      decimals.setSafe(row, (BigDecimal) value);
    } else if (vector instanceof VarCharVector texts) {
      texts.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof BaseVariableWidthVector binaries) {
      binaries.setSafe(row, bytes((List<?>) value));
    } else if (vector instanceof FixedSizeBinaryVector binaries) {
      binaries.setSafe(row, bytes((List<?>) value));
    } else if (vector instanceof ListVector lists) {
      List<?> items = (List<?>) value;
      int start = lists.startNewValue(row);
      FieldVector data = lists.getDataVector();
      for (int i = 0; i < items.size(); i++) {
        Object item = items.get(i);
        if (data.getValueCapacity() <= start + i) {
          data.reAlloc();
        }
        if (item == null) {
          data.setNull(start + i);
        } else {
          set(data, start + i, item);
        }
      }
      lists.endValue(row, items.size());
    } else {
      BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
      while (fixed.getValueCapacity() <= row) {
        fixed.reAlloc();
      }
      long number = (Long) value;
      int width = fixed.getTypeWidth();
      for (int i = 0; i < width; i++) {
        fixed.getDataBuffer().setByte((long) row * width + i, (int) (number >> (8 * i)));
      }
      fixed.setIndexDefined(row);
    }
  }

  static byte[] bytes(List<?> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = ((Number) values.get(i)).byteValue();
    }
    return bytes;
  }

  static List<Object> list(byte[] bytes) {
    List<Object> values = new ArrayList<>();
    for (byte b : bytes) {
      values.add(b);
    }
    return values;
  }

  static List<@Nullable Object> read(FieldVector vector, int rows) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(vector.isNull(i) ? null : get(vector, i));
    }
    return values;
  }

  private static @Nullable Object get(FieldVector vector, int row) {
    if (vector instanceof BitVector bits) {
      return bits.get(row) != 0;
    } else if (vector instanceof Float4Vector floats) {
      return floats.get(row);
    } else if (vector instanceof Float8Vector doubles) {
      return doubles.get(row);
    } else if (vector instanceof DecimalVector decimals) {
      return decimals.getObject(row);
    } else if (vector instanceof Decimal256Vector decimals) {
      return decimals.getObject(row);
    } else if (vector instanceof VarCharVector texts) {
      return new String(texts.get(row), StandardCharsets.UTF_8);
    } else if (vector instanceof BaseVariableWidthVector
        || vector instanceof FixedSizeBinaryVector) {
      return list((byte[]) java.util.Objects.requireNonNull(vector.getObject(row)));
    } else if (vector instanceof ListVector lists) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int i = lists.getElementStartIndex(row); i < lists.getElementEndIndex(row); i++) {
        items.add(lists.getDataVector().isNull(i) ? null : get(lists.getDataVector(), i));
      }
      return items;
    }
    BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
    int width = fixed.getTypeWidth();
    long number = 0;
    for (int i = 0; i < width; i++) {
      number |= (fixed.getDataBuffer().getByte((long) row * width + i) & 0xffL) << (8 * i);
    }
    boolean signed =
        vector instanceof DateDayVector || !vector.getClass().getSimpleName().startsWith("UInt");
    return signed && width < 8 ? number << (64 - 8 * width) >> (64 - 8 * width) : number;
  }
}
