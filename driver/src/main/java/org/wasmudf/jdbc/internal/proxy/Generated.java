package org.wasmudf.jdbc.internal.proxy;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.ParameterUse;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.ValueExpr;

/** The text that the target runs for a plan, or describes it by, with its parameters. */
final class Generated {
  private Generated() {}

  static String sql(Route.Planned route) {
    StatementPlan plan = route.plan();
    if (plan instanceof StatementPlan.Folded folded) {
      return folded.sql();
    } else if (plan instanceof StatementPlan.Stream stream) {
      return stream.pushedSql();
    } else if (plan instanceof StatementPlan.Returning returning) {
      return returning.rows().pushedSql();
    } else if (plan instanceof StatementPlan.PushBack pushBack) {
      return pushBack.described();
    } else if (plan instanceof StatementPlan.Bridge bridge) {
      return bridge.sql();
    }
    return route.sql();
  }

  /** What each parameter of the text is bound to. */
  static List<Binding> bindings(Route.Planned route) {
    StatementPlan plan = route.plan();
    if (plan instanceof StatementPlan.Folded folded) {
      return folded.bindings();
    } else if (plan instanceof StatementPlan.Stream stream) {
      return stream.bindings();
    } else if (plan instanceof StatementPlan.Returning returning) {
      return returning.rows().bindings();
    } else if (plan instanceof StatementPlan.PushBack pushBack) {
      return pushBack.describedBindings();
    } else if (plan instanceof StatementPlan.Bridge bridge) {
      return bridge.bindings();
    }
    return ordinals(route).<Binding>mapToObj(Binding.UserParameter::new).toList();
  }

  /** Who knows the type of each parameter of the user's text. */
  static List<ParameterUse> parameters(Route.Planned route) {
    StatementPlan plan = route.plan();
    if (plan instanceof StatementPlan.Folded folded) {
      return folded.parameters();
    } else if (plan instanceof StatementPlan.Stream stream) {
      return stream.parameters();
    } else if (plan instanceof StatementPlan.Returning returning) {
      return returning.rows().parameters();
    } else if (plan instanceof StatementPlan.PushBack pushBack) {
      return pushBack.parameters();
    } else if (plan instanceof StatementPlan.Bridge bridge) {
      return bridge.parameters();
    }
    return ordinals(route).<ParameterUse>mapToObj(ParameterUse.Target::new).toList();
  }

  /** Whether the text is what runs, and gives the caller's own results. */
  static boolean runs(Route.Planned route) {
    return !(route.plan() instanceof StatementPlan.Stream)
        && !(route.plan() instanceof StatementPlan.Returning)
        && !(route.plan() instanceof StatementPlan.PushBack);
  }

  /**
   * Whether the target can run several entries of a batch at once: each has parameters of its own,
   * and the functions that it calls have one set of them.
   */
  static boolean takesBatches(Route.Planned route) {
    return runs(route)
        && !(route.plan() instanceof StatementPlan.Bridge bridge
            && bridge.functions().stream().anyMatch(function -> hasParameter(function.call())));
  }

  private static boolean hasParameter(ValueExpr value) {
    return value instanceof ValueExpr.Parameter
        || (value instanceof ValueExpr.Call call
            && call.arguments().stream().anyMatch(Generated::hasParameter));
  }

  /** The text that the target runs for batches of results, null where there is none. */
  static @Nullable String echo(Route.Planned route) {
    return route.plan() instanceof StatementPlan.Stream stream && stream.echo() != null
        ? stream.echo().sql()
        : null;
  }

  /** Whether functions are evaluated to bind the text's parameters. */
  static boolean folds(Route.Planned route) {
    return bindings(route).stream().anyMatch(binding -> binding instanceof Binding.FoldedCall);
  }

  private static IntStream ordinals(Route.Planned route) {
    return IntStream.rangeClosed(1, route.parameterCount());
  }
}
