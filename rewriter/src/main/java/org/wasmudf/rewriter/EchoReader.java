package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Modulo;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * Tells whether an expression over UDF results may be evaluated in another statement: row by row it
 * must give there what it gives in the user's, and read each result wherever the user's reads it.
 * What is not known to is not taken.
 */
final class EchoReader {
  private static final Set<Class<?>> ARITHMETIC =
      Set.of(Addition.class, Subtraction.class, Multiplication.class, Division.class, Modulo.class);

  private static final Set<Class<?>> COMPARISONS =
      Set.of(
          EqualsTo.class,
          NotEqualsTo.class,
          GreaterThan.class,
          GreaterThanEquals.class,
          MinorThan.class,
          MinorThanEquals.class);

  /** Functions of numbers, dates and conditions. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "ROUND",
          "FLOOR",
          "CEIL",
          "CEILING",
          "ABS",
          "SIGN",
          "TRUNC",
          "MOD",
          "POWER",
          "SQRT",
          "EXP",
          "LN",
          "COALESCE",
          "NULLIF",
          "GREATEST",
          "LEAST");

  /** Functions that need not evaluate all of their arguments, whatever these are. */
  private static final Set<String> LAZY = Set.of("COALESCE", "NULLIF", "GREATEST", "LEAST");

  private static final Set<String> TYPES =
      Set.of(
          "SMALLINT",
          "INT",
          "INTEGER",
          "BIGINT",
          "INT2",
          "INT4",
          "INT8",
          "NUMERIC",
          "DECIMAL",
          "DEC",
          "REAL",
          "FLOAT4",
          "FLOAT8",
          "DOUBLE",
          "DOUBLE PRECISION",
          "BOOLEAN",
          "BOOL",
          "DATE",
          "TIME",
          "TIMESTAMP");

  /** Their values are only printed; nothing compares them. */
  private static final Set<String> TEXT_TYPES =
      Set.of("VARCHAR", "TEXT", "CHARACTER VARYING", "CHAR VARYING");

  /** A moment of its own: PostgreSQL also takes {@code 'now'}. */
  private static final Pattern MOMENT = Pattern.compile("'[-0-9:. ]+'");

  private final Analysis analysis;
  private final ParsedStatement statement;
  private final Way.Question question;
  private final List<Use> uses = new ArrayList<>();
  private boolean compares;

  /**
   * A value that the expression reads.
   *
   * @param call null where it is a column
   * @param column null where it is a call
   */
  record Use(Span span, @Nullable UdfCall call, Operand.@Nullable Other column) {}

  /**
   * What an expression reads.
   *
   * @param uses in the order of the text
   * @param compares whether H2 prints the expression over columns in other words than over calls:
   *     it writes a constant as a column's type has it, and NOT as a comparison
   */
  record Reading(List<Use> uses, boolean compares) {}

