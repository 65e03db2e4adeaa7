package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.SqlType;

/** Chooses the overload of a call by its argument types, never by a bound value. */
final class Overloads {
  private Overloads() {}

  private record Fit(FunctionDefinition function, List<Integer> distances) {
    boolean beats(Fit other) {
      boolean better = false;
      for (int i = 0; i < distances.size(); i++) {
        int difference = other.distances.get(i) - distances.get(i);
        if (difference < 0) {
          return false;
        }
        better |= difference > 0;
      }
      return better;
    }
  }

  /**
   * @param types of the arguments, in order
   * @throws RefusedException 42883 where none fits, 42725 where several fit equally well
   */
  static FunctionDefinition resolve(UdfCall call, List<ValueType> types, ParsedStatement statement)
      throws RefusedException {
    List<Fit> fits = new ArrayList<>();
    for (FunctionDefinition candidate : call.candidates()) {
      List<SqlType> declared = candidate.signature().types();
      List<Integer> distances = new ArrayList<>();
      for (int i = 0; i < types.size() && declared.size() == types.size(); i++) {
        OptionalInt distance = Conversions.distance(types.get(i), declared.get(i));
        distance.ifPresent(distances::add);
      }
      if (declared.size() == types.size() && distances.size() == types.size()) {
        fits.add(new Fit(candidate, distances));
      }
    }
    if (fits.isEmpty()) {
      throw undefined(call, types, statement);
    }
    FunctionDefinition chosen = best(fits, types, call, statement);
    if (chosen.kind() != FunctionKind.SCALAR) {
      throw new RefusedException(
          new Refusal(
              Refusal.NOT_PLANNED,
              call.span().of(statement.sql()),
              statement.position(call.span().start()),
              chosen.display()
                  + " is registered as "
                  + chosen.kind()
                  + " FUNCTION, and only scalar"
                  + " functions run in queries",
              "Register a scalar function for what it does with one row."));
    }
    return chosen;
  }

  private static FunctionDefinition best(
      List<Fit> fits, List<ValueType> types, UdfCall call, ParsedStatement statement)
      throws RefusedException {
    for (int i = 0; i < types.size(); i++) {
      int argument = i;
      long choices =
          fits.stream()
              .map(fit -> fit.function().signature().types().get(argument))
              .distinct()
              .count();
      if (types.get(i) instanceof ValueType.Untyped untyped && choices > 1) {
        throw ambiguous(
            call,
            fits,
            "argument " + (i + 1) + " is " + untyped.display() + ", which fits several overloads",
            "Write CAST(" + untyped.display() + " AS type) with the type that is meant.",
            statement);
      }
    }
    for (Fit fit : fits) {
      if (fits.stream().allMatch(other -> other.equals(fit) || fit.beats(other))) {
        return fit.function();
      }
    }
    throw ambiguous(
        call,
        fits,
        "the arguments " + display(types) + " fit several overloads equally well",
        "Write CAST(... AS type) around an argument.",
        statement);
  }

  private static RefusedException undefined(
      UdfCall call, List<ValueType> types, ParsedStatement statement) {
    List<FunctionDefinition> candidates = call.candidates();
    boolean count =
        candidates.stream().noneMatch(f -> f.signature().parameters().size() == types.size());
    String name = candidates.get(0).name();
    String reason =
        count
            ? "no overload of " + name + " takes " + plural(types.size())
            : "no overload of " + name + " takes " + display(types);
    return new RefusedException(
        new Refusal(
            Refusal.UNDEFINED_FUNCTION,
            call.span().of(statement.sql()),
            statement.position(call.span().start()),
            reason + " (registered: " + names(candidates) + ")",
            count
                ? "Give as many arguments as one of them has."
                : "Write CAST(... AS type) around the argument that does not fit."));
  }

  private static RefusedException ambiguous(
      UdfCall call, List<Fit> fits, String reason, String remedy, ParsedStatement statement) {
    return new RefusedException(
        new Refusal(
            Refusal.AMBIGUOUS_FUNCTION,
            call.span().of(statement.sql()),
            statement.position(call.span().start()),
            reason + " (" + names(fits.stream().map(Fit::function).toList()) + ")",
            remedy));
  }

  private static String plural(int count) {
    return count == 0 ? "no argument" : count == 1 ? "1 argument" : count + " arguments";
  }

  private static String display(List<ValueType> types) {
    return types.stream().map(ValueType::display).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String names(List<FunctionDefinition> functions) {
    return functions.stream().map(FunctionDefinition::display).collect(Collectors.joining(", "));
  }
}
