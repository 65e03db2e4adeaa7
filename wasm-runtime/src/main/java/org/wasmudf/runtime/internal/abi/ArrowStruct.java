package org.wasmudf.runtime.internal.abi;

/**
 * The structs of the Arrow C Data Interface as wasm32 lays them out: pointers of 4 bytes, i64
 * aligned to 8 (Arrow C Data Interface, "Structure definitions").
 */
final class ArrowStruct {
  static final int ARRAY_BYTES = 64;
  static final int LENGTH = 0;
  static final int NULL_COUNT = 8;
  static final int OFFSET = 16;
  static final int BUFFER_COUNT = 24;
  static final int CHILD_COUNT = 32;
  static final int BUFFERS = 40;
  static final int CHILDREN = 44;
  static final int DICTIONARY = 48;
  static final int RELEASE = 52;
  static final int PRIVATE = 56;

  static final int SCHEMA_BYTES = 48;
  static final int FORMAT = 0;
  static final int NAME = 4;
  static final int METADATA = 8;
  static final int FLAGS = 16;
  static final int SCHEMA_CHILD_COUNT = 24;
  static final int SCHEMA_CHILDREN = 32;
  static final int SCHEMA_DICTIONARY = 36;
  static final int SCHEMA_RELEASE = 40;
  static final int SCHEMA_PRIVATE = 44;

  /** ARROW_FLAG_NULLABLE. */
  static final long NULLABLE = 2;

  static final int POINTER = 4;

  private ArrowStruct() {}

  /** Writes an ArrowArray and room for its buffer and child pointers; all pointers are 0. */
  static void array(GuestBytes guest, long at, int rows, int buffers, int children, Bump bump) {
    guest.putLong(at + LENGTH, rows);
    guest.putLong(at + NULL_COUNT, 0);
    guest.putLong(at + OFFSET, 0);
    guest.putLong(at + BUFFER_COUNT, buffers);
    guest.putLong(at + CHILD_COUNT, children);
    guest.putInt(at + BUFFERS, pointers(guest, buffers, bump));
    guest.putInt(at + CHILDREN, pointers(guest, children, bump));
    guest.putInt(at + DICTIONARY, 0);
    guest.putInt(at + RELEASE, 0);
    guest.putInt(at + PRIVATE, 0);
    guest.putInt(at + PRIVATE + POINTER, 0);
  }

  private static int pointers(GuestBytes guest, int count, Bump bump) {
    if (count == 0) {
      return 0;
    }
    long at = bump.take((long) count * POINTER);
    guest.fill(at, count * POINTER, (byte) 0);
    return (int) at;
  }

  /** Bytes that {@link #array} takes besides the struct itself. */
  static long pointerBytes(int buffers, int children) {
    return ColumnWriter.padded((long) buffers * POINTER)
        + ColumnWriter.padded((long) children * POINTER);
  }

  static void setBuffer(GuestBytes guest, long array, int index, long pointer) {
    long buffers = Integer.toUnsignedLong(guest.getInt(array + BUFFERS));
    guest.putInt(buffers + (long) index * POINTER, (int) pointer);
  }

  static void setChild(GuestBytes guest, long array, int index, long pointer) {
    long children = Integer.toUnsignedLong(guest.getInt(array + CHILDREN));
    guest.putInt(children + (long) index * POINTER, (int) pointer);
  }
}
