package org.wasmudf.runtime.internal.abi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.store.SqlType;

/**
 * Takes one COLUMNAR result out of a guest's memory. Nothing that the guest says of itself is
 * believed: lengths, pointers, offsets, NULL counts and values are checked.
 */
abstract class ArrowResult {
  private static final int OFFSET = 4;

  /** Makes the reader of a type. */
  static ArrowResult of(SqlType type, FieldVector vector) {
    if (type instanceof SqlType.Array array) {
      return new Lists((ListVector) vector, array.element());
    } else if (type instanceof SqlType.Text
        || type instanceof SqlType.Binary
        || type instanceof SqlType.Json) {
      return new Bytes(type, vector);
    } else if (type instanceof SqlType.Bool) {
      return new Bools((BaseFixedWidthVector) vector);
    }
    return new Fixed(type, (BaseFixedWidthVector) vector);
  }

  /** Bytes that struct and buffers of the host's take for so many rows, a multiple of 16. */
  abstract long bytes(int rows);

  /** Writes an empty result: the host's buffers, all rows valid, all values 0. */
  abstract void prepare(GuestBytes guest, long struct, int rows, Bump bump);

  /** Makes room for rows up to {@code to}; rows before {@code from} keep what they have. */
  abstract void begin(int from, int to);

  /**
   * Takes the result of a part.
   *
   * @return the first row that is refused; those before it are written
   * @throws ContractException where it is no result of so many rows; nothing is written
   */
  abstract @Nullable Refusal take(GuestBytes guest, long struct, Selection part)
      throws ContractException;

  /** Makes rows NULL; those before {@code from} are written. */
  abstract void nulls(int from, int to);

  /** Checks the struct and returns the valid rows as bits. */
  static byte[] valid(GuestBytes guest, long struct, int rows) throws ContractException {
    long length = guest.getLong(struct + ArrowStruct.LENGTH);
    if (length != rows) {
      throw new ContractException("its result has length " + length + " for " + rows + " rows.");
    }
    long offset = guest.getLong(struct + ArrowStruct.OFFSET);
    if (offset != 0) {
      throw new ContractException("its result has offset " + offset + " instead of 0.");
    }
    byte[] valid = new byte[Bits.bytes(rows) + Long.BYTES];
    long validity = buffer(guest, struct, 0);
    if (validity == 0) {
      Arrays.fill(valid, 0, Bits.bytes(rows), (byte) 0xff);
    } else {
      guest.read(inside(guest, validity, Bits.bytes(rows), "validity"), valid, 0, Bits.bytes(rows));
    }
    if ((rows & 7) != 0) {
      valid[rows >> 3] &= (byte) ((1 << (rows & 7)) - 1);
    }
    return valid;
  }

  /** The pointer to a buffer, as the guest left it. */
  static long buffer(GuestBytes guest, long struct, int index) throws ContractException {
    long buffers = Integer.toUnsignedLong(guest.getInt(struct + ArrowStruct.BUFFERS));
    inside(guest, buffers, (index + 1L) * ArrowStruct.POINTER, "list of buffers");
    return Integer.toUnsignedLong(guest.getInt(buffers + (long) index * ArrowStruct.POINTER));
  }

  static long inside(GuestBytes guest, long address, long bytes, String what)
      throws ContractException {
    if (address + bytes > guest.size() || (address == 0 && bytes > 0)) {
      throw new ContractException(
          "the "
              + what
              + " of its result, "
              + bytes
              + " bytes at address "
              + address
              + ", lies outside of its memory of "
              + guest.size()
              + " bytes.");
    }
    return address;
  }

  /** The offsets of a result: from 0 on never falling. */
  static int[] offsets(GuestBytes guest, long struct, int rows) throws ContractException {
    if (rows == 0) {
      return new int[1];
    }
    byte[] raw = new byte[(rows + 1) * OFFSET];
    long address = buffer(guest, struct, 1);
    guest.read(inside(guest, address, raw.length, "list of offsets"), raw, 0, raw.length);
    int[] offsets = new int[rows + 1];
    for (int i = 0; i <= rows; i++) {
      offsets[i] = (int) Bits.INT.get(raw, i * OFFSET);
      if (offsets[i] < (i == 0 ? 0 : offsets[i - 1])) {
        throw new ContractException(
            "the offsets of its result fall from "
                + (i == 0 ? 0 : offsets[i - 1])
                + " to "
                + offsets[i]
                + " at place "
                + i
                + ".");
      }
    }
    return offsets;
  }

