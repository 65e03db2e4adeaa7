package org.wasmudf.runtime.internal.abi;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.ListVector;

/** Puts the selected rows of one COLUMNAR argument into a guest's memory as an ArrowArray. */
abstract class ArrowColumn {
  private static final int OFFSET = 4;

  final ValueVector vector;

  ArrowColumn(ValueVector vector) {
    this.vector = vector;
  }

  static ArrowColumn of(ValueVector vector) {
    if (vector instanceof BitVector) {
      return new Bools(vector);
    } else if (vector instanceof BaseFixedWidthVector fixed) {
      return new Fixed(vector, fixed.getTypeWidth());
    } else if (vector instanceof BaseVariableWidthVector) {
      return new Bytes(vector);
    } else if (vector instanceof ListVector list) {
      return new Lists(list);
    }
    throw new IllegalArgumentException("no column for " + vector.getField());
  }

  /** Bytes that it takes at most besides its struct, a multiple of 16. */
  abstract long bytes(Selection rows);

  /** Writes struct and buffers. */
  abstract void write(GuestBytes guest, Selection rows, long struct, Bump bump);

  /** The bits of the selected rows, from bit 0 on. */
  static byte[] bits(ArrowBuf buffer, Selection rows) {
    byte[] all = Bits.read(buffer, rows.from(), rows.to());
    int[] selected = rows.rows();
    if (selected == null) {
      return all;
    }
    byte[] packed = new byte[Bits.bytes(selected.length) + Long.BYTES];
    for (int i = 0; i < selected.length; i++) {
      if (Bits.get(all, selected[i] - rows.from())) {
        Bits.set(packed, i);
      }
    }
    return packed;
  }

  static long bitmapBytes(Selection rows) {
    return ColumnWriter.padded(Bits.bytes(rows.count()));
  }

  /** Buffer 0: nothing where no row is NULL. */
  final void validity(GuestBytes guest, Selection rows, long struct, Bump bump) {
    int count = rows.count();
    if (vector.getNullCount() == 0) {
      return;
    }
    byte[] valid = bits(vector.getValidityBuffer(), rows);
    int nulls = count - Bits.count(valid, count);
    if (nulls > 0) {
      long at = bump.take(Bits.bytes(count));
      guest.write(at, valid, 0, Bits.bytes(count));
      guest.putLong(struct + ArrowStruct.NULL_COUNT, nulls);
      ArrowStruct.setBuffer(guest, struct, 0, at);
    }
  }

  final int offset(int row) {
    ArrowBuf offsets = vector.getOffsetBuffer();
    return offsets.capacity() == 0 ? 0 : offsets.getInt((long) row * OFFSET);
  }

  /** Items of the selected rows of a column with offsets. */
  final long items(Selection rows) {
    int[] selected = rows.rows();
    if (selected == null) {
      return (long) offset(rows.to()) - offset(rows.from());
    }
    long items = 0;
    for (int row : selected) {
      items += offset(row + 1) - offset(row);
    }
    return items;
  }

  static long offsetBytes(Selection rows) {
    return ColumnWriter.padded((rows.count() + 1L) * OFFSET);
  }

