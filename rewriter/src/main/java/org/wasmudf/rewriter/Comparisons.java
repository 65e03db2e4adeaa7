package org.wasmudf.rewriter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.dialect.MixedNumbers;
import org.wasmudf.rewriter.dialect.SettingCheck;
import org.wasmudf.rewriter.dialect.TextComparison;
import org.wasmudf.rewriter.plan.Predicate.Comparison;
import org.wasmudf.rewriter.plan.Predicate.Operator;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.TargetProbe;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/**
 * Decides how two values compare so that the answer is the target's own; where that is not certain,
 * there is no decision and the statement is refused.
 */
final class Comparisons {
  private static final SqlType BIGINT = new SqlType.Int(64, true);
  private static final SqlType DOUBLE = new SqlType.FloatingPoint(64);
  private static final SqlType ANY_DECIMAL = new SqlType.Decimal(76, 38);

  private final Dialect dialect;
  private final TargetProbe probe;
  private @Nullable Boolean textsHold;

  Comparisons(Dialect dialect, TargetProbe probe) {
    this.dialect = dialect;
    this.probe = probe;
  }

  /** Both sides as they are compared. */
  record Decision(ValueExpr left, ValueExpr right, Comparison comparison) {}

  /** Why there is none. */
  record Undecided(String reason, String remedy) {}

  /** Either of the two. */
  record Answer(@Nullable Decision decision, @Nullable Undecided undecided) {
    static Answer of(Calls.Value left, Calls.Value right, Comparison comparison) {
      return new Answer(new Decision(left.expression(), right.expression(), comparison), null);
    }

    static Answer no(String reason, String remedy) {
      return new Answer(null, new Undecided(reason, remedy));
    }
  }

  Answer decide(Calls.Value left, Calls.Value right, Operator operator) throws SQLException {
    if (isParameter(left) && isParameter(right)) {
      return Answer.no("neither side has a type", "Write CAST(? AS type).");
    }
    if (isParameter(left)) {
      return decide(typed(left, right), right, operator);
    }
    if (isParameter(right)) {
      return decide(left, typed(right, left), operator);
    }
    if (left.type() instanceof ValueType.Untyped || right.type() instanceof ValueType.Untyped) {
      // NULL: unknown, whatever the comparison.
      return Answer.of(left, right, Comparison.EXACT);
    }
    if (left.type() instanceof ValueType.Typed a && right.type() instanceof ValueType.Typed b) {
      return typed(left, a, right, b, operator);
    }
    ValueType foreign = left.type() instanceof ValueType.Foreign ? left.type() : right.type();
    return Answer.no(
        "the client cannot compare the target's type " + foreign.display(),
        "Write CAST(... AS type) around the target's side.");
  }

  private static boolean isParameter(Calls.Value value) {
    return value.type() == ValueType.Untyped.PARAMETER;
  }

  /** A parameter takes the other side's type, wide enough for the values that fit beside it. */
  private static Calls.Value typed(Calls.Value parameter, Calls.Value other) {
    SqlType type = BIGINT;
    if (other.type() instanceof ValueType.Typed typed) {
      type = parameterType(typed.type());
    }
    int ordinal = ((ValueExpr.Parameter) parameter.expression()).ordinal();
    return new Calls.Value(
        new ValueExpr.Parameter(ordinal, type, true), new ValueType.Typed(type, null), null);
  }

  private static SqlType parameterType(SqlType beside) {
    if (beside instanceof SqlType.Int integer) {
      return integer.signed() || integer.bits() < 64 ? BIGINT : ANY_DECIMAL;
    }
    if (beside instanceof SqlType.Decimal || beside instanceof SqlType.Int128) {
      return ANY_DECIMAL;
    }
    if (beside instanceof SqlType.Text) {
      return new SqlType.Text(SqlType.Text.UNBOUNDED);
    }
    if (beside instanceof SqlType.Binary) {
      return new SqlType.Binary(SqlType.Text.UNBOUNDED);
    }
    if (beside instanceof SqlType.Time) {
      return new SqlType.Time(9);
    }
    return beside instanceof SqlType.Timestamp timestamp
        ? new SqlType.Timestamp(9, timestamp.withTimeZone())
        : beside;
  }