  private EchoReader(Way.Question question) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
  }

  /**
   * What an expression reads.
   *
   * @return null where the expression may not be echoed
   */
  static @Nullable Reading read(Expression expression, Way.Question question) {
    EchoReader reader = new EchoReader(question);
    if (!reader.value(expression, true, false)) {
      return null;
    }
    reader.uses.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return new Reading(List.copyOf(reader.uses), reader.compares);
  }

  /**
   * @param top whether the value is the result, so that it may be a text
   * @param guarded whether the target need not evaluate it
   */
  private boolean value(Expression expression, boolean top, boolean guarded) {
    UdfCall call = analysis.reader().call(expression);
    if (call != null) {
      if (!question.isFolded(call)) {
        uses.add(new Use(call.whole(), call, null));
        return !guarded;
      }
      return true;
    }
    Expression inner = Expressions.inner(expression);
    if (inner != expression) {
      return value(inner, top, guarded);
    }
    if (expression instanceof Column column) {
      return column(column);
    } else if (expression instanceof LongValue
        || expression instanceof DoubleValue
        || expression instanceof BooleanValue
        || expression instanceof JdbcParameter) {
      return true;
    } else if (expression instanceof DateTimeLiteralExpression literal) {
      return literal.getValue() != null && MOMENT.matcher(literal.getValue()).matches();
    } else if (expression instanceof IntervalExpression interval) {
      return interval.getExpression() == null && interval.isUsingIntervalKeyword();
    } else if (expression instanceof SignedExpression signed) {
      return (signed.getSign() == '-' || signed.getSign() == '+')
          && value(signed.getExpression(), false, guarded);
    } else if (expression instanceof BinaryExpression binary) {
      return binary(binary, guarded);
    } else if (expression instanceof CastExpression cast) {
      return cast(cast, top, guarded);
    } else if (expression instanceof ExtractExpression extract) {
      return value(extract.getExpression(), false, guarded);
    } else if (expression instanceof Function function) {
      return function(function, guarded);
    } else if (expression instanceof CaseExpression branches) {
      return branches(branches, top, guarded);
    }
    return condition(expression, guarded);
  }

  private boolean condition(Expression expression, boolean guarded) {
    if (expression instanceof IsNullExpression test) {
      return value(test.getLeftExpression(), false, guarded);
    }
    compares = true;
    if (expression instanceof NotExpression not) {
      return value(not.getExpression(), false, guarded);
    } else if (expression instanceof Between between) {
      return value(between.getLeftExpression(), false, guarded)
          && value(between.getBetweenExpressionStart(), false, true)
          && value(between.getBetweenExpressionEnd(), false, true);
    }
    return false;
  }

  private boolean column(Column column) {
    Span span = statement.span(column);
    if (span == null) {
      return false;
    }
    boolean name = true;
    for (SqlToken token : statement.tokens(span)) {
      boolean word =
          token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
      if (name ? !word : !token.isSymbol(".")) {
        return false;
      }
      name = !name;
    }
    uses.add(new Use(span, null, new Operand.Other(span, column)));
    return !name;
  }

  private boolean binary(BinaryExpression binary, boolean guarded) {
    boolean connects = binary instanceof AndExpression || binary instanceof OrExpression;
    boolean comparison = COMPARISONS.contains(binary.getClass());
    if (!connects && !comparison && !ARITHMETIC.contains(binary.getClass())) {
      return false;
    }
    compares |= comparison;
    return value(binary.getLeftExpression(), false, guarded)
        && value(binary.getRightExpression(), false, guarded || connects);
  }

  private boolean cast(CastExpression cast, boolean top, boolean guarded) {
    boolean plain =
        (cast.keyword == null || cast.keyword.isEmpty() || cast.keyword.equalsIgnoreCase("CAST"))
            && cast.getFormat() == null
            && !cast.isImplicitCast()
            && cast.getColDataType() != null
            && cast.getColDataType().getArrayData().isEmpty()
            && cast.getColDataType().getCharacterSet() == null;
    if (!plain) {
      return false;
    }
    String type = cast.getColDataType().getDataType().toUpperCase(Locale.ROOT).strip();
    int bounds = type.indexOf('(');
    String name = (bounds < 0 ? type : type.substring(0, bounds)).strip();
    return (TYPES.contains(name) || (top && TEXT_TYPES.contains(name)))
        && value(cast.getLeftExpression(), false, guarded);
  }

  private boolean function(Function function, boolean guarded) {
    String name = function.getName().toUpperCase(Locale.ROOT);
    Span span = statement.span(function);
    boolean plain =
        FUNCTIONS.contains(name)
            && span != null
            && statement.tokens(span).size() > 1
            && statement.tokens(span).get(0).isWord(name)
            && statement.tokens(span).get(1).isSymbol("(")
            && function.getParameters() != null
            && function.getNamedParameters() == null
            && function.getChainedParameters() == null
            && function.getAttribute() == null
            && function.getKeep() == null
            && function.getExtraKeyword() == null
            && function.getNullHandling() == null
            && function.getOrderByElements() == null
            && function.getLimit() == null
            && function.getHavingClause() == null
            && !function.isDistinct()
            && !function.isUnique()
            && !function.isAllColumns()
            && !function.isEscaped();
    if (!plain) {
      return false;
    }
    // H2 does not evaluate an argument behind one that is NULL.
    boolean later = guarded;
    for (Expression argument : function.getParameters()) {
      if (!value(argument, false, later)) {
        return false;
      }
      boolean literal = argument instanceof LongValue || argument instanceof DoubleValue;
      later |= LAZY.contains(name) || !literal;
    }
    return true;
  }

  private boolean branches(CaseExpression branches, boolean top, boolean guarded) {
    boolean later = guarded;
    Expression subject = branches.getSwitchExpression();
    if (subject != null && !value(subject, false, guarded)) {
      return false;
    }
    for (WhenClause when : branches.getWhenClauses()) {
      if (!value(when.getWhenExpression(), false, later)
          || !branch(when.getThenExpression(), top)) {
        return false;
      }
      later = true;
    }
    return branches.getElseExpression() == null || branch(branches.getElseExpression(), top);
  }

  private boolean branch(Expression expression, boolean top) {
    return expression instanceof NullValue
        || (top && expression instanceof StringValue text && text.getPrefix() == null)
        || value(expression, top, true);
  }
}
