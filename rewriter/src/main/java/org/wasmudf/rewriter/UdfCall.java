package org.wasmudf.rewriter;

import java.util.List;
import net.sf.jsqlparser.expression.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.store.FunctionDefinition;

/** One call of a registered function in a statement; has an identity, as the tree's nodes do. */
final class UdfCall {
  private final Function function;
  private final Span span;
  private final Span whole;
  private final boolean tolerant;
  private final List<FunctionDefinition> candidates;
  private final Place place;
  private List<Operand> arguments = List.of();
  private @Nullable UdfCall argumentOf;

  /**
   * Where a call stands.
   *
   * @param clause as messages name it: {@code the SELECT list}, {@code ORDER BY}
   * @param subquery whether that clause belongs to a query within the statement
   * @param guarded under CASE, COALESCE, AND, OR and the like, where it might never be evaluated
   */
  record Place(String clause, boolean subquery, boolean guarded) {}

  /**
   * @param span from the name to the closing parenthesis
   * @param whole with TRY around it, where it is there
   */
  UdfCall(
      Function function, Span span, Span whole, List<FunctionDefinition> candidates, Place place) {
    this.function = function;
    this.span = span;
    this.whole = whole;
    this.tolerant = !whole.equals(span);
    this.candidates = List.copyOf(candidates);
    this.place = place;
  }

  Function function() {
    return function;
  }

  Span span() {
    return span;
  }

  Span whole() {
    return whole;
  }

  boolean tolerant() {
    return tolerant;
  }

  List<FunctionDefinition> candidates() {
    return candidates;
  }

  Place place() {
    return place;
  }

  List<Operand> arguments() {
    return arguments;
  }

  /** The call that this one is directly an argument of, or null. */
  @Nullable UdfCall argumentOf() {
    return argumentOf;
  }

  void arguments(List<Operand> operands) {
    arguments = List.copyOf(operands);
    for (Operand operand : operands) {
      if (operand instanceof Operand.Result result) {
        result.call().argumentOf = this;
      }
    }
  }
}
