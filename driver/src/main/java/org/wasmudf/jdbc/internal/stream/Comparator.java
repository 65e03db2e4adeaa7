package org.wasmudf.jdbc.internal.stream;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BinaryColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.jdbc.internal.stream.column.TextColumn;
import org.wasmudf.rewriter.plan.Predicate;

/** The order of two values that are not NULL. */
@FunctionalInterface
interface Comparator {
  int compare(Column left, int leftRow, Column right, int rightRow) throws SQLException;

  /** The order that the planner asked for. */
  static Comparator of(Predicate.Comparison comparison) {
    return switch (comparison) {
      case EXACT -> Comparator::exact;
      case FLOATING -> (a, i, b, j) -> floating(a.getDouble(i), b.getDouble(j));
      case SHORTEST_DECIMAL -> Comparator::shortestDecimal;
      case TEXT_UTF16 -> (a, i, b, j) -> a.getString(i).compareTo(b.getString(j));
      case TEXT_CODE_POINTS -> (a, i, b, j) -> codePoints(a.getString(i), b.getString(j));
      case BINARY -> (a, i, b, j) -> Arrays.compareUnsigned(a.getBytes(i), b.getBytes(j));
      case BOOLEAN -> (a, i, b, j) -> Boolean.compare(a.getBoolean(i), b.getBoolean(j));
      case DATE -> (a, i, b, j) -> a.getLocalDate(i).compareTo(b.getLocalDate(j));
      case TIME -> (a, i, b, j) -> a.getLocalTime(i).compareTo(b.getLocalTime(j));
      case TIMESTAMP -> (a, i, b, j) -> a.getLocalDateTime(i).compareTo(b.getLocalDateTime(j));
      case INSTANT ->
          (a, i, b, j) ->
              a.getOffsetDateTime(i).toInstant().compareTo(b.getOffsetDateTime(j).toInstant());
    };
  }

  private static int exact(Column a, int i, Column b, int j) throws SQLException {
    if (a instanceof IntegerColumn left && b instanceof IntegerColumn right) {
      return Long.compare(left.values()[i], right.values()[j]);
    }
    if (!isFinite(a, i) || !isFinite(b, j)) {
      return floating(a.getDouble(i), b.getDouble(j));
    }
    return number(a, i).compareTo(number(b, j));
  }

  /** Where types are the values' own, a column of numbers may have a text or floating point. */
  private static BigDecimal number(Column column, int row) throws SQLException {
    if (column instanceof TextColumn || column instanceof BinaryColumn) {
      throw SqlErrors.of(
          SqlState.INVALID_VALUE,
          "Column \""
              + column.label()
              + "\": '"
              + column.getString(row)
              + "' is no number, and is compared with one. Write CAST(... AS type) around the column.");
    }
    return column instanceof DoubleColumn numbers
        ? new BigDecimal(numbers.values()[row])
        : column.getBigDecimal(row);
  }

  private static int floating(double a, double b) {
    // Double.compare tells -0.0 from 0.0; NaN it orders as databases do.
    return a == b ? 0 : Double.compare(a, b);
  }

  private static int shortestDecimal(Column a, int i, Column b, int j) throws SQLException {
    if (isFinite(a, i) && isFinite(b, j)) {
      return decimal(a, i).compareTo(decimal(b, j));
    }
    return floating(a.getDouble(i), b.getDouble(j));
  }

  private static boolean isFinite(Column column, int row) throws SQLException {
    return !(column instanceof DoubleColumn || column instanceof RealColumn)
        || Double.isFinite(column.getDouble(row));
  }

  private static BigDecimal decimal(Column column, int row) throws SQLException {
    return column.getBigDecimal(row);
  }

  /** As the bytes of UTF-8 order: code units but for surrogates, which stand above all others. */
  private static int codePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        boolean surrogateY = Character.isSurrogate(y);
        return surrogateX == surrogateY ? Character.compare(x, y) : surrogateX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
