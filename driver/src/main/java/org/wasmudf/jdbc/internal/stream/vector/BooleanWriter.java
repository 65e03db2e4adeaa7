package org.wasmudf.jdbc.internal.stream.vector;

import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.store.SqlType;

/** Writes BOOLEAN, one bit per value. */
final class BooleanWriter extends ArgumentWriter {
  private final Scratch scratch = new Scratch();

  BooleanWriter(SqlType type) {
    super(type);
  }

  @Override
  public void write(Column source, int[] rows, int count, FieldVector vector)
      throws ConversionException {
    byte[] out = scratch.values((count + 7) / 8);
    byte[] validity = scratch.validity(count);
    BitVector bits = (BitVector) vector;
    if (bits.getValueCapacity() < count) {
      bits.allocateNew(count);
    }
    int done = 0;
    try {
      for (; done < count; done++) {
        int row = rows[done];
        boolean value = false;
        if (source.isNull(row)) {
          Scratch.clearBit(validity, done);
        } else {
          value = ExactValues.bool(source.valueAt(row), row, type);
        }
        int mask = 1 << (done & 7);
        out[done >> 3] = (byte) (value ? out[done >> 3] | mask : out[done >> 3] & ~mask);
      }
    } catch (ConversionException e) {
      throw e.at(done);
    } finally {
      int bytes = (done + 7) / 8;
      bits.getDataBuffer().setBytes(0, out, 0, bytes);
      bits.getValidityBuffer().setBytes(0, validity, 0, bytes);
      bits.setValueCount(done);
    }
  }
}
