package org.wasmudf.runtime.internal.abi;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.store.SqlType;

/** Appends text and binary results to their rows, one after another, checking each. */
final class BytesResults {
  private static final int OFFSET = 4;

  /** What an Arrow vector of 32-bit offsets takes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final BaseVariableWidthVector vector;
  private final SqlType type;
  private final boolean text;
  private final int limit;

  /** The next row to be written, and where its bytes begin. */
  private int next;

  private int end;

  BytesResults(SqlType type, FieldVector vector) {
    this.vector = (BaseVariableWidthVector) vector;
    this.type = type;
    this.text = !(type instanceof SqlType.Binary);
    if (type instanceof SqlType.Text declared) {
      limit = declared.length();
    } else if (type instanceof SqlType.Binary declared) {
      limit = declared.length();
    } else {
      limit = SqlType.Text.UNBOUNDED;
    }
  }

  /** Begins at a row; rows before it keep what they have. */
  void begin(int from, int to) {
    while (vector.getValueCapacity() < Math.max(to, 1)) {
      vector.reallocValidityAndOffsetBuffers();
    }
    if (vector.getLastSet() < from - 1) {
      vector.fillEmpties(from);
    }
    vector.setLastSet(from - 1);
    next = from;
    end = from == 0 ? 0 : vector.getOffsetBuffer().getInt((long) from * OFFSET);
    if (from == 0) {
      vector.getOffsetBuffer().setInt(0, 0);
    }
  }

  /**
   * Appends results whose bytes lie one after another.
   *
   * @param ends where each ends in {@code bytes}, relative to {@code start}; with {@link
   *     Descriptor#NULL_FLAG} where it is NULL
   * @param first the guest's row of the first one within the part
   * @return the first one that is refused; those before it are written
   */
  @Nullable Refusal take(
      Selection part, int first, int[] ends, int count, byte[] bytes, int start) {
    Refusal refusal = check(ends, count, bytes, start);
    int good = refusal == null ? count : refusal.index();
    if (good == 0) {
      return refusal;
    }
    int length = ends[good - 1] & ~Descriptor.NULL_FLAG;
    reserve(end + (long) length);
    vector.getDataBuffer().setBytes(end, bytes, start, length);
    int last = part.row(first + good - 1);
    int rows = last + 1 - next;
    byte[] offsets = new byte[rows * OFFSET];
    byte[] valid = new byte[Bits.bytes(rows)];
    int row = 0;
    int before = end;
    for (int i = 0; i < good; i++) {
      int target = part.row(first + i) - next;
      for (; row < target; row++) {
        Bits.INT.set(offsets, row * OFFSET, before);
      }
      if (ends[i] >= 0) {
        Bits.set(valid, row);
      }
      before = end + (ends[i] & ~Descriptor.NULL_FLAG);
      Bits.INT.set(offsets, row * OFFSET, before);
      row++;
    }
    write(offsets, valid, rows, before);
    return refusal;
  }

  private void write(byte[] offsets, byte[] valid, int rows, int newEnd) {
    ArrowBuf target = vector.getOffsetBuffer();
    target.setBytes((next + 1L) * OFFSET, offsets, 0, offsets.length);
    Bits.write(valid, rows, vector.getValidityBuffer(), next);
    next += rows;
    end = newEnd;
    vector.setLastSet(next - 1);
  }

  /** Makes the rows from the next one to {@code to} NULL. */
  void nulls(int to) {
    int rows = to - next;
    if (rows <= 0) {
      return;
    }
    byte[] offsets = new byte[rows * OFFSET];
    for (int i = 0; i < rows; i++) {
      Bits.INT.set(offsets, i * OFFSET, end);
    }
    write(offsets, new byte[Bits.bytes(rows)], rows, end);
  }

  private void reserve(long bytes) {
    if (vector.getDataBuffer().capacity() < bytes) {
      // Twice as much, so that appending many parts copies each byte a few times at most.
      vector.reallocDataBuffer(
          Math.max(bytes, Math.min(Integer.MAX_VALUE, 2 * vector.getDataBuffer().capacity())));
    }
  }

  private @Nullable Refusal check(int[] ends, int count, byte[] bytes, int start) {
    int total = count == 0 ? 0 : ends[count - 1] & ~Descriptor.NULL_FLAG;
    if (end + (long) total > MOST_BYTES) {
      return tooMuch(ends, count);
    }
    boolean ascii = !text || Utf8.ascii(bytes, start, start + total) == start + total;
    if (ascii && limit == SqlType.Text.UNBOUNDED) {
      return null;
    }
    int from = start;
    for (int i = 0; i < count; i++) {
      int to = start + (ends[i] & ~Descriptor.NULL_FLAG);
      if (ends[i] < 0) {
        from = to;
        continue;
      }
      if (!ascii && !Utf8.isValid(bytes, from, to)) {
        return new Refusal(
            i, Kind.INVALID_TEXT, "its result is not UTF-8: " + hex(bytes, from, to) + ".");
      }
      if (to - from > limit) {
        int length = text ? Utf8.codePoints(bytes, from, to) : to - from;
        if (length > limit) {
          return new Refusal(
              i,
              Kind.TOO_LONG,
              "its result has "
                  + length
                  + (text ? " characters" : " bytes")
                  + ", more than its type "
                  + type.sql()
                  + " takes.");
        }
      }
      from = to;
    }
    return null;
  }

  private Refusal tooMuch(int[] ends, int count) {
    int index = 0;
    while (index < count - 1 && end + (long) (ends[index] & ~Descriptor.NULL_FLAG) <= MOST_BYTES) {
      index++;
    }
    return new Refusal(
        index, Kind.MEMORY, "the results of the batch exceed 2 GiB. Set batch_rows lower.");
  }

  private static String hex(byte[] bytes, int from, int to) {
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < Math.min(to, from + 16); i++) {
      shown.append(i == from ? "" : " ").append(String.format("%02x", bytes[i]));
    }
    return shown.append(to - from > 16 ? " ..." : "").toString();
  }
}