  /** Writes an ArrowArray with a validity bitmap of ones. */
  static void struct(
      GuestBytes guest, long struct, int rows, int buffers, int children, Bump bump) {
    ArrowStruct.array(guest, struct, rows, buffers, children, bump);
    long validity = bump.take(Bits.bytes(rows));
    guest.fill(validity, Bits.bytes(rows), (byte) 0xff);
    ArrowStruct.setBuffer(guest, struct, 0, validity);
  }

  static long structBytes(int rows, int buffers, int children) {
    return ArrowStruct.pointerBytes(buffers, children) + ColumnWriter.padded(Bits.bytes(rows));
  }

  /** Bits of the guest's rows, moved to their places among the part's rows. */
  static byte[] spread(byte[] bits, Selection part, int count) {
    int[] rows = part.rows();
    if (rows == null) {
      return bits;
    }
    byte[] spread = new byte[Bits.bytes(part.to() - part.from())];
    for (int i = 0; i < count; i++) {
      if (Bits.get(bits, i)) {
        Bits.set(spread, rows[i] - part.from());
      }
    }
    return spread;
  }

  /** Where the rows end that the first {@code count} of the guest's rows complete. */
  static int end(Selection part, int count) {
    return count == part.count() ? part.to() : part.row(count);
  }

  private abstract static class FixedWidth extends ArrowResult {
    final BaseFixedWidthVector vector;

    FixedWidth(BaseFixedWidthVector vector) {
      this.vector = vector;
    }

    @Override
    void begin(int from, int to) {
      while (vector.getValueCapacity() < to) {
        vector.reAlloc();
      }
    }

    @Override
    void nulls(int from, int to) {
      Bits.write(new byte[Bits.bytes(to - from)], to - from, vector.getValidityBuffer(), from);
    }
  }

  private static final class Bools extends FixedWidth {
    Bools(BaseFixedWidthVector vector) {
      super(vector);
    }

    @Override
    long bytes(int rows) {
      return structBytes(rows, 2, 0) + ColumnWriter.padded(Bits.bytes(rows));
    }

    @Override
    void prepare(GuestBytes guest, long struct, int rows, Bump bump) {
      struct(guest, struct, rows, 2, 0, bump);
      if (rows > 0) {
        long values = bump.take(Bits.bytes(rows));
        guest.fill(values, Bits.bytes(rows), (byte) 0);
        ArrowStruct.setBuffer(guest, struct, 1, values);
      }
    }

    @Override
    @Nullable Refusal take(GuestBytes guest, long struct, Selection part) throws ContractException {
      int count = part.count();
      byte[] valid = valid(guest, struct, count);
      byte[] values = new byte[Bits.bytes(count) + Long.BYTES];
      long address = inside(guest, buffer(guest, struct, 1), Bits.bytes(count), "values");
      guest.read(address, values, 0, Bits.bytes(count));
      int rows = part.to() - part.from();
      Bits.write(spread(valid, part, count), rows, vector.getValidityBuffer(), part.from());
      Bits.write(spread(values, part, count), rows, vector.getDataBuffer(), part.from());
      return null;
    }
  }

  private static final class Fixed extends FixedWidth {
    private final SqlType type;
    private final int width;

    Fixed(SqlType type, BaseFixedWidthVector vector) {
      super(vector);
      this.type = type;
      this.width = vector.getTypeWidth();
    }

    @Override
    long bytes(int rows) {
      return structBytes(rows, 2, 0) + ColumnWriter.padded((long) rows * width);
    }

    @Override
    void prepare(GuestBytes guest, long struct, int rows, Bump bump) {
      struct(guest, struct, rows, 2, 0, bump);
      if (rows > 0) {
        long values = bump.take((long) rows * width);
        guest.fill(values, rows * width, (byte) 0);
        ArrowStruct.setBuffer(guest, struct, 1, values);
      }
    }

