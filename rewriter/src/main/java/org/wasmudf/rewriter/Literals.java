package org.wasmudf.rewriter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DateValue;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeValue;
import net.sf.jsqlparser.expression.TimestampValue;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;

/**
 * Literals of the user's text as values. What is not surely read as the target reads it is no
 * literal: the target evaluates it.
 */
final class Literals {
  private static final int MAX_DECIMAL_DIGITS = 76;
  private static final Pattern NUMBER =
      Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?");

  private Literals() {}

  /**
   * @param text the expression as written
   */
  static Optional<Operand.Literal> read(
      Expression expression, Span span, String text, Dialect dialect) {
    if (expression instanceof NullValue) {
      return Optional.of(
          new Operand.Literal(span, new ValueExpr.Constant(null, text), ValueType.Untyped.NULL));
    }
    if (expression instanceof BooleanValue bool) {
      return literal(span, text, new SqlType.Bool(), bool.getValue());
    }
    if (expression instanceof LongValue || expression instanceof DoubleValue) {
      return number(span, text, text, dialect);
    }
    if (expression instanceof SignedExpression signed
        && (signed.getExpression() instanceof LongValue
            || signed.getExpression() instanceof DoubleValue)
        && (signed.getSign() == '-' || signed.getSign() == '+')) {
      String digits = text.substring(1).strip();
      return number(span, text, signed.getSign() == '-' ? "-" + digits : digits, dialect);
    }
    if (expression instanceof StringValue) {
      String value = string(text, dialect);
      return value == null
          ? Optional.empty()
          : literal(span, text, new SqlType.Text(Math.max(1, length(value))), value);
    }
    if (expression instanceof HexValue && dialect.hexIsBinary()) {
      return binary(span, text);
    }
    if (expression instanceof DateTimeLiteralExpression
        || expression instanceof DateValue
        || expression instanceof TimeValue
        || expression instanceof TimestampValue) {
      return dateOrTime(expression, span, text);
    }
    return Optional.empty();
  }

  private static Optional<Operand.Literal> literal(
      Span span, String text, SqlType type, Object value) {
    return Optional.of(
        new Operand.Literal(
            span, new ValueExpr.Constant(value, text), new ValueType.Typed(type, value)));
  }

  private static Optional<Operand.Literal> number(
      Span span, String text, String number, Dialect dialect) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    if (!NUMBER.matcher(digits).matches()) {
      return Optional.empty();
    }
    boolean exponent = digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0;
    BigDecimal value = new BigDecimal(number);
    if (exponent && !dialect.exponentIsDecimal()) {
      return literal(span, text, new SqlType.FloatingPoint(64), value);
    }
    if (!exponent && digits.indexOf('.') < 0) {
      BigInteger integer = value.toBigInteger();
      int bits = integer.bitLength();
      if (bits < 64) {
        return literal(
            span, text, new SqlType.Int(bits < 32 ? 32 : 64, true), integer.longValueExact());
      }
      return integer.abs().toString().length() > MAX_DECIMAL_DIGITS
          ? Optional.empty()
          : literal(span, text, new SqlType.Decimal(integer.abs().toString().length(), 0), integer);
    }
    int scale = Math.max(0, value.scale());
    int precision = Math.max(scale, value.precision() + Math.max(0, -value.scale()));
    return precision > MAX_DECIMAL_DIGITS
        ? Optional.empty()
        : literal(span, text, new SqlType.Decimal(Math.max(1, precision), scale), value);
  }

  /** The value of a plain string, null for the other kinds (escapes, prefixes, dollar quotes). */
  private static @Nullable String string(String text, Dialect dialect) {
    String quoted = text.startsWith("N'") || text.startsWith("n'") ? text.substring(1) : text;
    char quote = quoted.charAt(0);
    if (quoted.length() < 2
        || (quote != '\'' && quote != '"')
        || quoted.charAt(quoted.length() - 1) != quote) {
      return null;
    }
    String mark = String.valueOf(quote);
    String inner = quoted.substring(1, quoted.length() - 1);
    boolean oneString = inner.replace(mark + mark, "").indexOf(quote) < 0;
    boolean escaped = dialect.lexical().backslashEscapes() && inner.indexOf('\\') >= 0;
    return oneString && !escaped ? inner.replace(mark + mark, mark) : null;
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static Optional<Operand.Literal> binary(Span span, String text) {
    boolean plain = text.length() >= 3 && (text.startsWith("x'") || text.startsWith("X'"));
    if (!plain) {
      return Optional.empty();
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(text, 2, text.length() - 1);
      return literal(span, text, new SqlType.Binary(Math.max(1, bytes.length)), bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Operand.Literal> dateOrTime(
      Expression expression, Span span, String text) {
    int open = text.indexOf('\'');
    int close = text.lastIndexOf('\'');
    if (open < 0 || close <= open) {
      return Optional.empty();
    }
    String value = text.substring(open + 1, close);
    String kind =
        expression instanceof DateTimeLiteralExpression named
            ? named.getType().name()
            : expression instanceof DateValue
                ? "DATE"
                : expression instanceof TimeValue ? "TIME" : "TIMESTAMP";
    SqlType type =
        switch (kind) {
          case "DATE" -> new SqlType.Date();
          case "TIME" -> new SqlType.Time(9);
          case "TIMESTAMP" -> new SqlType.Timestamp(9, false);
          default -> null;
        };
    if (type == null) {
      return Optional.empty();
    }
    return convert(value, type).flatMap(converted -> literal(span, text, type, converted));
  }

  /** A string literal's value as another type, as targets read untyped literals; ISO forms only. */
  static Optional<Object> convert(String value, SqlType type) {
    try {
      if (type instanceof SqlType.Date) {
        return value.length() == 10 ? Optional.of(LocalDate.parse(value)) : Optional.empty();
      }
      if (type instanceof SqlType.Time) {
        return TIME.matcher(value).matches()
            ? Optional.of(LocalTime.parse(value))
            : Optional.empty();
      }
      if (type instanceof SqlType.Timestamp timestamp && !timestamp.withTimeZone()) {
        return TIMESTAMP.matcher(value).matches()
            ? Optional.of(LocalDateTime.parse(value.replace(' ', 'T')))
            : Optional.empty();
      }
      if (type instanceof SqlType.Uuid) {
        return value.length() == 36
            ? Optional.of(UUID.fromString(value).toString())
            : Optional.empty();
      }
      return type instanceof SqlType.Json ? Optional.of(value) : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
