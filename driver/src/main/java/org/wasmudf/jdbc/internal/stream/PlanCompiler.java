package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.runtime.ScalarKernel;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Volatility;

/**
 * Makes operands and conditions of a plan's expressions, with one kernel per function and one
 * evaluation of calls that must agree: equal calls, and the same call of a function that is not
 * volatile wherever it stands.
 */
final class PlanCompiler implements AutoCloseable {
  private final GuestSession session;
  private final ModuleSource modules;
  private final BoundParameters parameters;
  private final BufferAllocator allocator;
  private final StreamStatistics statistics;
  private final Map<Object, Operand> known = new HashMap<>();
  private final Map<FunctionDefinition, ScalarKernel> kernels = new HashMap<>();
  private final List<Operand> operands = new ArrayList<>();

  PlanCompiler(
      GuestSession session,
      ModuleSource modules,
      BoundParameters parameters,
      BufferAllocator allocator,
      StreamStatistics statistics) {
    this.session = session;
    this.modules = modules;
    this.parameters = parameters;
    this.allocator = allocator;
    this.statistics = statistics;
  }

  /** All operands so far, each before those that use it. */
  List<Operand> operands() {
    return operands;
  }

  /**
   * The operand of a value.
   *
   * @throws SQLException where a constant or parameter does not convert, a module cannot be had, or
   *     a function cannot be made ready
   */
  Operand operand(ValueExpr value) throws SQLException {
    Object key = key(value);
    Operand seen = known.get(key);
    if (seen != null) {
      if (seen instanceof CallOperand call) {
        call.share();
      }
      return seen;
    }
    Operand made = make(value);
    known.put(key, made);
    operands.add(made);
    return made;
  }

  private Operand make(ValueExpr value) throws SQLException {
    if (value instanceof ValueExpr.Pushed pushed) {
      return new Operand.Pushed(pushed.index());
    } else if (value instanceof ValueExpr.Constant constant) {
      return new Operand.Constant(JavaValues.column(constant.value(), constant.sql()));
    } else if (value instanceof ValueExpr.Parameter parameter) {
      return new Operand.Constant(
          TypedValues.convert(
              parameters.value(parameter.ordinal()),
              parameter.type(),
              parameter.exact(),
              "parameter " + parameter.ordinal(),
              allocator));
    }
    return make((ValueExpr.Call) value);
  }

  private CallOperand make(ValueExpr.Call call) throws SQLException {
    List<Operand> arguments = new ArrayList<>();
    for (ValueExpr argument : call.arguments()) {
      arguments.add(operand(argument));
    }
    CallOperand operand =
        new CallOperand(call, kernel(call.function()), arguments, allocator, statistics.call(call));
    try {
      operand.checkConstants();
      return operand;
    } catch (SQLException | RuntimeException e) {
      operand.close();
      throw e;
    }
  }

  private ScalarKernel kernel(FunctionDefinition function) throws SQLException {
    ScalarKernel kernel = kernels.get(function);
    if (kernel == null) {
      try {
        kernel = session.open(function, modules.module(function));
      } catch (GuestException e) {
        throw SqlErrors.of(e);
      }
      kernels.put(function, kernel);
    }
    return kernel;
  }

  /** Values with equal keys are the same value of a row. */
  private static Object key(ValueExpr value) {
    if (value instanceof ValueExpr.Call call
        && call.function().volatility() != Volatility.VOLATILE) {
      List<Object> key = new ArrayList<>();
      key.add(call.function());
      key.add(call.tolerant());
      for (ValueExpr argument : call.arguments()) {
        key.add(key(argument));
      }
      return key;
    }
    return value;
  }

  Condition condition(Predicate predicate) throws SQLException {
    if (predicate instanceof Predicate.Compare compare) {
      return new Condition.Compare(
          operand(compare.left()),
          operand(compare.right()),
          compare.operator(),
          Comparator.of(compare.comparison()));
    } else if (predicate instanceof Predicate.Truth truth) {
      return new Condition.Truth(operand(truth.value()));
    } else if (predicate instanceof Predicate.IsNull isNull) {
      return new Condition.IsNull(operand(isNull.value()));
    } else if (predicate instanceof Predicate.IsUnknown isUnknown) {
      return new Condition.IsUnknown(condition(isUnknown.operand()));
    } else if (predicate instanceof Predicate.Not not) {
      return new Condition.Not(condition(not.operand()));
    } else if (predicate instanceof Predicate.And and) {
      return Condition.Junction.and(conditions(and.operands()));
    }
    return Condition.Junction.or(conditions(((Predicate.Or) predicate).operands()));
  }

  List<Condition> conditions(List<Predicate> predicates) throws SQLException {
    List<Condition> conditions = new ArrayList<>();
    for (Predicate predicate : predicates) {
      conditions.add(condition(predicate));
    }
    return conditions;
  }

  /** Frees what was made, where the execution does not come to be. */
  @Override
  public void close() {
    for (Operand operand : operands) {
      if (operand instanceof CallOperand call) {
        call.close();
      }
    }
  }
}
