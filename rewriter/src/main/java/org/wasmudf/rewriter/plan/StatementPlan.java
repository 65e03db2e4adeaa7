package org.wasmudf.rewriter.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way that one statement takes, with the reason for it. */
public sealed interface StatementPlan {

  /** Why this way was chosen, for EXPLAIN WASM. */
  String reason();

  /** The target runs the user's own text. */
  record PassThrough(String reason) implements StatementPlan {}

  /**
   * Every UDF call has constant arguments: each is evaluated once and bound, and the target runs
   * the rest.
   *
   * @param sql the user's text with each call replaced by {@code CAST(? AS T)}
   * @param bindings what each {@code ?} of {@code sql} is bound to, in order
   * @param parameters who knows about each {@code ?} of the user's text, in order
   */
  record Folded(String sql, List<Binding> bindings, List<ParameterUse> parameters, String reason)
      implements StatementPlan {
    public Folded {
      bindings = List.copyOf(bindings);
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Nothing but UDF evaluation is left above the pushed query.
   *
   * @param pushedSql what the target runs; its columns are what {@link ValueExpr.Pushed} names
   * @param bindings what each {@code ?} of {@code pushedSql} is bound to, in order
   * @param pushedColumns the pushed query's columns, in order, as the target described them
   * @param filters conjuncts over UDF results, in the order of the text; a row stays where all are
   *     TRUE, and the rest is not evaluated for a row where one is not
   * @param outputs the columns that the caller sees, in order
   * @param limit rows to return after the filters, a Constant of Long or a Parameter; null where
   *     the target limits by itself. A parameter that is negative or NULL is 2201W
   * @param offset rows to skip after the filters, likewise (2201X)
   * @param parameters who knows about each {@code ?} of the user's text, in order
   * @param echo what the target computes of the functions' results, null for nothing
   */
  record Stream(
      String pushedSql,
      List<Binding> bindings,
      List<TargetColumn> pushedColumns,
      List<Predicate> filters,
      List<OutputColumn> outputs,
      @Nullable ValueExpr limit,
      @Nullable ValueExpr offset,
      List<ParameterUse> parameters,
      @Nullable Echo echo,
      String reason)
      implements StatementPlan {
    public Stream {
      bindings = List.copyOf(bindings);
      pushedColumns = List.copyOf(pushedColumns);
      filters = List.copyOf(filters);
      outputs = List.copyOf(outputs);
      parameters = List.copyOf(parameters);
    }

    /** Without an echo. */
    public Stream(
        String pushedSql,
        List<Binding> bindings,
        List<TargetColumn> pushedColumns,
        List<Predicate> filters,
        List<OutputColumn> outputs,
        @Nullable ValueExpr limit,
        @Nullable ValueExpr offset,
        List<ParameterUse> parameters,
        String reason) {
      this(
          pushedSql,
          bindings,
          pushedColumns,
          filters,
          outputs,
          limit,
          offset,
          parameters,
          null,
          reason);
    }
  }

  /**
   * The functions are evaluated on the distinct combinations of their arguments, the results go to
   * the target as maps, and the target runs the user's own text with each call replaced by a
   * lookup.
   *
   * @param maps in the order in which they are made; each may look up earlier ones
   * @param statement the user's text
   * @param fenced the same, beside the supersets: the target evaluates derived tables before the
   *     calls over their columns
   * @param query whether it returns rows
   * @param parameters who knows about each {@code ?} of the user's text, in order; those of the
   *     target are numbered in {@code described}
   * @param described the statement over maps without rows, for metadata before execution
   * @param describedBindings what each {@code ?} of {@code described} is bound to, in order
   */
  record PushBack(
      List<ResultMap> maps,
      Template statement,
      Template fenced,
      boolean query,
      List<ParameterUse> parameters,
      String described,
      List<Binding> describedBindings,
      String reason)
      implements StatementPlan {
    public PushBack {
      maps = List.copyOf(maps);
      parameters = List.copyOf(parameters);
      describedBindings = List.copyOf(describedBindings);
    }
  }

  /**
   * The target writes, and nothing but UDF evaluation is left above the rows that it returns.
   *
   * @param rows whose pushed query is the statement that writes. All of them are evaluated before
   *     the caller has one, so that a function that fails undoes the statement
   */
  record Returning(Stream rows) implements StatementPlan {
    @Override
    public String reason() {
      return rows.reason();
    }
  }

  /**
   * The target runs the user's own text and calls the functions itself, each registered with its
   * connection for as long as the statement lives.
   *
   * @param sql the user's text with each call under a name of ours
   * @param names where in {@code sql} these names stand, in order
   * @param bindings what each {@code ?} of {@code sql} is bound to, in order
   * @param functions what the target calls; {@link Name#function} counts them from 0
   * @param parameters who knows about each {@code ?} of the user's text, in order
   */
  record Bridge(
      String sql,
      List<Name> names,
      List<Binding> bindings,
      List<Function> functions,
      List<ParameterUse> parameters,
      String reason)
      implements StatementPlan {
    public Bridge {
      names = List.copyOf(names);
      bindings = List.copyOf(bindings);
      functions = List.copyOf(functions);
      parameters = List.copyOf(parameters);
    }

    /** The name of a function at one place of the text. */
    public record Name(int start, int end, int function) {}

    /**
     * One function that the target calls: a call of the user's with those within its arguments.
     *
     * @param call whose {@link ValueExpr.Pushed} are the arguments that the target gives
     * @param arguments how many these are
     * @param deterministic whether the target may call it once for equal arguments
     * @param text the first call of it, as written
     */
    public record Function(
        ValueExpr.Call call, int arguments, boolean deterministic, String text) {}

    /**
     * The text with the names that the functions are registered under.
     *
     * @param registered one name per function
     */
    public String sql(List<String> registered) {
      StringBuilder text = new StringBuilder(sql);
      for (int i = names.size() - 1; i >= 0; i--) {
        Name name = names.get(i);
        text.replace(name.start(), name.end(), registered.get(name.function()));
      }
      return text.toString();
    }
  }
}
