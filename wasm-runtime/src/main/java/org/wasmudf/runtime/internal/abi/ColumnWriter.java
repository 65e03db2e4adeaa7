package org.wasmudf.runtime.internal.abi;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ValueVector;

/** Puts the selected rows of one argument into a guest's memory as a column. */
abstract class ColumnWriter {
  final ValueVector vector;

  ColumnWriter(ValueVector vector) {
    this.vector = vector;
  }

  static ColumnWriter of(Shape shape, ValueVector vector, boolean nullable) {
    return switch (shape) {
      case BOOL -> new Bools(vector);
      case BYTES -> new Bytes(vector, nullable);
      case INT8, UINT8, INT16, UINT16, INT32, INT64, TIME, FLOAT32, FLOAT64, INT128 ->
          new Fixed(vector, shape.width());
    };
  }

  /** Bytes that the column takes, a multiple of 16. */
  abstract long bytes(Selection rows);

  /**
   * Writes the column at an address that is a multiple of 16, and its parts' addresses into the
   * descriptor's fields at {@code fields}.
   */
  abstract void write(GuestBytes guest, Selection rows, long address, long fields);

  static long padded(long bytes) {
    return (bytes + 15) & ~15L;
  }

  private static final class Fixed extends ColumnWriter {
    private final int width;

    Fixed(ValueVector vector, int width) {
      super(vector);
      this.width = width;
    }

    @Override
    long bytes(Selection rows) {
      return padded((long) rows.count() * width);
    }

    @Override
    void write(GuestBytes guest, Selection rows, long address, long fields) {
      guest.putInt(fields + Descriptor.VALUES, (int) address);
      fixed(vector, width, guest, rows, address);
    }
  }

  /** Copies the values of the selected rows, one after another. */
  static void fixed(ValueVector vector, int width, GuestBytes guest, Selection rows, long address) {
    ArrowBuf source = vector.getDataBuffer();
    int from = rows.from();
    int length = (rows.to() - from) * width;
    int[] selected = rows.rows();
    if (selected == null) {
      guest.copyIn(source, (long) from * width, address, length);
      return;
    }
    byte[] all = new byte[length];
    source.getBytes((long) from * width, all, 0, length);
    // In place: a selected value only moves towards the front.
    for (int i = 0; i < selected.length; i++) {
      System.arraycopy(all, (selected[i] - from) * width, all, i * width, width);
    }
    guest.write(address, all, 0, selected.length * width);
  }

  private static final class Bools extends ColumnWriter {
    Bools(ValueVector vector) {
      super(vector);
    }

    @Override
    long bytes(Selection rows) {
      return padded(rows.count());
    }

    @Override
    void write(GuestBytes guest, Selection rows, long address, long fields) {
      guest.putInt(fields + Descriptor.VALUES, (int) address);
      byte[] bits = Bits.read(vector.getDataBuffer(), rows.from(), rows.to());
      byte[] values = new byte[rows.count()];
      int[] selected = rows.rows();
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (byte) (Bits.get(bits, selected == null ? i : selected[i] - rows.from()) ? 1 : 0);
      }
      guest.write(address, values, 0, values.length);
    }
  }

  /** Offsets, bytes, and a validity bitmap where the guest may see NULL. */
  private static final class Bytes extends ColumnWriter {
    private static final int OFFSET = 4;

    private final boolean nullable;

    Bytes(ValueVector vector, boolean nullable) {
      super(vector);
      this.nullable = nullable;
    }

    private int offset(int row) {
      // A vector that never held a value has no offsets yet.
      ArrowBuf offsets = vector.getOffsetBuffer();
      return offsets.capacity() == 0 ? 0 : offsets.getInt((long) row * OFFSET);
    }

    private long dataBytes(Selection rows) {
      int[] selected = rows.rows();
      if (selected == null) {
        return (long) offset(rows.to()) - offset(rows.from());
      }
      long bytes = 0;
      for (int row : selected) {
        bytes += offset(row + 1) - offset(row);
      }
      return bytes;
    }

    private long offsetBytes(Selection rows) {
      return padded((rows.count() + 1L) * OFFSET);
    }

    private long validityBytes(Selection rows) {
      return nullable ? padded(Bits.bytes(rows.count())) : 0;
    }

    @Override
    long bytes(Selection rows) {
      return offsetBytes(rows) + validityBytes(rows) + padded(dataBytes(rows));
    }

    @Override
    void write(GuestBytes guest, Selection rows, long address, long fields) {
      long validity = address + offsetBytes(rows);
      long data = validity + validityBytes(rows);
      guest.putInt(fields + Descriptor.VALUES, (int) address);
      guest.putInt(fields + Descriptor.VALIDITY, (int) validity);
      if (nullable) {
        byte[] bits = Bits.read(vector.getValidityBuffer(), rows.from(), rows.to());
        guest.write(validity, bits, 0, Bits.bytes(rows.count()));
      }
      int[] selected = rows.rows();
      if (selected == null) {
        // The offsets go as they are; the base that they count from moves instead.
        int first = offset(rows.from());
        int offsets = (rows.count() + 1) * OFFSET;
        guest.copyIn(vector.getOffsetBuffer(), (long) rows.from() * OFFSET, address, offsets);
        guest.copyIn(vector.getDataBuffer(), first, data, offset(rows.to()) - first);
        guest.putInt(fields + Descriptor.DATA, (int) (data - first));
        return;
      }
      guest.putInt(fields + Descriptor.DATA, (int) data);
      byte[] offsets = new byte[(selected.length + 1) * OFFSET];
      int end = 0;
      for (int i = 0; i < selected.length; i++) {
        int start = offset(selected[i]);
        int length = offset(selected[i] + 1) - start;
        guest.copyIn(vector.getDataBuffer(), start, data + end, length);
        end += length;
        Bits.INT.set(offsets, (i + 1) * OFFSET, end);
      }
      guest.write(address, offsets, 0, offsets.length);
    }
  }
}
