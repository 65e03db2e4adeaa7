package org.wasmudf.runtime;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.wasmudf.store.SqlType;

/** The Arrow type of each SQL type: what kernels take and give. */
public final class ArrowTypes {
  /** The element field of a list, as Arrow's own vectors name it. */
  private static final String ELEMENT = "$data$";

  private ArrowTypes() {}

  /**
   * The Arrow type of a SQL type. Lengths of text and binary are not part of it.
   *
   * <ul>
   *   <li>TIME and TIMESTAMP travel in microseconds up to precision 6, else in nanoseconds; with
   *       time zone the zone is UTC.
   *   <li>DECIMAL is Decimal128 up to 38 digits, else Decimal256.
   *   <li>UUID is FixedSizeBinary(16), most significant byte first.
   *   <li>Int128 is Decimal128(38, 0), whose 16 bytes hold all of its range; UInt128 is
   *       FixedSizeBinary(16), least significant byte first.
   * </ul>
   */
  public static ArrowType type(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return ArrowType.Bool.INSTANCE;
    } else if (type instanceof SqlType.Int integer) {
      return new ArrowType.Int(integer.bits(), integer.signed());
    } else if (type instanceof SqlType.Int128 integer) {
      return integer.signed()
          ? new ArrowType.Decimal(38, 0, 128)
          : new ArrowType.FixedSizeBinary(16);
    } else if (type instanceof SqlType.FloatingPoint number) {
      return new ArrowType.FloatingPoint(
          number.bits() == 32 ? FloatingPointPrecision.SINGLE : FloatingPointPrecision.DOUBLE);
    } else if (type instanceof SqlType.Decimal decimal) {
      return new ArrowType.Decimal(
          decimal.precision(), decimal.scale(), decimal.precision() <= 38 ? 128 : 256);
    } else if (type instanceof SqlType.Text || type instanceof SqlType.Json) {
      return ArrowType.Utf8.INSTANCE;
    } else if (type instanceof SqlType.Binary) {
      return ArrowType.Binary.INSTANCE;
    } else if (type instanceof SqlType.Date) {
      return new ArrowType.Date(DateUnit.DAY);
    } else if (type instanceof SqlType.Time time) {
      return new ArrowType.Time(unit(time.precision()), 64);
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return new ArrowType.Timestamp(
          unit(timestamp.precision()), timestamp.withTimeZone() ? "UTC" : null);
    } else if (type instanceof SqlType.Uuid) {
      return new ArrowType.FixedSizeBinary(16);
    } else if (type instanceof SqlType.Array) {
      return ArrowType.List.INSTANCE;
    }
    throw new IllegalStateException("unknown SQL type " + type.sql());
  }

  private static TimeUnit unit(int precision) {
    return precision <= 6 ? TimeUnit.MICROSECOND : TimeUnit.NANOSECOND;
  }

  /** A nullable field of this type; lists have one child. */
  public static Field field(String name, SqlType type) {
    List<Field> children =
        type instanceof SqlType.Array array ? List.of(field(ELEMENT, array.element())) : List.of();
    return new Field(name, FieldType.nullable(type(type)), children);
  }

  /** An empty vector of this type; the caller owns it. */
  public static FieldVector vector(String name, SqlType type, BufferAllocator allocator) {
    return field(name, type).createVector(allocator);
  }
}
