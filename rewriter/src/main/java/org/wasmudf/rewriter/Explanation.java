package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapColumns;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;

/** Prints a plan as the rows of EXPLAIN WASM. Runs no guest and reads no row. */
public final class Explanation {
  private static final String TARGET = "target";
  private static final String CLIENT = "client";

  /** How many steps a map of a push-back plan has: collection, evaluation, upload. */
  public static final int STEPS_OF_MAP = 3;

  private final List<ExplainRow> rows = new ArrayList<>();
  private final String way;
  private List<TargetColumn> columns = List.of();

  private Explanation(String way) {
    this.way = way;
  }

  /**
   * The steps of a plan.
   *
   * @param sql the user's text without EXPLAIN WASM
   * @param dialect that the plan was made for
   */
  public static List<ExplainRow> of(StatementPlan plan, String sql, Dialect dialect) {
    if (plan instanceof StatementPlan.Folded folded) {
      return new Explanation("fold").folded(folded);
    }
    if (plan instanceof StatementPlan.Stream stream) {
      return new Explanation("stream").stream(stream);
    }
    if (plan instanceof StatementPlan.Returning returning) {
      return new Explanation("stream").stream(returning.rows());
    }
    if (plan instanceof StatementPlan.Bridge bridge) {
      return new Explanation("bridge").bridge(bridge);
    }
    if (plan instanceof StatementPlan.PushBack pushBack) {
      return new Explanation("push-back").pushBack(pushBack, Lookups.of(dialect).orElseThrow());
    }
    Explanation explanation = new Explanation("pass-through");
    explanation.add(TARGET, sql, plan.reason(), null);
    return explanation.rows;
  }

  private void add(String place, String sql, String reason, @Nullable Long estimate) {
    rows.add(new ExplainRow(rows.size() + 1, way, place, sql, reason, estimate));
  }

  private List<ExplainRow> folded(StatementPlan.Folded plan) {
    foldedCalls(plan.bindings());
    add(TARGET, plan.sql(), plan.reason(), null);
    return rows;
  }

  private void foldedCalls(List<Binding> bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.get(i) instanceof Binding.FoldedCall folded) {
        add(CLIENT, print(folded.call()), "evaluated once, bound as parameter " + (i + 1), 1L);
      }
    }
  }

  private List<ExplainRow> bridge(StatementPlan.Bridge plan) {
    foldedCalls(plan.bindings());
    add(TARGET, plan.sql(), plan.reason(), null);
    for (StatementPlan.Bridge.Function function : plan.functions()) {
      add(
          CLIENT,
          function.text(),
          function.deterministic()
              ? "called by the target where it needs a value, once for equal arguments at a time"
              : "called by the target for every row that it needs a value of",
          null);
    }
    return rows;
  }

  private List<ExplainRow> stream(StatementPlan.Stream plan) {
    columns = plan.pushedColumns();
    foldedCalls(plan.bindings());
    add(TARGET, plan.pushedSql(), plan.reason(), null);
    for (Predicate filter : plan.filters()) {
      add(CLIENT, print(filter), "filters batches of the target's rows", null);
    }
    if (plan.offset() != null) {
      add(CLIENT, "OFFSET " + print(plan.offset()), "counts the rows that pass the filters", null);
    }
    if (plan.limit() != null) {
      Long estimate =
          plan.limit() instanceof ValueExpr.Constant constant
                  && constant.value() instanceof Long count
              ? count
              : null;
      add(
          CLIENT,
          "LIMIT " + print(plan.limit()),
          "counts the rows that pass the filters",
          estimate);
    }
    Echo echo = plan.echo();
    Stream<ValueExpr> outputs = plan.outputs().stream().map(OutputColumn::value);
    Stream<ValueExpr> inputs =
        echo == null ? Stream.of() : echo.inputs().stream().map(Echo.Input::value);
    String calls =
        Stream.concat(outputs, inputs)
            .filter(ValueExpr.Call.class::isInstance)
            .map(this::print)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!calls.isEmpty()) {
      add(CLIENT, calls, "evaluates batches of the rows that are left", null);
    }
    if (echo != null) {
      foldedCalls(echo.bindings());
      add(
          TARGET,
          echo.sql(),
          "echo: evaluates the expressions over the functions' results, batch by batch",
          null);
    }
    return rows;
  }

  /** For each map three steps, see {@link #STEPS_OF_MAP}; then the statement. */
  private List<ExplainRow> pushBack(StatementPlan.PushBack plan, Lookups lookups) {
    List<MapForm> forms = new ArrayList<>();
    for (int i = 0; i < plan.maps().size(); i++) {
      ResultMap map = plan.maps().get(i);
      String collection = lookups.render(map.collection(), plan.maps(), forms).sql();
      String superset = lookups.render(map.superset(), plan.maps(), forms).sql();
      add(
          TARGET,
          collection,
          "collects the arguments of "
              + map.text()
              + (superset.equals(collection)
                  ? ""
                  : "; where the target asks for more: " + superset),
          null);
      add(CLIENT, map.text(), "evaluates each combination of arguments once", null);
      String name = "wasmudf_map" + (i + 1);
      String columns =
          MapColumns.of(map).stream()
              .map(column -> column.name() + " " + column.type())
              .collect(Collectors.joining(", ", name + " (", ")"));
      add(TARGET, columns, "keeps the results until the statement has run", null);
      forms.add(new MapForm.Table(name));
    }
    foldedCalls(lookups.render(plan.statement(), plan.maps(), forms).bindings());
    add(TARGET, lookups.render(plan.statement(), plan.maps(), forms).sql(), plan.reason(), null);
    return rows;
  }

  private String print(Predicate predicate) {
    if (predicate instanceof Predicate.Compare compare) {
      return print(compare.left())
          + " "
          + symbol(compare.operator())
          + " "
          + print(compare.right());
    }
    if (predicate instanceof Predicate.Truth truth) {
      return print(truth.value());
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return print(isNull.value()) + " IS NULL";
    }
    if (predicate instanceof Predicate.IsUnknown unknown) {
      return "(" + print(unknown.operand()) + ") IS UNKNOWN";
    }
    if (predicate instanceof Predicate.Not not) {
      return "NOT (" + print(not.operand()) + ")";
    }
    if (predicate instanceof Predicate.And and) {
      return join(and.operands(), " AND ");
    }
    return join(((Predicate.Or) predicate).operands(), " OR ");
  }

  private String join(List<Predicate> operands, String connective) {
    return operands.stream()
        .map(
            operand ->
                operand instanceof Predicate.And || operand instanceof Predicate.Or
                    ? "(" + print(operand) + ")"
                    : print(operand))
        .collect(Collectors.joining(connective));
  }

  private static String symbol(Predicate.Operator operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  private String print(ValueExpr value) {
    if (value instanceof ValueExpr.Pushed pushed) {
      return columns.get(pushed.index()).label();
    }
    if (value instanceof ValueExpr.Parameter parameter) {
      return "?" + parameter.ordinal();
    }
    if (value instanceof ValueExpr.Constant constant) {
      return constant.sql();
    }
    ValueExpr.Call call = (ValueExpr.Call) value;
    String text =
        call.arguments().stream()
            .map(this::print)
            .collect(Collectors.joining(", ", call.function().name() + "(", ")"));
    return call.tolerant() ? "TRY(" + text + ")" : text;
  }
}
