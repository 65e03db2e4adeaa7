package org.wasmudf.runtime.internal.abi;

/**
 * The block in linear memory through which host and appended loop talk: byte offsets of its i32
 * fields.
 */
final class Descriptor {
  /** The row to begin with; while the loop runs, the row that it is at. */
  static final int ROW = 0;

  /** The row to end before. */
  static final int END = 4;

  /** One of the states below, when the loop has returned. */
  static final int STATUS = 8;

  /** Pointer of a text result that was not copied, or a fixed-width result that is refused. */
  static final int PENDING = 16;

  /** Length of a text result that was not copied. */
  static final int PENDING_LENGTH = 24;

  /** Fixed width: where the results go. Text: where their ends go, as offsets into the area. */
  static final int RESULTS = 32;

  /** Where the bytes of text results go. */
  static final int AREA = 36;

  static final int AREA_BYTES = 40;

  /** Not 0: write each row's number, also where a group of rows has only its first one's. */
  static final int EXACT = 44;

  /** The columns: for each, three words. */
  static final int COLUMNS = 48;

  static final int COLUMN_BYTES = 12;

  /** Fixed width: the values. Text: the offsets. */
  static final int VALUES = 0;

  static final int DATA = 4;
  static final int VALIDITY = 8;

  /** All rows are done. */
  static final int DONE = 0;

  /** The text result of the current row does not fit into the area. */
  static final int AREA_FULL = 1;

  /** The text result of the current row lies outside of memory. */
  static final int OUT_OF_BOUNDS = 2;

  /** The result of the current row is outside of its declared type. */
  static final int OUT_OF_RANGE = 3;

  /** In the end of a text result: it is NULL. */
  static final int NULL_FLAG = 0x8000_0000;

  private Descriptor() {}

  /** Bytes of a descriptor. */
  static int bytes(int columns) {
    return (COLUMNS + columns * COLUMN_BYTES + 15) & ~15;
  }

  static int column(int index, int field) {
    return COLUMNS + index * COLUMN_BYTES + field;
  }
}
