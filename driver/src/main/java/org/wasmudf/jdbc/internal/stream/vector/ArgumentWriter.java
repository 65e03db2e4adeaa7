package org.wasmudf.jdbc.internal.stream.vector;

import org.apache.arrow.vector.FieldVector;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.store.SqlType;

/**
 * Writes values of a column into the vector of a function's argument, converted to the declared
 * type: integers widen, integers and decimals round to floating point, everything else is exact or
 * refused. Confined to one thread; keeps its buffers for the next batch.
 */
public abstract class ArgumentWriter {
  final SqlType type;

  ArgumentWriter(SqlType type) {
    this.type = type;
  }

  /** A writer of a declared type. */
  public static ArgumentWriter of(SqlType type) {
    if (type instanceof SqlType.Int integer) {
      return FixedWidthWriter.integer(integer);
    } else if (type instanceof SqlType.Int128 integer) {
      return FixedWidthWriter.integer(integer);
    } else if (type instanceof SqlType.FloatingPoint number) {
      return FixedWidthWriter.floating(number);
    } else if (type instanceof SqlType.Decimal decimal) {
      return FixedWidthWriter.decimal(decimal);
    } else if (type instanceof SqlType.Bool) {
      return new BooleanWriter(type);
    } else if (type instanceof SqlType.Text text) {
      return VariableWidthWriter.text(text);
    } else if (type instanceof SqlType.Json) {
      return VariableWidthWriter.json(type);
    } else if (type instanceof SqlType.Binary binary) {
      return VariableWidthWriter.binary(binary);
    } else if (type instanceof SqlType.Date) {
      return TemporalWriters.date(type);
    } else if (type instanceof SqlType.Time time) {
      return TemporalWriters.time(time);
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return TemporalWriters.timestamp(timestamp);
    } else if (type instanceof SqlType.Uuid) {
      return FixedWidthWriter.uuid(type);
    }
    return new RefusedWriter(type);
  }

  /**
   * Writes {@code source[rows[i]]} to position i of the vector, for i below count, and sets the
   * vector's value count.
   *
   * @param vector of the Arrow type of the declared type; grown as needed
   * @throws ConversionException the first value that the type does not take; the values before its
   *     position are written and counted
   */
  public abstract void write(Column source, int[] rows, int count, FieldVector vector)
      throws ConversionException;

  /** A type that no column converts to. */
  private static final class RefusedWriter extends ArgumentWriter {
    RefusedWriter(SqlType type) {
      super(type);
    }

    @Override
    public void write(Column source, int[] rows, int count, FieldVector vector)
        throws ConversionException {
      vector.setInitialCapacity(count);
      vector.allocateNew();
      for (int i = 0; i < count; i++) {
        if (!source.isNull(rows[i])) {
          vector.setValueCount(i);
          throw ExactValues.noConversion(source.valueAt(rows[i]), type).at(i);
        }
      }
      vector.setValueCount(count);
    }
  }
}
