package org.wasmudf.runtime.internal.abi;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Takes fixed-width results out of a guest's memory into their rows. */
final class FixedResults {
  private final BaseFixedWidthVector vector;
  private final Shape shape;

  FixedResults(Shape shape, FieldVector vector) {
    this.shape = shape;
    this.vector = (BaseFixedWidthVector) vector;
  }

  /** Makes room for rows up to {@code to}. */
  void begin(int to) {
    while (vector.getValueCapacity() < to) {
      vector.reAlloc();
    }
  }

  /** Bytes of the guest's result column. */
  static long bytes(Shape shape, int rows) {
    return ColumnWriter.padded((long) rows * shape.width());
  }

  /**
   * Takes the first {@code count} results of a part. Its rows in front of the row after them that
   * were not called become NULL.
   */
  void take(GuestBytes guest, long address, Selection part, int count) {
    int from = part.from();
    int to = count == part.count() ? part.to() : part.row(count);
    int[] rows = part.rows();
    if (rows == null) {
      if (shape == Shape.BOOL) {
        Bits.write(bits(guest, address, part, count), count, vector.getDataBuffer(), from);
      } else {
        int width = shape.width();
        guest.copyOut(address, vector.getDataBuffer(), (long) from * width, count * width);
      }
      Bits.setRange(vector.getValidityBuffer(), from, to);
      return;
    }
    byte[] valid = new byte[Bits.bytes(to - from)];
    for (int i = 0; i < count; i++) {
      Bits.set(valid, rows[i] - from);
    }
    Bits.write(valid, to - from, vector.getValidityBuffer(), from);
    if (shape == Shape.BOOL) {
      Bits.write(bits(guest, address, part, count), to - from, vector.getDataBuffer(), from);
      return;
    }
    scatter(guest, address, rows, count, from, to);
  }

  private void scatter(GuestBytes guest, long address, int[] rows, int count, int from, int to) {
    int width = shape.width();
    byte[] packed = new byte[count * width];
    guest.read(address, packed, 0, packed.length);
    byte[] spread = new byte[(to - from) * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(packed, i * width, spread, (rows[i] - from) * width, width);
    }
    ArrowBuf data = vector.getDataBuffer();
    data.setBytes((long) from * width, spread, 0, spread.length);
  }

  /** The guest's bytes, 0 or 1, as bits at the positions of their rows. */
  private static byte[] bits(GuestBytes guest, long address, Selection part, int count) {
    byte[] values = new byte[count];
    guest.read(address, values, 0, count);
    byte[] bits = new byte[Bits.bytes(part.to() - part.from())];
    int[] rows = part.rows();
    for (int i = 0; i < count; i++) {
      if (values[i] != 0) {
        Bits.set(bits, rows == null ? i : rows[i] - part.from());
      }
    }
    return bits;
  }

  /** Makes rows NULL. */
  void nulls(int from, int to) {
    Bits.write(new byte[Bits.bytes(to - from)], to - from, vector.getValidityBuffer(), from);
  }
}
