package org.wasmudf.runtime.internal.abi;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.RowFailure;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Parameter;

/** Words the failures of a function's rows. */
final class Failures {
  private static final int MOST_VALUE = 40;
  private static final int MOST_ARGUMENTS = 240;

  private final FunctionDefinition function;

  Failures(FunctionDefinition function) {
    this.function = function;
  }

  /** What the engine or a host function reported while the guest worked on a row. */
  RowFailure ofGuest(List<? extends ValueVector> arguments, int row, GuestException e) {
    String frames = frames(e.frames());
    return row(
        arguments, row, e.kind(), verb(e.kind()), stripped(e.getMessage()) + frames + ".", e);
  }

  /** What the host found wrong with a row's result. */
  RowFailure ofResult(
      List<? extends ValueVector> arguments, int row, Kind kind, String verb, String detail) {
    return row(arguments, row, kind, verb, detail, null);
  }

  /**
   * A stop, which belongs to the whole statement, with what the guest was busy with.
   *
   * @param row the one that it worked on, -1 where it worked on all
   */
  GuestException ofStop(List<? extends ValueVector> arguments, int row, GuestException e) {
    String with = row < 0 ? "" : arguments(arguments, row);
    return new GuestException(
        Kind.STOPPED,
        "Function "
            + function.display()
            + " was stopped"
            + (with.isEmpty() ? "" : " with " + with)
            + ": "
            + stripped(e.getMessage())
            + ".",
        e,
        e.frames());
  }

  private RowFailure row(
      List<? extends ValueVector> arguments,
      int row,
      Kind kind,
      String verb,
      String text,
      @Nullable GuestException e) {
    String subject = "Function " + function.display() + verb;
    String with = arguments(arguments, row);
    String detail = (with.isEmpty() ? "" : " with " + with) + ": " + text;
    GuestException cause =
        new GuestException(kind, subject + detail, e, e == null ? List.of() : e.frames());
    return new RowFailure(row, cause, subject, detail);
  }

  private static String verb(Kind kind) {
    return switch (kind) {
      case TRAP -> " trapped";
      case STACK -> " exhausted its stack";
      case CONTRACT -> " broke its contract";
      case MEMORY -> " ran out of memory";
      case MALFORMED,
          INVALID,
          FEATURE_REFUSED,
          UNLINKABLE,
          SIGNATURE_MISMATCH,
          ENGINE,
          GUEST_ERROR,
          STOPPED,
          OUT_OF_RANGE,
          INVALID_TEXT,
          TOO_LONG ->
          " failed";
    };
  }

  private static String stripped(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** Our own loop is no function of the guest. */
  private static String frames(List<String> frames) {
    String shown =
        frames.stream()
            .filter(frame -> !frame.startsWith(AppendedFunction.PREFIX))
            .map(frame -> frame.startsWith("function[") ? frame : "$" + frame)
            .collect(Collectors.joining(", "));
    return shown.isEmpty() ? "" : " [in " + shown + "]";
  }

  /** {@code (x = -1, name = 'abc')}; empty where the function takes nothing. */
  String arguments(List<? extends ValueVector> arguments, int row) {
    if (arguments.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < arguments.size(); i++) {
      if (text.length() > MOST_ARGUMENTS) {
        return text.append(", ...)").toString();
      }
      Parameter parameter = function.signature().parameters().get(i);
      text.append(i == 0 ? "" : ", ");
      text.append(parameter.name() == null ? "argument " + (i + 1) : parameter.name());
      text.append(" = ").append(value(arguments.get(i), row));
    }
    return text.append(')').toString();
  }

  private static String value(ValueVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    if (vector instanceof TimeStampMicroTZVector instants) {
      long micros = instants.get(row);
      return Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000)
          .toString();
    }
    if (vector instanceof TimeStampNanoTZVector instants) {
      long nanos = instants.get(row);
      return Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
          .toString();
    }
    if (vector instanceof org.apache.arrow.vector.UInt8Vector numbers) {
      return new BigInteger(Long.toUnsignedString(numbers.get(row))).toString();
    }
    if (vector instanceof org.apache.arrow.vector.UInt2Vector numbers) {
      return String.valueOf((int) numbers.get(row));
    }
    if (vector instanceof org.apache.arrow.vector.UInt1Vector numbers) {
      return String.valueOf(numbers.get(row) & 0xff);
    }
    if (vector instanceof org.apache.arrow.vector.UInt4Vector numbers) {
      return Integer.toUnsignedString(numbers.get(row));
    }
    Object value = vector.getObject(row);
    if (value instanceof byte[] bytes) {
      String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_VALUE / 2));
      return "X'" + hex + "'" + (bytes.length > MOST_VALUE / 2 ? "..." : "");
    }
    String shown = shortened(String.valueOf(value));
    boolean quoted = value instanceof org.apache.arrow.vector.util.Text;
    return quoted && !(vector instanceof VarBinaryVector) ? "'" + shown + "'" : shown;
  }

  private static String shortened(String text) {
    if (text.length() <= MOST_VALUE) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_VALUE - 1)) ? MOST_VALUE - 1 : MOST_VALUE;
    return text.substring(0, end) + "...";
  }
}
