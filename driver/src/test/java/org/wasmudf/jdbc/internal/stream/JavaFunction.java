package org.wasmudf.jdbc.internal.stream;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.runtime.ScalarKernel;
import org.wasmudf.store.NullHandling;

/** A function whose body is Java, with a kernel over Arrow vectors as guests have one. */
final class JavaFunction {
  /** The body: argument and result objects are those of Arrow's getObject. */
  interface Body {
    @Nullable Object call(@Nullable Object[] arguments) throws Failure;
  }

  /** What a guest that fails on a row does. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  private final String display;
  private final NullHandling nullHandling;
  private final Body body;
  private final List<Integer> batches = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();

  JavaFunction(String display, NullHandling nullHandling, Body body) {
    this.display = display;
    this.nullHandling = nullHandling;
    this.body = body;
  }

  /** How often the body ran. */
  int calls() {
    return calls.get();
  }

  /** The number of rows of each evaluate. */
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  ScalarKernel kernel() {
    open.incrementAndGet();
    return new Kernel();
  }

  private final class Kernel implements ScalarKernel {
    private volatile boolean stopped;
    private boolean closed;

    @Override
    public @Nullable RowFailure evaluate(
        List<? extends ValueVector> arguments, int from, int to, FieldVector result)
        throws GuestException {
      synchronized (JavaFunction.this) {
        batches.add(to - from);
      }
      @Nullable Object[] values = new @Nullable Object[arguments.size()];
      for (int row = from; row < to; row++) {
        if (stopped) {
          throw new GuestException(GuestException.Kind.STOPPED, display + " was stopped.");
        }
        boolean anyNull = false;
        for (int i = 0; i < values.length; i++) {
          values[i] = arguments.get(i).getObject(row);
          anyNull |= values[i] == null;
        }
        if (anyNull && nullHandling == NullHandling.RETURNS_NULL_ON_NULL_INPUT) {
          result.setNull(row);
          continue;
        }
        try {
          calls.incrementAndGet();
          set(result, row, body.call(values));
        } catch (Failure e) {
          if (stopped) {
            throw new GuestException(GuestException.Kind.STOPPED, display + " was stopped.");
          }
          return RowFailure.of(
              row,
              GuestException.Kind.TRAP,
              "Function " + display + " trapped",
              ": " + e.getMessage());
        }
      }
      return null;
    }

    @Override
    public void cancel() {
      stopped = true;
      blocking.countDown();
    }

    @Override
    public void close() {
      cancel();
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }

  /** Released by cancel: what a body waits for that shall run until it is stopped. */
  private final CountDownLatch blocking = new CountDownLatch(1);

  /** Runs until the function is cancelled. */
  void block() throws Failure {
    try {
      blocking.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Failure("was cancelled");
  }

  /** Arrow's getObject gives LocalDateTime for timestamps without time zone. */
  private static long units(TimeStampVector vector, LocalDateTime local) {
    boolean nanos = vector instanceof TimeStampNanoVector;
    long seconds = local.toEpochSecond(ZoneOffset.UTC);
    int fraction = local.get(ChronoField.NANO_OF_SECOND);
    return nanos ? seconds * 1_000_000_000L + fraction : seconds * 1_000_000L + fraction / 1000;
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
    } else if (vector instanceof BigIntVector v) {
      v.setSafe(row, (Long) value);
    } else if (vector instanceof Float8Vector v) {
      v.setSafe(row, (Double) value);
    } else if (vector instanceof IntVector v) {
      v.setSafe(row, (Integer) value);
    } else if (vector instanceof SmallIntVector v) {
      v.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof TinyIntVector v) {
      v.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof UInt1Vector v) {
      v.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof UInt2Vector v) {
      v.setSafe(row, (Character) value);
    } else if (vector instanceof UInt4Vector v) {
      v.setSafe(row, ((Number) value).intValue());
    } else if (vector instanceof UInt8Vector v) {
      v.setSafe(row, ((Number) value).longValue());
    } else if (vector instanceof Float4Vector v) {
      v.setSafe(row, (Float) value);
    } else if (vector instanceof BitVector v) {
      v.setSafe(row, (Boolean) value ? 1 : 0);
    } else if (vector instanceof DecimalVector v) {
      // An Int128 may have 39 digits, which the setter for decimals refuses.
      v.setBigEndianSafe(row, ((java.math.BigDecimal) value).unscaledValue().toByteArray());
    } else if (vector instanceof Decimal256Vector v) {
      v.setSafe(row, (java.math.BigDecimal) value);
    } else if (vector instanceof VarCharVector v) {
      v.setSafe(row, value.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } else if (vector instanceof VarBinaryVector v) {
      v.setSafe(row, (byte[]) value);
    } else if (vector instanceof FixedSizeBinaryVector v) {
      v.setSafe(row, (byte[]) value);
    } else if (vector instanceof DateDayVector v) {
      v.setSafe(row, (Integer) value);
    } else if (vector instanceof TimeMicroVector v) {
      v.setSafe(row, (Long) value);
    } else if (vector instanceof TimeNanoVector v) {
      v.setSafe(row, (Long) value);
    } else if (vector instanceof TimeStampVector v) {
      v.setSafe(row, value instanceof LocalDateTime local ? units(v, local) : (Long) value);
    } else {
      throw new IllegalStateException("no setter for " + vector.getField());
    }
  }
}