  private Answer typed(
      Calls.Value left, ValueType.Typed a, Calls.Value right, ValueType.Typed b, Operator operator)
      throws SQLException {
    if (isNumber(a.type()) && isNumber(b.type())) {
      return numbers(left, a, right, b);
    }
    if (a.type() instanceof SqlType.Text && b.type() instanceof SqlType.Text) {
      return texts(left, right, operator);
    }
    if (a.literal() instanceof String text && !(b.type() instanceof SqlType.Text)) {
      return fromText(left, text, b.type(), right, true);
    }
    if (b.literal() instanceof String text && !(a.type() instanceof SqlType.Text)) {
      return fromText(right, text, a.type(), left, false);
    }
    if (a.type() instanceof SqlType.Bool && b.type() instanceof SqlType.Bool) {
      return Answer.of(left, right, Comparison.BOOLEAN);
    }
    if (a.type() instanceof SqlType.Binary && b.type() instanceof SqlType.Binary) {
      return isPlainBinary(left.column()) && isPlainBinary(right.column())
          ? Answer.of(left, right, Comparison.BINARY)
          : Answer.no(
              "fixed-length and large binary columns compare by rules of their own",
              "Write CAST(... AS VARBINARY) around the column.");
    }
    if (a.type() instanceof SqlType.Date && b.type() instanceof SqlType.Date) {
      return Answer.of(left, right, Comparison.DATE);
    }
    if (a.type() instanceof SqlType.Time && b.type() instanceof SqlType.Time) {
      return Answer.of(left, right, Comparison.TIME);
    }
    if (a.type() instanceof SqlType.Timestamp s
        && b.type() instanceof SqlType.Timestamp t
        && s.withTimeZone() == t.withTimeZone()) {
      return Answer.of(left, right, s.withTimeZone() ? Comparison.INSTANT : Comparison.TIMESTAMP);
    }
    return differ(a.type(), b.type());
  }

  private static Answer differ(SqlType a, SqlType b) {
    return Answer.no(
        a.sql() + " and " + b.sql() + " are not compared in the client",
        "Write CAST(... AS type) so that both sides have one type.");
  }

  static boolean isNumber(SqlType type) {
    return isExact(type) || type instanceof SqlType.FloatingPoint;
  }

  private static boolean isExact(SqlType type) {
    return type instanceof SqlType.Int
        || type instanceof SqlType.Int128
        || type instanceof SqlType.Decimal;
  }

  private Answer numbers(
      Calls.Value left, ValueType.Typed a, Calls.Value right, ValueType.Typed b) {
    if (isDecimalFloat(left) || isDecimalFloat(right)) {
      return Answer.no(
          "DECFLOAT has values that DECIMAL has not", "Write CAST(... AS DECIMAL(p, s)).");
    }
    boolean exactLiteral = a.literal() instanceof Number || b.literal() instanceof Number;
    if (isExact(a.type()) && isExact(b.type())) {
      return Answer.of(left, right, Comparison.EXACT);
    }
    if (exactLiteral && a.literal() instanceof Number number && b.type().equals(DOUBLE)) {
      Optional<Calls.Value> same = asDouble(left, number);
      if (same.isPresent()) {
        return Answer.of(same.get(), right, Comparison.FLOATING);
      }
    }
    if (exactLiteral && b.literal() instanceof Number number && a.type().equals(DOUBLE)) {
      Optional<Calls.Value> same = asDouble(right, number);
      if (same.isPresent()) {
        return Answer.of(left, same.get(), Comparison.FLOATING);
      }
    }
    // A literal with an exponent counts as floating-point for overloads, but it has no rounding.
    boolean aFloats = a.type() instanceof SqlType.FloatingPoint && a.literal() == null;
    boolean bFloats = b.type() instanceof SqlType.FloatingPoint && b.literal() == null;
    if (aFloats && bFloats) {
      return Answer.of(left, right, Comparison.FLOATING);
    }
    if (dialect.mixedNumbers() == MixedNumbers.UNKNOWN) {
      return Answer.no(
          "how "
              + dialect.name()
              + " compares a floating-point number with an exact one is not"
              + " known",
          "Write CAST(... AS DOUBLE PRECISION) around the exact side.");
    }
    boolean asDouble =
        dialect.mixedNumbers() == MixedNumbers.AS_DOUBLE
            || isNarrowInteger(a.type())
            || isNarrowInteger(b.type());
    return Answer.of(left, right, asDouble ? Comparison.FLOATING : Comparison.SHORTEST_DECIMAL);
  }

