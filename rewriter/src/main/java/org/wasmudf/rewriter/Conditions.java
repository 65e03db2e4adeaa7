package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.IsUnknownExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.Expressions.Placed;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.Predicate.Comparison;
import org.wasmudf.rewriter.plan.Predicate.Operator;
import org.wasmudf.store.SqlType;

/**
 * Reads conditions over UDF results: what is left of WHERE when the target's own conjuncts are
 * pushed. It is one class because each form of SQL's conditions is a few lines over the same state.
 */
final class Conditions {
  private static final Set<String> COMPARING =
      Set.of("=", "==", "<>", "!=", "^=", "<", "<=", ">", ">=");

  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final PushedColumns columns;
  private final CallClaims claims;

  Conditions(Way.Question question, PushedColumns columns, CallClaims claims) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.columns = columns;
    this.claims = claims;
  }

  /** The conjuncts of a condition, in the order of the text. */
  List<Placed> conjuncts(Expression expression, Span span) throws RefusedException {
    Placed inner = Expressions.unwrap(expression, span, statement);
    if (!(inner.expression() instanceof AndExpression)) {
      return List.of(new Placed(expression, span));
    }
    List<Placed> conjuncts = new ArrayList<>();
    for (Placed operand : connected(inner, AndExpression.class, "AND")) {
      conjuncts.addAll(conjuncts(operand.expression(), operand.span()));
    }
    return conjuncts;
  }

  /** Whether a stretch of the text has a call that needs rows. */
  boolean needsRows(Span span) {
    return analysis.within(span).stream().anyMatch(call -> !question.isFolded(call));
  }

  /**
   * A condition with UDF calls.
   *
   * @param guarded whether something of the user's text is evaluated before it, so that nothing of
   *     it may fail for rows that do not get here
   */
  Pending read(Placed condition, boolean guarded) throws RefusedException {
    Placed placed = Expressions.unwrap(condition.expression(), condition.span(), statement);
    Expression expression = placed.expression();
    Span span = placed.span();
    if (!needsRows(span)) {
      return truthOfTarget(placed);
    }
    if (expression instanceof AndExpression) {
      List<Pending> operands = all(connected(placed, AndExpression.class, "AND"), guarded);
      return (calls, comparisons) -> new Predicate.And(finish(operands, calls, comparisons));
    }
    if (expression instanceof OrExpression) {
      List<Pending> operands = all(connected(placed, OrExpression.class, "OR"), guarded);
      return (calls, comparisons) -> new Predicate.Or(finish(operands, calls, comparisons));
    }
    if (expression instanceof NotExpression not) {
      Span inner = behindFirstToken(span);
      Pending operand = read(new Placed(not.getExpression(), inner), guarded);
      return (calls, comparisons) -> new Predicate.Not(operand.finish(calls, comparisons));
    }
    if (expression instanceof ComparisonOperator comparison) {
      return comparison(comparison, span, guarded);
    }
    if (expression instanceof Between between) {
      return between(between, span, guarded);
    }
    if (expression instanceof InExpression in) {
      return in(in, span, guarded);
    }
    if (expression instanceof IsNullExpression isNull) {
      Operand operand = operand(isNull.getLeftExpression(), beforeWord(span, IS, false), guarded);
      return (calls, comparisons) ->
          negated(
              isNull.isNot() || isNull.isUseNotNull(),
              new Predicate.IsNull(calls.value(operand).expression()));
    }
    if (expression instanceof IsUnknownExpression unknown) {
      Pending operand =
          read(new Placed(unknown.getLeftExpression(), beforeWord(span, IS, false)), guarded);
      return (calls, comparisons) ->
          negated(unknown.isNot(), isUnknown(operand.finish(calls, comparisons)));
    }
    if (expression instanceof IsBooleanExpression is) {
      Pending operand =
          read(new Placed(is.getLeftExpression(), beforeWord(span, IS, false)), guarded);
      return (calls, comparisons) -> {
        Predicate tested = operand.finish(calls, comparisons);
        Predicate value = is.isTrue() ? tested : new Predicate.Not(tested);
        return negated(
            is.isNot(), new Predicate.And(List.of(new Predicate.Not(isUnknown(tested)), value)));
      };
    }
    if (expression instanceof IsDistinctExpression distinct) {
      return distinct(distinct, span, guarded);
    }
    return truthOfCall(placed, guarded);
  }

  private static final Set<String> IS = Set.of("IS", "ISNULL", "NOTNULL");

  private List<Pending> all(List<Placed> operands, boolean guarded) throws RefusedException {
    List<Pending> pending = new ArrayList<>();
    for (Placed operand : operands) {
      pending.add(read(operand, guarded || !pending.isEmpty()));
    }
    return pending;
  }

  private static List<Predicate> finish(List<Pending> pending, Calls calls, Comparisons comparisons)
      throws RefusedException, SQLException {
    List<Predicate> predicates = new ArrayList<>();
    for (Pending operand : pending) {
      predicates.add(operand.finish(calls, comparisons));
    }
    return predicates;
  }

  private static Predicate negated(boolean not, Predicate predicate) {
    return not ? new Predicate.Not(predicate) : predicate;
  }

  /** UNKNOWN is the one value of a condition that is neither TRUE nor FALSE. */
  private static Predicate isUnknown(Predicate tested) {
    if (tested instanceof Predicate.Truth truth) {
      return new Predicate.IsNull(truth.value());
    }
    return new Predicate.IsUnknown(tested);
  }

  /** A part without UDF calls: the target decides it, as a column of the pushed query. */
  private Pending truthOfTarget(Placed placed) throws RefusedException {
    refuseRaising(placed.span());
    Operand.Other other = new Operand.Other(placed.span(), placed.expression());
    columns.addCondition(other);
    return (calls, comparisons) -> {
      Calls.Value value = calls.value(other);
      boolean condition =
          value.type() instanceof ValueType.Typed typed
              && (typed.type() instanceof SqlType.Bool
                  || (analysis.dialect().numbersAreConditions()
                      && Comparisons.isNumber(typed.type())));
      if (!condition) {
        throw new RefusedException(
            analysis.refuse(
                placed.span(),
                "it is " + value.type().display() + ", and a condition is BOOLEAN",
                "Compare it with a value."));
      }
      return new Predicate.Truth(value.expression());
    };
  }

  private Pending truthOfCall(Placed placed, boolean guarded) throws RefusedException {
    Operand operand = analysis.reader().read(placed.expression(), placed.span());
    if (!(operand instanceof Operand.Result result)) {
      for (UdfCall call : analysis.within(placed.span())) {
        if (call.place().subquery() && !question.isFolded(call)) {
          throw new RefusedException(Refusals.place(analysis, call));
        }
      }
      throw new RefusedException(
          analysis.refuse(
              placed.span(),
              "this form of condition over a WASM function is not evaluated in the client",
              "Use =, <>, <, <=, >, >=, BETWEEN, IN, IS NULL, or a function that returns"
                  + " BOOLEAN."));
    }
    claim(result, guarded);
    return (calls, comparisons) -> {
      Calls.Value value = calls.value(operand);
      boolean bool =
          value.type() instanceof ValueType.Typed typed && typed.type() instanceof SqlType.Bool;
      if (!bool) {
        throw new RefusedException(
            analysis.refuse(
                placed.span(),
                "it returns " + value.type().display() + ", and a condition is BOOLEAN",
                "Compare it with a value."));
      }
      return new Predicate.Truth(value.expression());
    };
  }

  private Pending comparison(ComparisonOperator comparison, Span span, boolean guarded)
      throws RefusedException {
    Operator operator = operator(comparison);
    List<Span> sides =
        Expressions.split(
            span,
            token -> token.kind() == SqlToken.Kind.SYMBOL && COMPARING.contains(token.text()),
            statement);
    if (operator == null
        || sides.size() != 2
        || comparison.getOldOracleJoinSyntax() != 0
        || comparison.getOraclePriorPosition() != 0) {
      throw form(span);
    }
    Operand left = operand(comparison.getLeftExpression(), sides.get(0), guarded);
    Operand right = operand(comparison.getRightExpression(), sides.get(1), guarded);
    return (calls, comparisons) -> compare(operator, left, right, span, calls, comparisons);
  }

  private static @Nullable Operator operator(BinaryExpression comparison) {
    Class<?> form = comparison.getClass();
    if (form == EqualsTo.class) {
      return Operator.EQUAL;
    }
    if (form == NotEqualsTo.class) {
      return Operator.NOT_EQUAL;
    }
    if (form == MinorThan.class) {
      return Operator.LESS;
    }
    if (form == MinorThanEquals.class) {
      return Operator.LESS_OR_EQUAL;
    }
    if (form == GreaterThan.class) {
      return Operator.GREATER;
    }
    return form == GreaterThanEquals.class ? Operator.GREATER_OR_EQUAL : null;
  }

  private Predicate.Compare compare(
      Operator operator,
      Operand left,
      Operand right,
      Span span,
      Calls calls,
      Comparisons comparisons)
      throws RefusedException, SQLException {
    Comparisons.Answer answer = comparisons.decide(calls.value(left), calls.value(right), operator);
    Comparisons.Decision decision = answer.decision();
    if (decision == null) {
      Comparisons.Undecided why = answer.undecided();
      throw new RefusedException(
          analysis.refuse(span, why == null ? "" : why.reason(), why == null ? "" : why.remedy()));
    }
    return new Predicate.Compare(
        operator, decision.left(), decision.right(), decision.comparison());
  }

  private Pending between(Between between, Span span, boolean guarded) throws RefusedException {
    List<Span> parts = splitBetween(span);
    if (parts.size() != 3 || between.isUsingSymmetric() || between.isUsingAsymmetric()) {
      throw form(span);
    }
    Operand value = operand(between.getLeftExpression(), parts.get(0), guarded);
    Operand low = operand(between.getBetweenExpressionStart(), parts.get(1), guarded);
    Operand high = operand(between.getBetweenExpressionEnd(), parts.get(2), guarded);
    return (calls, comparisons) ->
        negated(
            between.isNot(),
            new Predicate.And(
                List.of(
                    compare(Operator.GREATER_OR_EQUAL, value, low, span, calls, comparisons),
                    compare(Operator.LESS_OR_EQUAL, value, high, span, calls, comparisons))));
  }

  /** {@code value [NOT] BETWEEN low AND high}. */
  private List<Span> splitBetween(Span span) {
    List<Span> parts = new ArrayList<>();
    int depth = 0;
    int start = -1;
    int end = -1;
    for (SqlToken token : statement.tokens(span)) {
      boolean not = parts.isEmpty() && token.isWord("NOT") && start >= 0;
      boolean cut =
          depth == 0
              && (not || token.isWord("BETWEEN") || (!parts.isEmpty() && token.isWord("AND")));
      if (cut) {
        if (start >= 0) {
          parts.add(new Span(start, end));
          start = -1;
        }
        continue;
      }
      depth += Expressions.step(token);
      start = start < 0 ? token.start() : start;
      end = token.end();
    }
    if (start >= 0) {
      parts.add(new Span(start, end));
    }
    return parts;
  }

  private Pending in(InExpression in, Span span, boolean guarded) throws RefusedException {
    if (!(in.getRightExpression() instanceof ParenthesedExpressionList<?> list)
        || in.isGlobal()
        || in.getOldOracleJoinSyntax() != 0) {
      throw new RefusedException(
          analysis.refuse(
              span,
              "IN over a WASM function takes a list of values only",
              "Write the values in parentheses, or join with the subquery's table."));
    }
    Span left = beforeWord(span, Set.of("IN", "NOT"), true);
    List<SqlToken> tokens = statement.tokens(span);
    int open = tokens.size() - 1;
    int depth = 0;
    do {
      depth -= Expressions.step(tokens.get(open));
      open--;
    } while (depth > 0 && open >= 0);
    open++;
    int last = tokens.size() - 1;
    if (list.isEmpty() || last - open < 2 || !tokens.get(open).isSymbol("(")) {
      throw form(span);
    }
    List<Span> parts =
        Expressions.split(
            new Span(tokens.get(open + 1).start(), tokens.get(last - 1).end()),
            token -> token.isSymbol(","),
            statement);
    if (parts.size() != list.size()) {
      throw form(span);
    }
    Operand value = operand(in.getLeftExpression(), left, guarded);
    List<Operand> values = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      values.add(operand(list.get(i), parts.get(i), guarded || i > 0));
    }
    return (calls, comparisons) -> {
      List<Predicate> equalities = new ArrayList<>();
      Set<Comparison> kinds = new HashSet<>();
      for (Operand one : values) {
        Predicate.Compare equality = compare(Operator.EQUAL, value, one, span, calls, comparisons);
        equalities.add(equality);
        if (!calls.value(one).type().equals(ValueType.Untyped.NULL)) {
          kinds.add(equality.comparison());
        }
      }
      if (kinds.size() > 1) {
        throw new RefusedException(
            analysis.refuse(
                span,
                "the values of the list have different types, which "
                    + analysis.dialect().name()
                    + " compares by a common one",
                "Write all of them in the same type."));
      }
      return negated(in.isNot(), new Predicate.Or(equalities));
    };
  }

  private Pending distinct(IsDistinctExpression distinct, Span span, boolean guarded)
      throws RefusedException {
    Span left = beforeWord(span, Set.of("IS"), true);
    List<SqlToken> tokens = statement.tokens(span);
    int from = -1;
    for (int i = 0; i < tokens.size() - 1; i++) {
      if (tokens.get(i).start() >= left.end() && tokens.get(i).isWord("FROM")) {
        from = i;
        break;
      }
    }
    if (from < 0) {
      throw form(span);
    }
    Span right = new Span(tokens.get(from + 1).start(), span.end());
    Operand a = operand(distinct.getLeftExpression(), left, guarded);
    Operand b = operand(distinct.getRightExpression(), right, guarded);
    return (calls, comparisons) -> {
      Predicate.Compare equal = compare(Operator.EQUAL, a, b, span, calls, comparisons);
      Predicate aNull = new Predicate.IsNull(equal.left());
      Predicate bNull = new Predicate.IsNull(equal.right());
      Predicate same =
          new Predicate.Or(
              List.of(
                  new Predicate.And(List.of(aNull, bNull)),
                  new Predicate.And(
                      List.of(new Predicate.Not(aNull), new Predicate.Not(bNull), equal))));
      return negated(!distinct.isNot(), same);
    };
  }

  /** A side of a comparison; an expression of the target becomes a pushed column. */
  private Operand operand(Expression expression, Span span, boolean guarded)
      throws RefusedException {
    Operand operand = analysis.reader().read(expression, span);
    if (operand instanceof Operand.Result result) {
      claim(result, guarded);
    } else if (operand instanceof Operand.Other other) {
      claims.refuseInner(other.span());
      if (guarded) {
        refuseRaising(other.span());
      }
      columns.add(other);
    }
    return operand;
  }

  private void claim(Operand.Result result, boolean guarded) throws RefusedException {
    claims.claim(result.call(), guarded ? this::refuseRaising : span -> {});
  }

  private void refuseRaising(Span span) throws RefusedException {
    Optional<SqlToken> raising = Hazards.raising(span, statement);
    if (raising.isPresent()) {
      throw new RefusedException(
          analysis.refuse(
              span,
              raising.get().text().toUpperCase(Locale.ROOT)
                  + " may fail for rows that the condition around it would keep away",
              "Write CASE WHEN ... THEN ... END around it with the condition that makes it safe."));
    }
  }

  private RefusedException form(Span span) {
    return new RefusedException(
        analysis.refuse(
            span,
            "this form of condition over a WASM function is not evaluated in the client",
            "Use =, <>, <, <=, >, >=, BETWEEN, IN with a list, or IS NULL."));
  }

  /** The operands of a chain of one connective, with their places. */
  private List<Placed> connected(Placed placed, Class<? extends BinaryExpression> type, String word)
      throws RefusedException {
    List<Expression> operands = new ArrayList<>();
    flatten(placed.expression(), type, operands);
    List<Span> spans = Expressions.split(placed.span(), token -> token.isWord(word), statement);
    if (spans.size() != operands.size()) {
      throw new RefusedException(
          analysis.refuse(
              placed.span(),
              "its parts cannot be told apart",
              "Write parentheses around each operand of " + word + "."));
    }
    List<Placed> result = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      result.add(new Placed(operands.get(i), spans.get(i)));
    }
    return result;
  }

  private static void flatten(
      Expression expression, Class<? extends BinaryExpression> type, List<Expression> operands) {
    if (type.isInstance(expression)) {
      BinaryExpression binary = type.cast(expression);
      flatten(binary.getLeftExpression(), type, operands);
      flatten(binary.getRightExpression(), type, operands);
    } else {
      operands.add(expression);
    }
  }

  private Span behindFirstToken(Span span) throws RefusedException {
    List<SqlToken> tokens = statement.tokens(span);
    if (tokens.size() < 2) {
      throw form(span);
    }
    return new Span(tokens.get(1).start(), span.end());
  }

  /** The part before the first or the last outermost one of these words. */
  private Span beforeWord(Span span, Set<String> words, boolean first) throws RefusedException {
    int depth = 0;
    int start = -1;
    int end = -1;
    int found = -1;
    for (SqlToken token : statement.tokens(span)) {
      boolean word =
          token.kind() == SqlToken.Kind.WORD
              && words.contains(token.text().toUpperCase(Locale.ROOT));
      if (depth == 0 && word && start >= 0) {
        found = end;
        if (first) {
          break;
        }
      }
      depth += Expressions.step(token);
      start = start < 0 ? token.start() : start;
      end = token.end();
    }
    if (found < 0) {
      throw form(span);
    }
    return new Span(start, found);
  }
}
