package org.wasmudf.store;

/**
 * A SQL type that a function may take or return, as the type table of the README lists it.
 *
 * <p>{@link #sql()} is the canonical spelling: parsing it gives an equal value again.
 */
public sealed interface SqlType {

  /** The canonical SQL spelling, for messages, EXPLAIN and generated DDL. */
  String sql();

  /** BOOLEAN. */
  record Bool() implements SqlType {
    @Override
    public String sql() {
      return "BOOLEAN";
    }
  }

  /**
   * An integer of 8, 16, 32 or 64 bits.
   *
   * @param bits 8, 16, 32 or 64
   * @param signed false for UInt8 to UInt64
   */
  record Int(int bits, boolean signed) implements SqlType {
    public Int {
      if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException("an integer has 8, 16, 32 or 64 bits, not " + bits);
      }
    }

    @Override
    public String sql() {
      if (!signed) {
        return "UInt" + bits;
      }
      return switch (bits) {
        case 8 -> "TINYINT";
        case 16 -> "SMALLINT";
        case 32 -> "INTEGER";
        default -> "BIGINT";
      };
    }
  }

  /** Int128 or UInt128: an integer of 128 bits. */
  record Int128(boolean signed) implements SqlType {
    @Override
    public String sql() {
      return signed ? "Int128" : "UInt128";
    }
  }

  /**
   * A floating-point number of IEEE 754.
   *
   * @param bits 32 (REAL) or 64 (DOUBLE PRECISION)
   */
  record FloatingPoint(int bits) implements SqlType {
    public FloatingPoint {
      if (bits != 32 && bits != 64) {
        throw new IllegalArgumentException(
            "a floating-point number has 32 or 64 bits, not " + bits);
      }
    }

    @Override
    public String sql() {
      return bits == 32 ? "REAL" : "DOUBLE PRECISION";
    }
  }

  /**
   * An exact number.
   *
   * @param precision decimal digits, 1 to 76
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements SqlType {
    public Decimal {
      if (precision < 1 || precision > 76 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "DECIMAL(p,s) needs 1 <= p <= 76 and 0 <= s <= p, not ("
                + precision
                + ","
                + scale
                + ")");
      }
    }

    @Override
    public String sql() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /**
   * A character string in Unicode.
   *
   * @param length characters (code points) at most; {@link #UNBOUNDED} where the declaration has
   *     none
   */
  record Text(int length) implements SqlType {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    public Text {
      if (length < 1) {
        throw new IllegalArgumentException("a length is 1 or more, not " + length);
      }
    }

    @Override
    public String sql() {
      return length == UNBOUNDED ? "VARCHAR" : "VARCHAR(" + length + ")";
    }
  }

  /**
   * A byte string.
   *
   * @param length bytes at most; {@link Text#UNBOUNDED} where the declaration has none
   */
  record Binary(int length) implements SqlType {
    public Binary {
      if (length < 1) {
        throw new IllegalArgumentException("a length is 1 or more, not " + length);
      }
    }

    @Override
    public String sql() {
      return length == Text.UNBOUNDED ? "VARBINARY" : "VARBINARY(" + length + ")";
    }
  }

  /** DATE: days of the proleptic Gregorian calendar. */
  record Date() implements SqlType {
    @Override
    public String sql() {
      return "DATE";
    }
  }

  /**
   * TIME without time zone.
   *
   * @param precision fractional digits, 0 to 9; up to 6 travels in microseconds, else in
   *     nanoseconds
   */
  record Time(int precision) implements SqlType {
    public Time {
      if (precision < 0 || precision > 9) {
        throw new IllegalArgumentException("a time has 0 to 9 fractional digits, not " + precision);
      }
    }

    @Override
    public String sql() {
      return "TIME(" + precision + ")";
    }
  }

  /**
   * TIMESTAMP.
   *
   * @param precision fractional digits, 0 to 9; up to 6 travels in microseconds, else in
   *     nanoseconds
   * @param withTimeZone an instant (true) or a local date and time (false)
   */
  record Timestamp(int precision, boolean withTimeZone) implements SqlType {
    public Timestamp {
      if (precision < 0 || precision > 9) {
        throw new IllegalArgumentException("a time has 0 to 9 fractional digits, not " + precision);
      }
    }

    @Override
    public String sql() {
      return "TIMESTAMP(" + precision + ")" + (withTimeZone ? " WITH TIME ZONE" : "");
    }
  }

  /** UUID. */
  record Uuid() implements SqlType {
    @Override
    public String sql() {
      return "UUID";
    }
  }

  /** JSON, carried as text. */
  record Json() implements SqlType {
    @Override
    public String sql() {
      return "JSON";
    }
  }

  /** An array of one element type. */
  record Array(SqlType element) implements SqlType {
    @Override
    public String sql() {
      return element.sql() + "[]";
    }
  }
}
