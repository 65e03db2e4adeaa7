package org.wasmudf.jdbc.internal.stream.vector;

import java.math.BigInteger;
import java.util.Arrays;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.UuidColumn;
import org.wasmudf.store.SqlType;

/** Writes types of a fixed number of bytes. */
class FixedWidthWriter extends ArgumentWriter {
  /** Puts one value that is not NULL into its bytes. */
  interface Encoder {
    void encode(Column source, int row, byte[] out, int at) throws ConversionException;
  }

  private static final BigInteger MAX_UNSIGNED_64 =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final int width;
  private final Encoder encoder;
  private final Scratch scratch = new Scratch();

  FixedWidthWriter(SqlType type, int width, Encoder encoder) {
    super(type);
    this.width = width;
    this.encoder = encoder;
  }

  static ArgumentWriter integer(SqlType.Int type) {
    long least = type.signed() ? -1L << (type.bits() - 1) : 0;
    return switch (type.bits()) {
      case 8 -> {
        long greatest = type.signed() ? Byte.MAX_VALUE : 0xffL;
        yield new FixedWidthWriter(
            type,
            1,
            (source, row, out, at) ->
                out[at] = (byte) ExactValues.integer(source, row, least, greatest, type));
      }
      case 16 -> {
        long greatest = type.signed() ? Short.MAX_VALUE : 0xffffL;
        yield new FixedWidthWriter(
            type,
            2,
            (source, row, out, at) ->
                Scratch.SHORT.set(
                    out, at, (short) ExactValues.integer(source, row, least, greatest, type)));
      }
      case 32 -> {
        long greatest = type.signed() ? Integer.MAX_VALUE : 0xffff_ffffL;
        yield new FixedWidthWriter(
            type,
            4,
            (source, row, out, at) ->
                Scratch.INT.set(
                    out, at, (int) ExactValues.integer(source, row, least, greatest, type)));
      }
      default ->
          type.signed()
              ? new BigintWriter(type)
              : new FixedWidthWriter(
                  type,
                  8,
                  (source, row, out, at) -> {
                    BigInteger value = ExactValues.bigInteger(source, row, type);
                    if (value.signum() < 0 || value.compareTo(MAX_UNSIGNED_64) > 0) {
                      throw ExactValues.outOfRange(value.toString(), type);
                    }
                    Scratch.LONG.set(out, at, value.longValue());
                  });
    };
  }

  static ArgumentWriter integer(SqlType.Int128 type) {
    return new FixedWidthWriter(
        type,
        16,
        (source, row, out, at) -> {
          BigInteger value = ExactValues.bigInteger(source, row, type);
          boolean fits =
              type.signed()
                  ? value.bitLength() <= 127
                  : value.signum() >= 0 && value.bitLength() <= 128;
          if (!fits) {
            throw ExactValues.outOfRange(value.toString(), type);
          }
          put(value, out, at, 16);
        });
  }

  static ArgumentWriter floating(SqlType.FloatingPoint type) {
    return type.bits() == 64
        ? new DoubleWriter(type)
        : new FixedWidthWriter(
            type,
            4,
            (source, row, out, at) ->
                Scratch.FLOAT.set(out, at, ExactValues.real(source, row, type)));
  }

  static ArgumentWriter decimal(SqlType.Decimal type) {
    int width = type.precision() <= 38 ? 16 : 32;
    return new FixedWidthWriter(
        type,
        width,
        (source, row, out, at) ->
            put(ExactValues.decimal(source, row, type).unscaledValue(), out, at, width));
  }

  static ArgumentWriter uuid(SqlType type) {
    return new FixedWidthWriter(
        type,
        16,
        (source, row, out, at) -> {
          if (!(source instanceof UuidColumn uuids)) {
            throw ExactValues.noConversion(source, type);
          }
          System.arraycopy(uuids.getBytes(row), 0, out, at, 16);
        });
  }

  /** Two's complement, least significant byte first. */
  private static void put(BigInteger value, byte[] out, int at, int width) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, width);
    for (int i = 0; i < length; i++) {
      out[at + i] = bytes[bytes.length - 1 - i];
    }
    Arrays.fill(out, at + length, at + width, (byte) (value.signum() < 0 ? -1 : 0));
  }

  @Override
  public final void write(Column source, int[] rows, int count, FieldVector vector)
      throws ConversionException {
    byte[] out = scratch.values(count * width);
    byte[] validity = scratch.validity(count);
    BaseFixedWidthVector fixed = (BaseFixedWidthVector) vector;
    if (fixed.getValueCapacity() < count) {
      fixed.allocateNew(count);
    }
    int done = 0;
    try {
      fill(source, rows, count, out, validity);
      done = count;
    } catch (ConversionException e) {
      done = e.position();
      throw e;
    } finally {
      fixed.getDataBuffer().setBytes(0, out, 0, (long) done * width);
      fixed.getValidityBuffer().setBytes(0, validity, 0, (done + 7) / 8);
      fixed.setValueCount(done);
    }
  }

  void fill(Column source, int[] rows, int count, byte[] out, byte[] validity)
      throws ConversionException {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (source.isNull(row)) {
        Scratch.clearBit(validity, i);
        Arrays.fill(out, i * width, (i + 1) * width, (byte) 0);
      } else {
        try {
          encoder.encode(source.valueAt(row), row, out, i * width);
        } catch (ConversionException e) {
          throw e.at(i);
        }
      }
    }
  }

  /** BIGINT, straight from integers. */
  private static final class BigintWriter extends FixedWidthWriter {
    BigintWriter(SqlType type) {
      super(
          type,
          8,
          (source, row, out, at) ->
              Scratch.LONG.set(
                  out, at, ExactValues.integer(source, row, Long.MIN_VALUE, Long.MAX_VALUE, type)));
    }

    @Override
    void fill(Column source, int[] rows, int count, byte[] out, byte[] validity)
        throws ConversionException {
      if (!(source instanceof IntegerColumn integers)) {
        super.fill(source, rows, count, out, validity);
        return;
      }
      long[] values = integers.values();
      boolean[] nulls = integers.nulls();
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        Scratch.LONG.set(out, i * 8, values[row]);
        if (nulls[row]) {
          Scratch.clearBit(validity, i);
        }
      }
    }
  }

  /** DOUBLE PRECISION, straight from doubles. */
  private static final class DoubleWriter extends FixedWidthWriter {
    DoubleWriter(SqlType type) {
      super(
          type,
          8,
          (source, row, out, at) ->
              Scratch.DOUBLE.set(out, at, ExactValues.floating(source, row, type)));
    }

    @Override
    void fill(Column source, int[] rows, int count, byte[] out, byte[] validity)
        throws ConversionException {
      if (!(source instanceof DoubleColumn numbers)) {
        super.fill(source, rows, count, out, validity);
        return;
      }
      double[] values = numbers.values();
      boolean[] nulls = numbers.nulls();
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        Scratch.DOUBLE.set(out, i * 8, values[row]);
        if (nulls[row]) {
          Scratch.clearBit(validity, i);
        }
      }
    }
  }
}
