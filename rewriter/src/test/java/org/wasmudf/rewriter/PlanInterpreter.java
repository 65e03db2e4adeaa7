package org.wasmudf.rewriter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/**
 * Executes plans one row at a time, by the letter of their documentation: what an execution must
 * return. The functions are Java.
 */
final class PlanInterpreter {
  private final Connection connection;
  private final Map<String, Function<@Nullable Object[], @Nullable Object>> functions;

  PlanInterpreter(
      Connection connection,
      Map<String, Function<@Nullable Object[], @Nullable Object>> functions) {
    this.connection = connection;
    this.functions = functions;
  }

  /** All rows as texts. */
  List<String> run(StatementPlan.Stream plan, List<@Nullable Object> parameters)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    long skip = plan.offset() == null ? 0 : count(plan.offset(), parameters);
    long left = plan.limit() == null ? Long.MAX_VALUE : count(plan.limit(), parameters);
    try (PreparedStatement statement = connection.prepareStatement(plan.pushedSql())) {
      bind(statement, plan.bindings(), parameters);
      try (ResultSet result = statement.executeQuery()) {
        while (left > 0 && result.next()) {
          @Nullable Object[] row = row(result, plan.pushedColumns().size());
          boolean stays = true;
          for (Predicate filter : plan.filters()) {
            stays = stays && Boolean.TRUE.equals(test(filter, row, parameters));
          }
          if (!stays) {
            continue;
          }
          if (skip > 0) {
            skip--;
            continue;
          }
          left--;
          @Nullable Object[] echoed =
              plan.echo() == null ? new Object[0] : echo(plan.echo(), row, parameters);
          StringBuilder text = new StringBuilder();
          for (OutputColumn output : plan.outputs()) {
            Object value =
                output.value() instanceof ValueExpr.Echoed column
                    ? echoed[column.column()]
                    : value(output.value(), row, parameters);
            text.append(text(value)).append('|');
          }
          rows.add(text.toString());
        }
      }
    }
    return rows;
  }

  /** A batch of one row. */
  private @Nullable Object[] echo(
      Echo echo, @Nullable Object[] row, List<@Nullable Object> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(echo.sql())) {
      bind(statement, echo.bindings(), parameters);
      int ordinal = echo.bindings().size();
      for (Echo.Input input : echo.inputs()) {
        ordinal++;
        statement.setObject(
            ordinal, new @Nullable Object[] {value(input.value(), row, parameters)});
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return row(result, result.getMetaData().getColumnCount());
      }
    }
  }

  /** All rows of a folded query as texts. */
  List<String> run(StatementPlan.Folded plan, List<@Nullable Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(plan.sql())) {
      bind(statement, plan.bindings(), parameters);
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  /** All rows of a result as texts. */
  static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      StringBuilder text = new StringBuilder();
      for (Object value : row(result, columns)) {
        text.append(text(value)).append('|');
      }
      rows.add(text.toString());
    }
    return rows;
  }

  private static @Nullable Object[] row(ResultSet result, int columns) throws SQLException {
    @Nullable Object[] row = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      Object value = result.getObject(i + 1);
      row[i] =
          value instanceof java.sql.Date
              ? result.getObject(i + 1, LocalDate.class)
              : value instanceof java.sql.Timestamp
                  ? result.getObject(i + 1, LocalDateTime.class)
                  : value instanceof java.sql.Time
                      ? result.getObject(i + 1, LocalTime.class)
                      : value;
    }
    return row;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    return value instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private void bind(
      PreparedStatement statement, List<Binding> bindings, List<@Nullable Object> parameters)
      throws SQLException {
    for (int i = 0; i < bindings.size(); i++) {
      Binding binding = bindings.get(i);
      Object value =
          binding instanceof Binding.UserParameter user
              ? parameters.get(user.ordinal() - 1)
              : value(((Binding.FoldedCall) binding).call(), new Object[0], parameters);
      statement.setObject(i + 1, value);
    }
  }

  private long count(ValueExpr value, List<@Nullable Object> parameters) {
    return ((Number) Objects.requireNonNull(value(value, new Object[0], parameters))).longValue();
  }

  private @Nullable Object value(
      ValueExpr expression, @Nullable Object[] row, List<@Nullable Object> parameters) {
    if (expression instanceof ValueExpr.Pushed pushed) {
      return row[pushed.index()];
    }
    if (expression instanceof ValueExpr.Constant constant) {
      return constant.value();
    }
    if (expression instanceof ValueExpr.Parameter parameter) {
      return convert(parameters.get(parameter.ordinal() - 1), parameter.type());
    }
    ValueExpr.Call call = (ValueExpr.Call) expression;
    @Nullable Object[] arguments = new @Nullable Object[call.arguments().size()];
    FunctionDefinition function = call.function();
    for (int i = 0; i < arguments.length; i++) {
      Object argument = value(call.arguments().get(i), row, parameters);
      if (argument == null) {
        return null;
      }
      arguments[i] = convert(argument, function.signature().types().get(i));
    }
    return Objects.requireNonNull(functions.get(function.name())).apply(arguments);
  }

  private static @Nullable Object convert(@Nullable Object value, SqlType type) {
    if (!(value instanceof Number number)) {
      return value;
    }
    if (type instanceof SqlType.FloatingPoint floating) {
      return floating.bits() == 32 ? (Object) number.floatValue() : (Object) number.doubleValue();
    }
    if (type instanceof SqlType.Decimal) {
      return decimal(number);
    }
    return type instanceof SqlType.Int ? (Object) decimal(number).longValueExact() : value;
  }

  private @Nullable Boolean test(
      Predicate predicate, @Nullable Object[] row, List<@Nullable Object> parameters) {
    if (predicate instanceof Predicate.Compare compare) {
      Object left = value(compare.left(), row, parameters);
      Object right = value(compare.right(), row, parameters);
      return (left == null || right == null) ? null : test(compare, left, right);
    }
    if (predicate instanceof Predicate.Truth truth) {
      Object value = value(truth.value(), row, parameters);
      return value instanceof Number number
          ? Boolean.valueOf(number.doubleValue() != 0)
          : (Boolean) value;
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return value(isNull.value(), row, parameters) == null;
    }
    if (predicate instanceof Predicate.IsUnknown unknown) {
      return test(unknown.operand(), row, parameters) == null;
    }
    if (predicate instanceof Predicate.Not not) {
      Boolean operand = test(not.operand(), row, parameters);
      return operand == null ? null : !operand;
    }
    boolean isAnd = predicate instanceof Predicate.And;
    List<Predicate> operands =
        isAnd ? ((Predicate.And) predicate).operands() : ((Predicate.Or) predicate).operands();
    boolean unknown = false;
    for (Predicate operand : operands) {
      Boolean value = test(operand, row, parameters);
      unknown |= value == null;
      if (value != null && value != isAnd) {
        return !isAnd;
      }
    }
    return unknown ? null : isAnd;
  }

  private static boolean test(Predicate.Compare compare, Object left, Object right) {
    int order =
        switch (compare.comparison()) {
          case EXACT -> decimal((Number) left).compareTo(decimal((Number) right));
          case FLOATING -> floating(((Number) left).doubleValue(), ((Number) right).doubleValue());
          case SHORTEST_DECIMAL -> shortest((Number) left, (Number) right);
          case TEXT_UTF16 -> ((String) left).compareTo((String) right);
          case TEXT_CODE_POINTS ->
              Arrays.compare(
                  ((String) left).codePoints().toArray(), ((String) right).codePoints().toArray());
          case BINARY -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
          case BOOLEAN -> Boolean.compare((Boolean) left, (Boolean) right);
          case DATE -> ((LocalDate) left).compareTo((LocalDate) right);
          case TIME -> ((LocalTime) left).compareTo((LocalTime) right);
          case TIMESTAMP -> ((LocalDateTime) left).compareTo((LocalDateTime) right);
          case INSTANT ->
              ((java.time.OffsetDateTime) left)
                  .toInstant()
                  .compareTo(((java.time.OffsetDateTime) right).toInstant());
        };
    return switch (compare.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** NaN is the greatest and equals itself; the zeros are equal. */
  private static int floating(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  private static int shortest(Number left, Number right) {
    boolean finite = Double.isFinite(left.doubleValue()) && Double.isFinite(right.doubleValue());
    return finite
        ? decimal(left).compareTo(decimal(right))
        : floating(left.doubleValue(), right.doubleValue());
  }

  private static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return number instanceof Double || number instanceof Float
        ? new BigDecimal(number.toString())
        : BigDecimal.valueOf(number.longValue());
  }
}