    @Override
    @Nullable Refusal take(GuestBytes guest, long struct, Selection part) throws ContractException {
      int count = part.count();
      byte[] valid = valid(guest, struct, count);
      byte[] values = new byte[count * width];
      long address = inside(guest, buffer(guest, struct, 1), values.length, "values");
      guest.read(address, values, 0, values.length);
      Refusal refusal = check(values, valid, count);
      int good = refusal == null ? count : refusal.index();
      int end = end(part, good);
      int from = part.from();
      int[] rows = part.rows();
      byte[] spread = values;
      if (rows != null) {
        spread = new byte[(end - from) * width];
        for (int i = 0; i < good; i++) {
          System.arraycopy(values, i * width, spread, (rows[i] - from) * width, width);
        }
      }
      ArrowBuf data = vector.getDataBuffer();
      data.setBytes((long) from * width, spread, 0, (long) (end - from) * width);
      Bits.write(spread(valid, part, good), end - from, vector.getValidityBuffer(), from);
      return refusal;
    }

    private @Nullable Refusal check(byte[] values, byte[] valid, int count) {
      if (type instanceof SqlType.Decimal decimal) {
        BigInteger limit = BigInteger.TEN.pow(decimal.precision());
        long lowLimit = decimal.precision() <= 18 ? limit.longValueExact() : Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
          if (Bits.get(valid, i) && !fits(values, i, lowLimit, limit)) {
            return new Refusal(
                i,
                Kind.OUT_OF_RANGE,
                "its result "
                    + new BigDecimal(integer(values, i), decimal.scale())
                    + " is outside of "
                    + type.sql()
                    + ".");
          }
        }
      } else if (type instanceof SqlType.Time time) {
        long limit = time.precision() > 6 ? 86_400_000_000_000L : 86_400_000_000L;
        for (int i = 0; i < count; i++) {
          long value = (long) Bits.LONG.get(values, i * width);
          if (Bits.get(valid, i) && (value < 0 || value >= limit)) {
            return new Refusal(
                i,
                Kind.OUT_OF_RANGE,
                "its result " + value + " is no time of day, as " + type.sql() + " asks.");
          }
        }
      }
      return null;
    }

    /** Most numbers fit into their lowest eight bytes, which costs no object. */
    private boolean fits(byte[] values, int index, long lowLimit, BigInteger limit) {
      long low = (long) Bits.LONG.get(values, index * width);
      long sign = low >> 63;
      for (int at = Long.BYTES; at < width; at += Long.BYTES) {
        if ((long) Bits.LONG.get(values, index * width + at) != sign) {
          return integer(values, index).abs().compareTo(limit) < 0;
        }
      }
      return lowLimit == Long.MAX_VALUE || (low > -lowLimit && low < lowLimit);
    }

