package org.wasmudf.rewriter;

import java.math.BigInteger;
import java.util.OptionalInt;
import org.wasmudf.store.SqlType;

/**
 * Which argument types convert to which declared types without a CAST, and how far apart they are.
 * Widening goes along TINYINT, SMALLINT, INTEGER, BIGINT, Int128, DECIMAL, REAL, DOUBLE; what may
 * still fail for a value is checked when the value is there.
 */
final class Conversions {
  private static final int SAME = 0;
  private static final int SAME_KIND = 1;
  private static final int SAME_KIND_CHECKED = 2;
  private static final int STEP = 10;

  /** A conversion that only a literal or a sign makes necessary: after all others. */
  private static final int LAST_RESORT = 1000;

  private static final OptionalInt NONE = OptionalInt.empty();

  private Conversions() {}

  /** The distance, 0 for the same type; empty where a CAST is needed. */
  static OptionalInt distance(ValueType from, SqlType to) {
    if (from instanceof ValueType.Untyped) {
      return OptionalInt.of(SAME);
    }
    if (!(from instanceof ValueType.Typed typed)) {
      return NONE;
    }
    SqlType type = typed.type();
    if (type.equals(to)) {
      return OptionalInt.of(SAME);
    }
    if (rank(type) >= 0 && rank(to) >= 0) {
      return numeric(typed, to);
    }
    if (type instanceof SqlType.Text) {
      return text(typed, to);
    }
    boolean sameKind =
        (type instanceof SqlType.Binary && to instanceof SqlType.Binary)
            || (type instanceof SqlType.Time && to instanceof SqlType.Time);
    if (sameKind) {
      return OptionalInt.of(SAME);
    }
    if (to instanceof SqlType.Timestamp target) {
      if (type instanceof SqlType.Timestamp source) {
        return source.withTimeZone() == target.withTimeZone() ? OptionalInt.of(SAME) : NONE;
      }
      return type instanceof SqlType.Date && !target.withTimeZone() ? OptionalInt.of(STEP) : NONE;
    }
    if (type instanceof SqlType.Array source && to instanceof SqlType.Array target) {
      return distance(new ValueType.Typed(source.element(), null), target.element());
    }
    return NONE;
  }

  private static OptionalInt text(ValueType.Typed from, SqlType to) {
    if (to instanceof SqlType.Text) {
      return OptionalInt.of(SAME);
    }
    boolean readable =
        from.literal() instanceof String literal && Literals.convert(literal, to).isPresent();
    return readable ? OptionalInt.of(LAST_RESORT) : NONE;
  }

  private static OptionalInt numeric(ValueType.Typed from, SqlType to) {
    SqlType type = from.type();
    int steps = rank(to) - rank(type);
    if (type instanceof SqlType.Decimal source && to instanceof SqlType.Decimal target) {
      boolean fits =
          target.scale() >= source.scale()
              && target.precision() - target.scale() >= source.precision() - source.scale();
      return OptionalInt.of(fits ? SAME_KIND : SAME_KIND_CHECKED);
    }
    boolean signChange = signed(type) && !signed(to);
    if (steps > 0 || (steps == 0 && !signChange && signed(type) == signed(to))) {
      return OptionalInt.of(steps * STEP + (signChange ? LAST_RESORT : 0));
    }
    if (steps == 0 && signChange) {
      return OptionalInt.of(LAST_RESORT);
    }
    if (from.literal() instanceof Long literal && to instanceof SqlType.Int integer) {
      return fits(BigInteger.valueOf(literal), integer)
          ? OptionalInt.of(LAST_RESORT - steps * STEP)
          : NONE;
    }
    return NONE;
  }

  private static boolean fits(BigInteger value, SqlType.Int type) {
    return type.signed()
        ? value.bitLength() < type.bits()
        : value.signum() >= 0 && value.bitLength() <= type.bits();
  }

  private static boolean signed(SqlType type) {
    if (type instanceof SqlType.Int integer) {
      return integer.signed();
    }
    return !(type instanceof SqlType.Int128 integer) || integer.signed();
  }

  /** The place in the widening order, -1 for what is no number. */
  private static int rank(SqlType type) {
    if (type instanceof SqlType.Int integer) {
      return switch (integer.bits()) {
        case 8 -> 0;
        case 16 -> 1;
        case 32 -> 2;
        default -> 3;
      };
    }
    if (type instanceof SqlType.Int128) {
      return 4;
    }
    if (type instanceof SqlType.Decimal) {
      return 5;
    }
    if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? 6 : 7;
    }
    return -1;
  }
}
