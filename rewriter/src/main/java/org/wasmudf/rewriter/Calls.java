package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** Resolves calls to overloads and makes values of them, each once. */
final class Calls {
  /** Where the columns of the pushed query stand that arguments became; none before the probe. */
  interface Columns {
    /** The column of an expression of the target. */
    Column column(Operand.Other operand);

    Columns NONE =
        operand -> {
          throw new IllegalStateException("no query is pushed");
        };
  }

  /**
   * A column of the pushed query.
   *
   * @param index from 0
   */
  record Column(int index, TargetColumn description) {}

  /** A value with its type, and whether it comes from the target as a column. */
  record Value(ValueExpr expression, ValueType type, @Nullable TargetColumn column) {}

  private final Analysis analysis;
  private final Columns columns;
  private final IdentityHashMap<UdfCall, ValueExpr.Call> resolved = new IdentityHashMap<>();

  Calls(Analysis analysis, Columns columns) {
    this.analysis = analysis;
    this.columns = columns;
  }

  /** The call with its overload and its arguments. */
  ValueExpr.Call resolve(UdfCall call) throws RefusedException {
    ValueExpr.Call known = resolved.get(call);
    if (known != null) {
      return known;
    }
    List<Value> values = new ArrayList<>();
    for (Operand argument : call.arguments()) {
      values.add(value(argument));
    }
    FunctionDefinition function =
        Overloads.resolve(
            call, values.stream().map(this::asArgument).toList(), analysis.statement());
    List<ValueExpr> arguments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      arguments.add(argument(call, i, values.get(i), function.signature().types().get(i)));
    }
    ValueExpr.Call result =
        new ValueExpr.Call(
            function, arguments, call.tolerant(), call.span().start(), call.span().end());
    resolved.put(call, result);
    return result;
  }

  /**
   * What an overload has to take. On SQLite a column may hold values of any type, so that one
   * without an affinity of one type is checked value by value.
   */
  private ValueType asArgument(Value value) {
    ValueType type = value.type();
    boolean anything =
        type instanceof ValueType.Foreign
            || (type instanceof ValueType.Typed typed && typed.type() instanceof SqlType.Decimal);
    TargetColumn column = value.column();
    return anything && column != null && analysis.dialect().equals(Dialect.SQLITE)
        ? new ValueType.Untyped(column.typeName().isEmpty() ? column.label() : column.typeName())
        : type;
  }

  private static ValueExpr argument(UdfCall call, int index, Value value, SqlType declared) {
    if (call.arguments().get(index) instanceof Operand.Parameter parameter) {
      return parameter.castTo() == null
          ? new ValueExpr.Parameter(parameter.ordinal(), declared, false)
          : value.expression();
    }
    if (value.expression() instanceof ValueExpr.Constant constant
        && constant.value() instanceof String text
        && !(declared instanceof SqlType.Text)) {
      Optional<Object> converted = Literals.convert(text, declared);
      return new ValueExpr.Constant(converted.orElse(text), constant.sql());
    }
    return value.expression();
  }

  /** The value of an operand. */
  Value value(Operand operand) throws RefusedException {
    if (operand instanceof Operand.Literal literal) {
      return new Value(literal.value(), literal.type(), null);
    }
    if (operand instanceof Operand.Parameter parameter) {
      SqlType type = parameter.castTo();
      return type == null
          ? new Value(
              // The type is the surroundings' to give; this stands only until they do.
              new ValueExpr.Parameter(parameter.ordinal(), new SqlType.Text(1), false),
              ValueType.Untyped.PARAMETER,
              null)
          : new Value(
              new ValueExpr.Parameter(parameter.ordinal(), type, true),
              new ValueType.Typed(type, null),
              null);
    }
    if (operand instanceof Operand.Result result) {
      ValueExpr.Call call = resolve(result.call());
      return new Value(
          call, new ValueType.Typed(call.function().signature().returns(), null), null);
    }
    Column column = columns.column((Operand.Other) operand);
    return new Value(
        new ValueExpr.Pushed(column.index()),
        TargetTypes.of(column.description(), analysis.dialect()),
        column.description());
  }

  /** Whether a call's value is known without any row. */
  static boolean constant(UdfCall call) {
    return call.arguments().stream()
        .allMatch(
            operand ->
                operand instanceof Operand.Literal
                    || operand instanceof Operand.Parameter
                    || (operand instanceof Operand.Result result && constant(result.call())));
  }

  /** Whether one of the overloads of a call is volatile. */
  static boolean mayBeVolatile(UdfCall call) {
    return call.candidates().stream().anyMatch(f -> f.volatility() == Volatility.VOLATILE);
  }

  /** Whether a call, or one within its arguments, may differ from one evaluation to the next. */
  static boolean isVolatile(ValueExpr.Call call) {
    return call.function().volatility() == Volatility.VOLATILE
        || call.arguments().stream()
            .anyMatch(argument -> argument instanceof ValueExpr.Call inner && isVolatile(inner));
  }
}