  private static boolean isNarrowInteger(SqlType type) {
    return type instanceof SqlType.Int integer && integer.bits() <= (integer.signed() ? 32 : 16);
  }

  private static boolean isDecimalFloat(Calls.Value value) {
    return value.column() != null && value.column().typeName().equalsIgnoreCase("DECFLOAT");
  }

  /** A literal that a double holds by its shortest decimal compares as that double everywhere. */
  private static Optional<Calls.Value> asDouble(Calls.Value literal, Number number) {
    BigDecimal exact =
        number instanceof BigDecimal decimal
            ? decimal
            : number instanceof BigInteger integer
                ? new BigDecimal(integer)
                : BigDecimal.valueOf(number.longValue());
    double value = exact.doubleValue();
    if (Double.isInfinite(value) || BigDecimal.valueOf(value).compareTo(exact) != 0) {
      return Optional.empty();
    }
    ValueExpr.Constant constant = (ValueExpr.Constant) literal.expression();
    return Optional.of(
        new Calls.Value(
            new ValueExpr.Constant(value, constant.sql()),
            new ValueType.Typed(DOUBLE, value),
            null));
  }

  private Answer fromText(
      Calls.Value literal, String text, SqlType type, Calls.Value other, boolean literalIsLeft) {
    boolean dateOrTime =
        type instanceof SqlType.Date
            || type instanceof SqlType.Time
            || (type instanceof SqlType.Timestamp timestamp && !timestamp.withTimeZone());
    Optional<Object> value = dateOrTime ? Literals.convert(text, type) : Optional.empty();
    if (value.isEmpty()) {
      return Answer.no(
          "a text and " + type.sql() + " are not compared in the client",
          "Write the literal as " + type.sql() + ".");
    }
    Calls.Value converted =
        new Calls.Value(
            new ValueExpr.Constant(value.get(), ((ValueExpr.Constant) literal.expression()).sql()),
            new ValueType.Typed(type, value.get()),
            null);
    Comparison comparison =
        type instanceof SqlType.Date
            ? Comparison.DATE
            : type instanceof SqlType.Time ? Comparison.TIME : Comparison.TIMESTAMP;
    return literalIsLeft
        ? Answer.of(converted, other, comparison)
        : Answer.of(other, converted, comparison);
  }

  private Answer texts(Calls.Value left, Calls.Value right, Operator operator) throws SQLException {
    TextComparison texts = dialect.texts();
    if (texts == TextComparison.NONE || !textsHold()) {
      return Answer.no(
          "texts compare by the collation of "
              + dialect.name()
              + ", which the client does not have",
          "Filter by this text in your program.");
    }
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    boolean columns = left.column() != null || right.column() != null;
    if (texts == TextComparison.EQUALITY_OF_VALUES && !(equality && !columns)) {
      return Answer.no(
          equality
              ? "the column may have a collation of its own"
              : "texts are ordered by the target's collation",
          "Compare with a literal or a parameter by = or IN, or filter in your program.");
    }
    if (!isPlainText(left.column()) || !isPlainText(right.column())) {
      return Answer.no(
          "CHAR, ENUM and case-insensitive columns compare by rules of their own",
          "Write CAST(... AS VARCHAR) around the column.");
    }
    return Answer.of(
        left,
        right,
        texts == TextComparison.UTF16 ? Comparison.TEXT_UTF16 : Comparison.TEXT_CODE_POINTS);
  }

  private static boolean isPlainText(@Nullable TargetColumn column) {
    if (column == null) {
      return true;
    }
    String name = column.typeName().toUpperCase(Locale.ROOT);
    return column.jdbcType() == Types.VARCHAR
        && !name.contains("IGNORECASE")
        && !name.contains("ENUM")
        && !name.contains("CITEXT");
  }

  private static boolean isPlainBinary(@Nullable TargetColumn column) {
    return column == null || column.jdbcType() == Types.VARBINARY;
  }

  private boolean textsHold() throws SQLException {
    Boolean known = textsHold;
    if (known == null) {
      SettingCheck check = dialect.textsWhile();
      String value = check == null ? null : probe.setting(check.query());
      known = check == null || value == null || value.equalsIgnoreCase(check.value());
      textsHold = known;
    }
    return known;
  }
}
