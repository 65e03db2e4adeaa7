package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.ParameterUse;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.ValueExpr;

/** Collects who knows about each parameter of the user's text. */
final class ParameterUses {
  private final @Nullable ParameterUse[] uses;

  ParameterUses(int count) {
    uses = new @Nullable ParameterUse[count];
  }

  ParameterUses add(List<Binding> bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      Binding binding = bindings.get(i);
      if (binding instanceof Binding.UserParameter parameter) {
        uses[parameter.ordinal() - 1] = new ParameterUse.Target(i + 1);
      } else if (binding instanceof Binding.FoldedCall folded) {
        add(folded.call());
      }
    }
    return this;
  }

  ParameterUses add(Echo echo) {
    for (int i = 0; i < echo.bindings().size(); i++) {
      Binding binding = echo.bindings().get(i);
      if (binding instanceof Binding.UserParameter parameter) {
        uses[parameter.ordinal() - 1] = new ParameterUse.Echoed(i + 1);
      } else if (binding instanceof Binding.FoldedCall folded) {
        add(folded.call());
      }
    }
    echo.inputs().forEach(input -> add(input.value()));
    return this;
  }

  ParameterUses add(@Nullable ValueExpr value) {
    if (value instanceof ValueExpr.Parameter parameter) {
      uses[parameter.ordinal() - 1] = new ParameterUse.Client(parameter.type());
    } else if (value instanceof ValueExpr.Call call) {
      call.arguments().forEach(this::add);
    }
    return this;
  }

  ParameterUses add(Predicate predicate) {
    if (predicate instanceof Predicate.Compare compare) {
      add(compare.left());
      add(compare.right());
    } else if (predicate instanceof Predicate.Truth truth) {
      add(truth.value());
    } else if (predicate instanceof Predicate.IsNull isNull) {
      add(isNull.value());
    } else if (predicate instanceof Predicate.IsUnknown unknown) {
      add(unknown.operand());
    } else if (predicate instanceof Predicate.Not not) {
      add(not.operand());
    } else if (predicate instanceof Predicate.And and) {
      and.operands().forEach(this::add);
    } else if (predicate instanceof Predicate.Or or) {
      or.operands().forEach(this::add);
    }
    return this;
  }

  List<ParameterUse> list() {
    List<ParameterUse> list = new ArrayList<>();
    for (ParameterUse use : uses) {
      if (use == null) {
        throw new IllegalStateException(
            "parameter " + (list.size() + 1) + " of the statement has no use in its plan");
      }
      list.add(use);
    }
    return list;
  }
}
