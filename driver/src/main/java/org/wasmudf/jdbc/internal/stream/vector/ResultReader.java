package org.wasmudf.jdbc.internal.stream.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DateColumn;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.JsonColumn;
import org.wasmudf.jdbc.internal.stream.column.OffsetDateTimeColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.jdbc.internal.stream.column.TimeColumn;
import org.wasmudf.jdbc.internal.stream.column.TimestampColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;
import org.wasmudf.store.SqlType;

/**
 * Takes a function's results out of their vector into a column on the heap. Confined to one thread;
 * keeps its buffers for the next batch. Long, since it holds one small reader for each type.
 */
public abstract class ResultReader {
  private byte[] values = new byte[0];
  private byte[] validity = new byte[0];

  /** A reader for results of a declared type. */
  public static ResultReader of(SqlType type, String label) {
    if (type instanceof SqlType.Bool) {
      return new Booleans(label);
    } else if (type instanceof SqlType.Int integer) {
      return integer.bits() == 64 && !integer.signed()
          ? new Decimals(label, 8, 0, false)
          : new Integers(label, integer);
    } else if (type instanceof SqlType.Int128 integer) {
      return new Decimals(label, 16, 0, integer.signed());
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? new Reals(label) : new Doubles(label);
    } else if (type instanceof SqlType.Decimal decimal) {
      return new Decimals(label, decimal.precision() <= 38 ? 16 : 32, decimal.scale(), true);
    } else if (type instanceof SqlType.Text) {
      return new Texts(label);
    } else if (type instanceof SqlType.Json) {
      return new Jsons(label);
    } else if (type instanceof SqlType.Binary) {
      return new Binaries(label);
    } else if (type instanceof SqlType.Date) {
      return new Dates(label);
    } else if (type instanceof SqlType.Time time) {
      return new Times(label, time.precision() <= 6 ? 1000 : 1);
    } else if (type instanceof SqlType.Timestamp timestamp) {
      long perSecond = timestamp.precision() <= 6 ? 1_000_000L : 1_000_000_000L;
      return timestamp.withTimeZone()
          ? new Instants(label, perSecond)
          : new Timestamps(label, perSecond);
    } else if (type instanceof SqlType.Uuid) {
      return new Uuids(label);
    }
    throw new IllegalStateException("no column takes results of " + type.sql());
  }

  /** A column that {@link #read} fills. */
  public abstract Column column(int capacity);

  /**
   * Takes positions {@code from} to {@code to} of the vector to {@code rows[from..to)} of the
   * column.
   *
   * @return about how many bytes of heap the values take beyond the column's own arrays
   * @throws ConversionException a value that the declared type does not have; those before its
   *     position are taken
   */
  public abstract int read(FieldVector vector, int from, int to, int[] rows, Column into)
      throws ConversionException;

  final byte[] values(FieldVector vector, long length) {
    values = bytes(vector.getDataBuffer(), values, length);
    return values;
  }

  final byte[] validity(FieldVector vector, int to) {
    validity = bytes(vector.getValidityBuffer(), validity, (to + 7) / 8);
    return validity;
  }

  private static byte[] bytes(ArrowBuf buffer, byte[] reused, long length) {
    int size = Math.toIntExact(length);
    byte[] bytes = reused.length >= size ? reused : new byte[size];
    buffer.getBytes(0, bytes, 0, size);
    return bytes;
  }

  private static final class Booleans extends ResultReader {
    private final String label;

