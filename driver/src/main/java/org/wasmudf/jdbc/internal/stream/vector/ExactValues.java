package org.wasmudf.jdbc.internal.stream.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.BooleanColumn;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.DecfloatColumn;
import org.wasmudf.jdbc.internal.stream.column.DecimalColumn;
import org.wasmudf.jdbc.internal.stream.column.DoubleColumn;
import org.wasmudf.jdbc.internal.stream.column.IntegerColumn;
import org.wasmudf.jdbc.internal.stream.column.ObjectColumn;
import org.wasmudf.jdbc.internal.stream.column.RealColumn;
import org.wasmudf.store.SqlType;

/**
 * Numbers as an argument takes them: integers widen, decimals and integers round to floating point,
 * and what would lose digits or not fit is refused.
 */
final class ExactValues {
  private ExactValues() {}

  /** Whether the column holds numbers. */
  private static boolean isNumber(Column source) {
    return source instanceof IntegerColumn
        || source instanceof DoubleColumn
        || source instanceof RealColumn
        || source instanceof DecimalColumn
        || source instanceof DecfloatColumn
        || source instanceof ObjectColumn;
  }

  static ConversionException noConversion(Column source, SqlType type) {
    return new ConversionException(
        SqlState.INVALID_VALUE, source.type() + " does not convert to " + type.sql());
  }

  static ConversionException outOfRange(String value, SqlType type) {
    return new ConversionException(
        SqlState.OUT_OF_RANGE, value + " is out of range for " + type.sql());
  }

  private static ConversionException fraction(String value, SqlType type) {
    return new ConversionException(
        SqlState.OUT_OF_RANGE, value + " has fractional digits that " + type.sql() + " would lose");
  }

  /** The value as an integer between bounds. */
  static long integer(Column source, int row, long least, long greatest, SqlType type)
      throws ConversionException {
    if (source instanceof IntegerColumn integers) {
      long value = integers.values()[row];
      if (value < least || value > greatest) {
        throw outOfRange(Long.toString(value), type);
      }
      return value;
    }
    BigInteger value = bigInteger(source, row, type);
    if (value.bitLength() > 63) {
      throw outOfRange(value.toString(), type);
    }
    long narrow = value.longValue();
    if (narrow < least || narrow > greatest) {
      throw outOfRange(value.toString(), type);
    }
    return narrow;
  }

  /** The value as an integer of any size. */
  static BigInteger bigInteger(Column source, int row, SqlType type) throws ConversionException {
    BigDecimal value = decimal(source, row, type);
    if (value.signum() != 0 && value.precision() - (long) value.scale() > 100) {
      throw outOfRange(value.toString(), type);
    }
    try {
      return value.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw fraction(value.toString(), type);
    }
  }

  /** The value with the declared scale. */
  static BigDecimal decimal(Column source, int row, SqlType.Decimal type)
      throws ConversionException {
    BigDecimal value = decimal(source, row, (SqlType) type);
    if (value.signum() != 0
        && value.precision() - (long) value.scale() > type.precision() - type.scale()) {
      throw outOfRange(value.toString(), type);
    }
    try {
      return value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw fraction(value.toString(), type);
    }
  }

  private static BigDecimal decimal(Column source, int row, SqlType type)
      throws ConversionException {
    if (!isNumber(source)) {
      throw noConversion(source, type);
    }
    try {
      return source.getBigDecimal(row);
    } catch (SQLException e) {
      if (source instanceof ObjectColumn) {
        throw noConversion(source, type);
      }
      // Infinity and NaN are the numbers that no decimal names.
      throw outOfRange(text(source, row), type);
    }
  }

  static double floating(Column source, int row, SqlType type) throws ConversionException {
    if (source instanceof IntegerColumn integers) {
      return integers.values()[row];
    } else if (source instanceof DoubleColumn numbers) {
      return numbers.values()[row];
    } else if (source instanceof RealColumn numbers) {
      return numbers.values()[row];
    } else if (!isNumber(source)) {
      throw noConversion(source, type);
    }
    try {
      double value = source.getDouble(row);
      if (Double.isInfinite(value) && source instanceof DecimalColumn) {
        throw outOfRange(text(source, row), type);
      }
      return value;
    } catch (SQLException e) {
      throw noConversion(source, type);
    }
  }

  static float real(Column source, int row, SqlType type) throws ConversionException {
    if (source instanceof RealColumn numbers) {
      return numbers.values()[row];
    } else if (source instanceof DecimalColumn || source instanceof DecfloatColumn) {
      // Straight from the decimal: by way of a double it would be rounded twice.
      return finite(source, row, floating(source, row, type), readReal(source, row, type), type);
    } else if (source instanceof IntegerColumn integers) {
      return integers.values()[row];
    }
    double value = floating(source, row, type);
    return finite(source, row, value, (float) value, type);
  }

  private static float readReal(Column source, int row, SqlType type) throws ConversionException {
    try {
      return source.getFloat(row);
    } catch (SQLException e) {
      throw noConversion(source, type);
    }
  }

  private static float finite(Column source, int row, double wide, float narrow, SqlType type)
      throws ConversionException {
    if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
      throw outOfRange(text(source, row), type);
    }
    return narrow;
  }

  static boolean bool(Column source, int row, SqlType type) throws ConversionException {
    if (source instanceof BooleanColumn booleans) {
      return booleans.values()[row];
    }
    throw noConversion(source, type);
  }

  static String text(Column source, int row) {
    try {
      return source.getString(row);
    } catch (SQLException e) {
      return "a " + source.type();
    }
  }
}
