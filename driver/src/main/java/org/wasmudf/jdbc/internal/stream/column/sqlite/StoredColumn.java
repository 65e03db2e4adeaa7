package org.wasmudf.jdbc.internal.stream.column.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;

/** Values of the database, in one column for each storage class that occurs. */
final class StoredColumn extends SqliteColumn {
  private static final int OBJECT_OVERHEAD = 40;

  private final Storage[] storages;
  private @Nullable IntegerColumn integers;
  private @Nullable DoubleColumn reals;
  private @Nullable TextColumn texts;
  private @Nullable BinaryColumn blobs;

  StoredColumn(String label, String type, int capacity, SqliteValues values) {
    super(label, type, values);
    this.storages = new Storage[capacity];
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    Object value = rows.getObject(index);
    if (value instanceof Integer number) {
      integers().values()[row] = number;
      storages[row] = Storage.INTEGER;
    } else if (value instanceof Long number) {
      integers().values()[row] = number;
      storages[row] = Storage.INTEGER;
    } else if (value instanceof Double number) {
      reals().values()[row] = number;
      storages[row] = Storage.REAL;
    } else if (value instanceof String text) {
      texts().values()[row] = text;
      storages[row] = Storage.TEXT;
      return OBJECT_OVERHEAD + text.length();
    } else if (value instanceof byte[] bytes) {
      blobs().values()[row] = bytes;
      storages[row] = Storage.BLOB;
      return OBJECT_OVERHEAD + bytes.length;
    } else if (rows.wasNull()) {
      storages[row] = Storage.NULL;
    } else {
      // The driver hands on a BLOB without bytes as null.
      blobs().values()[row] = new byte[0];
      storages[row] = Storage.BLOB;
    }
    return 0;
  }

  private IntegerColumn integers() {
    IntegerColumn column = integers;
    if (column == null) {
      column = new IntegerColumn(label(), "INTEGER", storages.length, 8, IntegerColumn.Box.LONG);
      integers = column;
    }
    return column;
  }

  private DoubleColumn reals() {
    DoubleColumn column = reals;
    if (column == null) {
      column = new DoubleColumn(label(), "REAL", storages.length);
      reals = column;
    }
    return column;
  }

  private TextColumn texts() {
    TextColumn column = texts;
    if (column == null) {
      column = new TextColumn(label(), "TEXT", storages.length);
      texts = column;
    }
    return column;
  }

  private BinaryColumn blobs() {
    BinaryColumn column = blobs;
    if (column == null) {
      column = new BinaryColumn(label(), "BLOB", storages.length);
      blobs = column;
    }
    return column;
  }

  @Override
  Storage storage(int row) {
    return storages[row];
  }

  @Override
  long integer(int row) {
    return integers().values()[row];
  }

  @Override
  double real(int row) {
    return reals().values()[row];
  }

  @Override
  String text(int row) {
    return Objects.requireNonNull(texts().values()[row]);
  }

  @Override
  byte[] blob(int row) {
    return Objects.requireNonNull(blobs().values()[row]);
  }

  /** Where all values are of one storage class, a column of that. */
  @Override
  public Column argument() {
    boolean onlyTexts = integers == null && reals == null && blobs == null && texts != null;
    boolean onlyBlobs = integers == null && reals == null && texts == null && blobs != null;
    if (texts == null && blobs == null && (integers == null) != (reals == null)) {
      return integers != null ? withNulls(integers, integers.nulls()) : withNulls(reals());
    } else if (onlyTexts) {
      return texts();
    }
    return onlyBlobs ? blobs() : this;
  }

  private Column withNulls(DoubleColumn column) {
    return withNulls(column, column.nulls());
  }

  private Column withNulls(Column column, boolean[] nulls) {
    for (int row = 0; row < storages.length && storages[row] != null; row++) {
      nulls[row] = storages[row] == Storage.NULL;
    }
    return column;
  }

  @Override
  public Column valueAt(int row) {
    return switch (storages[row]) {
      case NULL -> this;
      case INTEGER -> integers();
      case REAL -> reals();
      case TEXT -> texts();
      case BLOB -> blobs();
    };
  }
}
