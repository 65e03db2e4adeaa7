package org.wasmudf.rewriter;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Alias;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;

/** The label of a call in the SELECT list, as the target would give it. */
final class Labels {
  private final Analysis analysis;

  /** The target's own print of expressions, for dialects that label by print. */
  private final Map<Span, String> printed;

  Labels(Analysis analysis, Map<Span, String> printed) {
    this.analysis = analysis;
    this.printed = printed;
  }

  /** The label of an alias. */
  static String of(Alias alias, Dialect dialect) {
    String written = alias.getName();
    String bare = Analyzer.bare(written);
    return bare.equals(written) ? dialect.identifierCase().fold(written) : bare;
  }

  /** The label of a call without an alias. */
  String of(UdfCall call) {
    return switch (analysis.dialect().unaliasedLabel()) {
      case PRINTED -> print(call);
      case FUNCTION_NAME -> call.tolerant() ? "try" : name(call, false);
      case SOURCE_TEXT -> call.whole().of(analysis.statement().sql());
    };
  }

  private String print(UdfCall call) {
    String text =
        call.arguments().stream()
            .map(this::print)
            .collect(Collectors.joining(", ", name(call, true) + "(", ")"));
    return call.tolerant() ? "TRY(" + text + ")" : text;
  }

  private String print(Operand operand) {
    String text = operand.span().of(analysis.statement().sql());
    if (operand instanceof Operand.Result result) {
      return print(result.call());
    }
    if (operand instanceof Operand.Parameter parameter) {
      return parameter.castTo() == null
          ? "?" + parameter.ordinal()
          : "CAST(?" + parameter.ordinal() + " AS " + parameter.castTo().sql() + ")";
    }
    if (operand instanceof Operand.Literal literal) {
      return print(literal.value(), text);
    }
    return printed.getOrDefault(operand.span(), text);
  }

  private static String print(ValueExpr.Constant constant, String text) {
    Object value = constant.value();
    if (value == null || value instanceof Boolean) {
      boolean keyword = text.indexOf('(') < 0;
      return keyword ? text.toUpperCase(Locale.ROOT) : text;
    }
    return value instanceof Number ? value.toString() : text;
  }

  private String name(UdfCall call, boolean qualified) {
    Dialect dialect = analysis.dialect();
    return call.function().getMultipartName().stream()
        .skip(qualified ? 0 : call.function().getMultipartName().size() - 1L)
        .map(
            part -> {
              String bare = Analyzer.bare(part);
              return bare.equals(part) ? dialect.identifierCase().fold(part) : bare;
            })
        .collect(Collectors.joining("."));
  }
}