    Booleans(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new BooleanColumn(label, "BOOLEAN", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      BooleanColumn column = (BooleanColumn) into;
      byte[] bits = values(vector, (to + 7) / 8);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] = Scratch.bit(bits, i);
        column.nulls()[rows[i]] = !Scratch.bit(valid, i);
      }
      return 0;
    }
  }

  /** All that a long holds; the SQL type that shows them is the next wider signed one. */
  private static final class Integers extends ResultReader {
    private final String label;
    private final SqlType.Int type;

    Integers(String label, SqlType.Int type) {
      this.label = label;
      this.type = type;
    }

    @Override
    public Column column(int capacity) {
      int width = type.signed() ? type.bits() / 8 : type.bits() / 4;
      return new IntegerColumn(
          label,
          type.sql(),
          capacity,
          width,
          width == 8 ? IntegerColumn.Box.LONG : IntegerColumn.Box.INTEGER);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      IntegerColumn column = (IntegerColumn) into;
      byte[] bytes = values(vector, to * (long) (type.bits() / 8));
      byte[] valid = validity(vector, to);
      long[] out = column.values();
      boolean[] nulls = column.nulls();
      for (int i = from; i < to; i++) {
        int row = rows[i];
        out[row] =
            switch (type.bits()) {
              case 8 -> type.signed() ? bytes[i] : bytes[i] & 0xff;
              case 16 -> {
                short value = (short) Scratch.SHORT.get(bytes, i * 2);
                yield type.signed() ? value : value & 0xffff;
              }
              case 32 -> {
                int value = (int) Scratch.INT.get(bytes, i * 4);
                yield type.signed() ? value : value & 0xffff_ffffL;
              }
              default -> (long) Scratch.LONG.get(bytes, i * 8);
            };
        nulls[row] = !Scratch.bit(valid, i);
      }
      return 0;
    }
  }

  private static final class Doubles extends ResultReader {
    private final String label;

    Doubles(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new DoubleColumn(label, "DOUBLE PRECISION", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      DoubleColumn column = (DoubleColumn) into;
      byte[] bytes = values(vector, to * 8L);
      byte[] valid = validity(vector, to);
      double[] out = column.values();
      boolean[] nulls = column.nulls();
      for (int i = from; i < to; i++) {
        int row = rows[i];
        out[row] = (double) Scratch.DOUBLE.get(bytes, i * 8);
        nulls[row] = !Scratch.bit(valid, i);
      }
      return 0;
    }
  }

  private static final class Reals extends ResultReader {
    private final String label;

    Reals(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new RealColumn(label, "REAL", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      RealColumn column = (RealColumn) into;
      byte[] bytes = values(vector, to * 4L);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] = (float) Scratch.FLOAT.get(bytes, i * 4);
        column.nulls()[rows[i]] = !Scratch.bit(valid, i);
      }
      return 0;
    }
  }

  /** Integers of 64 bits without a sign, of 128 bits, and decimals. */
  private static final class Decimals extends ResultReader {
    private final String label;
    private final int width;
    private final int scale;
    private final boolean signed;

    Decimals(String label, int width, int scale, boolean signed) {
      this.label = label;
      this.width = width;
      this.scale = scale;
      this.signed = signed;
    }

    @Override
    public Column column(int capacity) {
      return new DecimalColumn(label, "NUMERIC", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      DecimalColumn column = (DecimalColumn) into;
      byte[] bytes = values(vector, to * (long) width);
      byte[] valid = validity(vector, to);
      byte[] number = new byte[width];
      for (int i = from; i < to; i++) {
        if (!Scratch.bit(valid, i)) {
          column.values()[rows[i]] = null;
          continue;
        }
        for (int b = 0; b < width; b++) {
          number[width - 1 - b] = bytes[i * width + b];
        }
        BigInteger unscaled = signed ? new BigInteger(number) : new BigInteger(1, number);
        column.values()[rows[i]] = new BigDecimal(unscaled, scale);
      }
      return 40 * (to - from);
    }
  }

  /** Texts and byte strings: offsets and data. */
  private abstract static class Variables extends ResultReader {
    private byte[] offsets = new byte[0];

    @Override
    public final int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      BaseVariableWidthVector variable = (BaseVariableWidthVector) vector;
      offsets = bytes(variable.getOffsetBuffer(), offsets, (to + 1) * 4L);
      int end = (int) Scratch.INT.get(offsets, to * 4);
      byte[] data = values(vector, end);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        int start = (int) Scratch.INT.get(offsets, i * 4);
        int length = (int) Scratch.INT.get(offsets, (i + 1) * 4) - start;
        if (Scratch.bit(valid, i)) {
          put(into, rows[i], data, start, length);
        } else {
          putNull(into, rows[i]);
        }
      }
      return end - (int) Scratch.INT.get(offsets, from * 4) + 40 * (to - from);
    }

    abstract void put(Column into, int row, byte[] data, int start, int length);

    abstract void putNull(Column into, int row);
  }

  private static final class Texts extends Variables {
    private final String label;

    Texts(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new TextColumn(label, "CHARACTER VARYING", capacity);
    }

    @Override
    void put(Column into, int row, byte[] data, int start, int length) {
      ((TextColumn) into).values()[row] = new String(data, start, length, StandardCharsets.UTF_8);
    }

    @Override
    void putNull(Column into, int row) {
      ((TextColumn) into).values()[row] = null;
    }
  }

  private static final class Jsons extends Variables {
    private final String label;

    Jsons(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new JsonColumn(label, "JSON", capacity);
    }

    @Override
    void put(Column into, int row, byte[] data, int start, int length) {
      ((JsonColumn) into).values()[row] = new String(data, start, length, StandardCharsets.UTF_8);
    }

    @Override
    void putNull(Column into, int row) {
      ((JsonColumn) into).values()[row] = null;
    }
  }

  private static final class Binaries extends Variables {
    private final String label;

    Binaries(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new BinaryColumn(label, "BINARY VARYING", capacity);
    }

    @Override
    void put(Column into, int row, byte[] data, int start, int length) {
      ((BinaryColumn) into).values()[row] =
          java.util.Arrays.copyOfRange(data, start, start + length);
    }

    @Override
    void putNull(Column into, int row) {
      ((BinaryColumn) into).values()[row] = null;
    }
  }

  private static final class Dates extends ResultReader {
    private final String label;

    Dates(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return DateColumn.own(label, "DATE", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      DateColumn column = (DateColumn) into;
      byte[] bytes = values(vector, to * 4L);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] =
            Scratch.bit(valid, i)
                ? LocalDate.ofEpochDay((int) Scratch.INT.get(bytes, i * 4))
                : null;
      }
      return 24 * (to - from);
    }
  }

  private static final class Times extends ResultReader {
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private final String label;
    private final long nanosPerUnit;

    Times(String label, long nanosPerUnit) {
      this.label = label;
      this.nanosPerUnit = nanosPerUnit;
    }

    @Override
    public Column column(int capacity) {
      return TimeColumn.own(label, "TIME", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into)
        throws ConversionException {
      TimeColumn column = (TimeColumn) into;
      byte[] bytes = values(vector, to * 8L);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        LocalTime time = null;
        if (Scratch.bit(valid, i)) {
          long units = (long) Scratch.LONG.get(bytes, i * 8);
          if (units < 0 || units >= NANOS_OF_DAY / nanosPerUnit) {
            throw new ConversionException(SqlState.OUT_OF_RANGE, units + " is no time of a day")
                .at(i);
          }
          time = LocalTime.ofNanoOfDay(units * nanosPerUnit);
        }
        column.values()[rows[i]] = time;
      }
      return 24 * (to - from);
    }
  }

  private static final class Timestamps extends ResultReader {
    private final String label;
    private final long perSecond;

    Timestamps(String label, long perSecond) {
      this.label = label;
      this.perSecond = perSecond;
    }

    @Override
    public Column column(int capacity) {
      return TimestampColumn.own(label, "TIMESTAMP", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      TimestampColumn column = (TimestampColumn) into;
      byte[] bytes = values(vector, to * 8L);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] =
            Scratch.bit(valid, i)
                ? LocalDateTime.ofInstant(
                    instant((long) Scratch.LONG.get(bytes, i * 8), perSecond), ZoneOffset.UTC)
                : null;
      }
      return 72 * (to - from);
    }
  }

  private static final class Instants extends ResultReader {
    private final String label;
    private final long perSecond;

    Instants(String label, long perSecond) {
      this.label = label;
      this.perSecond = perSecond;
    }

    @Override
    public Column column(int capacity) {
      return new OffsetDateTimeColumn(label, "TIMESTAMP WITH TIME ZONE", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      OffsetDateTimeColumn column = (OffsetDateTimeColumn) into;
      byte[] bytes = values(vector, to * 8L);
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] =
            Scratch.bit(valid, i)
                ? OffsetDateTime.ofInstant(
                    instant((long) Scratch.LONG.get(bytes, i * 8), perSecond), ZoneOffset.UTC)
                : null;
      }
      return 96 * (to - from);
    }
  }

  private static Instant instant(long units, long perSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(units, perSecond),
        Math.floorMod(units, perSecond) * (1_000_000_000L / perSecond));
  }

  private static final class Uuids extends ResultReader {
    private final String label;

    Uuids(String label) {
      this.label = label;
    }

    @Override
    public Column column(int capacity) {
      return new UuidColumn(label, "UUID", capacity);
    }

    @Override
    public int read(FieldVector vector, int from, int to, int[] rows, Column into) {
      UuidColumn column = (UuidColumn) into;
      ByteBuffer bytes = ByteBuffer.wrap(values(vector, to * 16L));
      byte[] valid = validity(vector, to);
      for (int i = from; i < to; i++) {
        column.values()[rows[i]] =
            Scratch.bit(valid, i)
                ? new UUID(bytes.getLong(i * 16), bytes.getLong(i * 16 + 8))
                : null;
      }
      return 32 * (to - from);
    }
  }
}
