package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;

/**
 * A function that was checked against ROW_DIRECT.
 *
 * @param function index of the exported function
 * @param nullable CALLED ON NULL INPUT: arguments, all text or binary, may be NULL
 * @param timeLimit exclusive upper bound of a TIME result in its unit
 */
record RowDirectPlan(
    int function,
    List<Shape> arguments,
    Shape result,
    boolean nullable,
    long timeLimit,
    boolean stateless)
    implements GuestPlan {

  /**
   * Checks types and null handling.
   *
   * @throws GuestException SIGNATURE_MISMATCH
   */
  static RowDirectPlan of(FunctionDefinition definition, ParsedModule module)
      throws GuestException {
    int function = Exports.find(definition, module);
    List<Shape> shapes = new ArrayList<>();
    List<ValType> needed = new ArrayList<>();
    for (Parameter parameter : definition.signature().parameters()) {
      Shape shape = shape(definition, parameter.type());
      shapes.add(shape);
      if (shape == Shape.BYTES) {
        needed.add(ValType.I32);
        needed.add(ValType.I32);
      } else {
        needed.add(shape.value());
      }
    }
    SqlType returns = definition.signature().returns();
    Shape result = shape(definition, returns);
    Exports.check(definition, module, function, new FunctionType(needed, List.of(result.value())));
    boolean nullable = definition.nullHandling() == NullHandling.CALLED_ON_NULL_INPUT;
    for (int i = 0; nullable && i < shapes.size(); i++) {
      if (shapes.get(i) != Shape.BYTES) {
        throw new GuestException(
            Kind.SIGNATURE_MISMATCH,
            definition.display()
                + " is declared CALLED ON NULL INPUT, but a "
                + definition.signature().parameters().get(i).type().sql()
                + " cannot be NULL under ROW_DIRECT. Declare it RETURNS NULL ON NULL INPUT, or use"
                + " ABI COLUMNAR.");
      }
    }
    long timeLimit =
        returns instanceof SqlType.Time time && time.precision() > 6
            ? 86_400_000_000_000L
            : 86_400_000_000L;
    return new RowDirectPlan(
        function,
        List.copyOf(shapes),
        result,
        nullable,
        timeLimit,
        GuestPlan.isStateless(module, function));
  }

  @Override
  public List<AppendedFunction> appended() {
    return List.of(LoopWriter.write(this));
  }

  private static Shape shape(FunctionDefinition definition, SqlType type) throws GuestException {
    Shape shape = Shape.of(type);
    if (shape == null) {
      String instead =
          type instanceof SqlType.Decimal
              ? "declare DOUBLE PRECISION or BIGINT"
              : type instanceof SqlType.Uuid ? "declare VARCHAR" : "pass the elements as text";
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          definition.display()
              + ": ROW_DIRECT does not take "
              + type.sql()
              + ". Use ABI COLUMNAR, or "
              + instead
              + ".");
    }
    return shape;
  }
}