  /** Offsets that begin with 0; base pointers before the buffer would be no valid pointers. */
  final void offsets(GuestBytes guest, Selection rows, long struct, Bump bump) {
    int count = rows.count();
    byte[] moved = new byte[(count + 1) * OFFSET];
    if (rows.rows() == null) {
      vector.getOffsetBuffer().getBytes((long) rows.from() * OFFSET, moved, 0, moved.length);
      int first = (int) Bits.INT.get(moved, 0);
      for (int i = 0; first != 0 && i <= count; i++) {
        Bits.INT.set(moved, i * OFFSET, (int) Bits.INT.get(moved, i * OFFSET) - first);
      }
    } else {
      int end = 0;
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        end += offset(row + 1) - offset(row);
        Bits.INT.set(moved, (i + 1) * OFFSET, end);
      }
    }
    long at = bump.take(moved.length);
    guest.write(at, moved, 0, moved.length);
    ArrowStruct.setBuffer(guest, struct, 1, at);
  }

  private static final class Bools extends ArrowColumn {
    Bools(ValueVector vector) {
      super(vector);
    }

    @Override
    long bytes(Selection rows) {
      return ArrowStruct.pointerBytes(2, 0) + 2 * bitmapBytes(rows);
    }

    @Override
    void write(GuestBytes guest, Selection rows, long struct, Bump bump) {
      ArrowStruct.array(guest, struct, rows.count(), 2, 0, bump);
      validity(guest, rows, struct, bump);
      int bytes = Bits.bytes(rows.count());
      long at = bump.take(bytes);
      guest.write(at, bits(vector.getDataBuffer(), rows), 0, bytes);
      ArrowStruct.setBuffer(guest, struct, 1, at);
    }
  }

  private static final class Fixed extends ArrowColumn {
    private final int width;

    Fixed(ValueVector vector, int width) {
      super(vector);
      this.width = width;
    }

    @Override
    long bytes(Selection rows) {
      return ArrowStruct.pointerBytes(2, 0)
          + bitmapBytes(rows)
          + ColumnWriter.padded((long) rows.count() * width);
    }

    @Override
    void write(GuestBytes guest, Selection rows, long struct, Bump bump) {
      ArrowStruct.array(guest, struct, rows.count(), 2, 0, bump);
      validity(guest, rows, struct, bump);
      long at = bump.take((long) rows.count() * width);
      ColumnWriter.fixed(vector, width, guest, rows, at);
      ArrowStruct.setBuffer(guest, struct, 1, at);
    }
  }

  private static final class Bytes extends ArrowColumn {
    Bytes(ValueVector vector) {
      super(vector);
    }

    @Override
    long bytes(Selection rows) {
      return ArrowStruct.pointerBytes(3, 0)
          + bitmapBytes(rows)
          + offsetBytes(rows)
          + ColumnWriter.padded(items(rows));
    }

    @Override
    void write(GuestBytes guest, Selection rows, long struct, Bump bump) {
      ArrowStruct.array(guest, struct, rows.count(), 3, 0, bump);
      validity(guest, rows, struct, bump);
      offsets(guest, rows, struct, bump);
      long at = bump.take(items(rows));
      ArrowBuf data = vector.getDataBuffer();
      int[] selected = rows.rows();
      if (selected == null) {
        guest.copyIn(data, offset(rows.from()), at, (int) items(rows));
      } else {
        long end = at;
        for (int row : selected) {
          int length = offset(row + 1) - offset(row);
          guest.copyIn(data, offset(row), end, length);
          end += length;
        }
      }
      ArrowStruct.setBuffer(guest, struct, 2, at);
    }
  }

  private static final class Lists extends ArrowColumn {
    private final ArrowColumn elements;

    Lists(ListVector vector) {
      super(vector);
      elements = ArrowColumn.of(vector.getDataVector());
    }

    private Selection elements(Selection rows) {
      int from = offset(rows.from());
      int to = offset(rows.to());
      int[] selected = rows.rows();
      if (selected == null) {
        return new Selection(from, to, null);
      }
      int[] items = new int[(int) items(rows)];
      int next = 0;
      for (int row : selected) {
        for (int item = offset(row); item < offset(row + 1); item++) {
          items[next++] = item;
        }
      }
      return new Selection(from, to, items);
    }

    @Override
    long bytes(Selection rows) {
      return ArrowStruct.pointerBytes(2, 1)
          + ArrowStruct.ARRAY_BYTES
          + bitmapBytes(rows)
          + offsetBytes(rows)
          + elements.bytes(elements(rows));
    }

    @Override
    void write(GuestBytes guest, Selection rows, long struct, Bump bump) {
      ArrowStruct.array(guest, struct, rows.count(), 2, 1, bump);
      validity(guest, rows, struct, bump);
      offsets(guest, rows, struct, bump);
      long child = bump.take(ArrowStruct.ARRAY_BYTES);
      ArrowStruct.setChild(guest, struct, 0, child);
      elements.write(guest, elements(rows), child, bump);
    }
  }
}