    private BigInteger integer(byte[] values, int index) {
      byte[] bigEndian = new byte[width];
      for (int i = 0; i < width; i++) {
        bigEndian[i] = values[(index + 1) * width - 1 - i];
      }
      return new BigInteger(bigEndian);
    }
  }

  private static final class Bytes extends ArrowResult {
    private final BytesResults results;

    Bytes(SqlType type, FieldVector vector) {
      results = new BytesResults(type, vector);
    }

    @Override
    long bytes(int rows) {
      return structBytes(rows, 3, 0);
    }

    @Override
    void prepare(GuestBytes guest, long struct, int rows, Bump bump) {
      struct(guest, struct, rows, 3, 0, bump);
    }

    @Override
    void begin(int from, int to) {
      results.begin(from, to);
    }

    @Override
    @Nullable Refusal take(GuestBytes guest, long struct, Selection part) throws ContractException {
      int count = part.count();
      byte[] valid = valid(guest, struct, count);
      int[] offsets = offsets(guest, struct, count);
      int first = offsets[0];
      int bytes = offsets[count] - first;
      long data = 0;
      if (bytes > 0) {
        data = inside(guest, buffer(guest, struct, 2), offsets[count], "data") + first;
      }
      guest.open(data, bytes);
      int[] ends = new int[count];
      for (int i = 0; i < count; i++) {
        int end = offsets[i + 1] - first;
        ends[i] = Bits.get(valid, i) ? end : end | Descriptor.NULL_FLAG;
      }
      Refusal refusal = results.take(part, 0, ends, count, guest.heap(), guest.heapStart());
      results.nulls(end(part, refusal == null ? count : refusal.index()));
      return refusal;
    }

    @Override
    void nulls(int from, int to) {
      results.nulls(to);
    }
  }

  /** The offsets and the elements are the guest's; host and guest share the child's struct. */
  private static final class Lists extends ArrowResult {
    private final ListVector vector;
    private final ArrowResult elements;

    Lists(ListVector vector, SqlType element) {
      this.vector = vector;
      this.elements = ArrowResult.of(element, vector.getDataVector());
    }

    @Override
    long bytes(int rows) {
      return structBytes(rows, 2, 1)
          + ArrowStruct.ARRAY_BYTES
          + elements.bytes(0)
          + ArrowStruct.pointerBytes(3, 1);
    }

    @Override
    void prepare(GuestBytes guest, long struct, int rows, Bump bump) {
      struct(guest, struct, rows, 2, 1, bump);
      long child = bump.take(ArrowStruct.ARRAY_BYTES);
      elements.prepare(guest, child, 0, bump);
      ArrowStruct.setBuffer(guest, child, 0, 0);
      ArrowStruct.setChild(guest, struct, 0, child);
    }

    @Override
    void begin(int from, int to) {
      while (vector.getValueCapacity() < Math.max(to, 1)) {
        vector.reAlloc();
      }
      if (from == 0) {
        vector.getOffsetBuffer().setInt(0, 0);
      }
      for (int row = vector.getLastSet() + 1; row < from; row++) {
        vector.getOffsetBuffer().setInt((row + 1L) * OFFSET, elementEnd(row));
      }
      vector.setLastSet(from - 1);
    }

    private int elementEnd(int row) {
      return vector.getOffsetBuffer().getInt((long) row * OFFSET);
    }

    @Override
    @Nullable Refusal take(GuestBytes guest, long struct, Selection part) throws ContractException {
      int count = part.count();
      byte[] valid = valid(guest, struct, count);
      int[] offsets = offsets(guest, struct, count);
      int items = offsets[count];
      if (offsets[0] != 0) {
        throw new ContractException(
            "the offsets of its result begin with " + offsets[0] + " instead of 0.");
      }
      long children = Integer.toUnsignedLong(guest.getInt(struct + ArrowStruct.CHILDREN));
      inside(guest, children, ArrowStruct.POINTER, "list of children");
      long child = Integer.toUnsignedLong(guest.getInt(children));
      inside(guest, child, ArrowStruct.ARRAY_BYTES, "child");
      int start = elementEnd(part.from());
      // The elements keep their places, also those that no list names.
      elements.begin(start, start + items);
      if (items > 0) {
        Refusal refusal = elements.take(guest, child, new Selection(start, start + items, null));
        if (refusal != null) {
          int row = 0;
          while (offsets[row + 1] <= refusal.index()) {
            row++;
          }
          write(part, row, valid, offsets, start);
          return new Refusal(row, refusal.kind(), refusal.text());
        }
      }
      write(part, count, valid, offsets, start);
      return null;
    }

    private void write(Selection part, int count, byte[] valid, int[] offsets, int start) {
      int from = part.from();
      int end = end(part, count);
      byte[] ends = new byte[(end - from) * OFFSET];
      int done = 0;
      int last = start;
      for (int row = from; row < end; row++) {
        if (done < count && part.row(done) == row) {
          done++;
          last = start + offsets[done];
        }
        Bits.INT.set(ends, (row - from) * OFFSET, last);
      }
      vector.getOffsetBuffer().setBytes((from + 1L) * OFFSET, ends, 0, ends.length);
      Bits.write(spread(valid, part, count), end - from, vector.getValidityBuffer(), from);
      vector.setLastSet(end - 1);
    }

    @Override
    void nulls(int from, int to) {
      int last = elementEnd(from);
      for (int row = from; row < to; row++) {
        vector.getOffsetBuffer().setInt((row + 1L) * OFFSET, last);
      }
      Bits.write(new byte[Bits.bytes(to - from)], to - from, vector.getValidityBuffer(), from);
      vector.setLastSet(Math.max(vector.getLastSet(), to - 1));
    }
  }
}
