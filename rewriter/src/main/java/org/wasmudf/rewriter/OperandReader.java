package org.wasmudf.rewriter;

import java.util.IdentityHashMap;
import java.util.Optional;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NullValue;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;

/** Tells what an argument or a side of a comparison is. */
final class OperandReader {
  private final ParsedStatement statement;
  private final Dialect dialect;

  /** By the function that the tree has: the call itself, or the TRY around it. */
  private final IdentityHashMap<Function, UdfCall> calls;

  OperandReader(
      ParsedStatement statement, Dialect dialect, IdentityHashMap<Function, UdfCall> calls) {
    this.statement = statement;
    this.dialect = dialect;
    this.calls = calls;
  }

  Operand read(Expression expression, Span span) {
    Expressions.Placed placed = Expressions.unwrap(expression, span, statement);
    Expression inner = placed.expression();
    Span at = placed.span();
    if (inner instanceof Function function) {
      UdfCall call = calls.get(function);
      return call == null ? new Operand.Other(at, inner) : new Operand.Result(at, call);
    }
    if (inner instanceof JdbcParameter) {
      return new Operand.Parameter(at, statement.parameterOrdinal(at.start()), null);
    }
    if (inner instanceof CastExpression cast) {
      return cast(cast, at);
    }
    Optional<Operand.Literal> literal = Literals.read(inner, at, at.of(statement.sql()), dialect);
    return literal.isPresent() ? literal.get() : new Operand.Other(at, inner);
  }

  /** The call that an expression is, parentheses and TRY aside, or null. */
  @Nullable UdfCall call(Expression expression) {
    Expression inner = Expressions.inner(expression);
    if (inner != expression) {
      return call(inner);
    }
    return inner instanceof Function function ? calls.get(function) : null;
  }

  /** {@code CAST(? AS T)} and {@code CAST(NULL AS T)} are values of a stated type. */
  private Operand cast(CastExpression cast, Span span) {
    Optional<SqlType> type = type(cast);
    if (type.isPresent() && cast.getLeftExpression() instanceof JdbcParameter) {
      int offset =
          statement.tokens(span).stream()
              .filter(token -> token.text().equals("?"))
              .findFirst()
              .map(token -> token.start())
              .orElse(-1);
      if (offset >= 0) {
        return new Operand.Parameter(span, statement.parameterOrdinal(offset), type.get());
      }
    }
    if (type.isPresent() && cast.getLeftExpression() instanceof NullValue) {
      return new Operand.Literal(
          span,
          new ValueExpr.Constant(null, span.of(statement.sql())),
          new ValueType.Typed(type.get(), null));
    }
    return new Operand.Other(span, cast);
  }

  private static Optional<SqlType> type(CastExpression cast) {
    boolean plain =
        cast.keyword != null
            && cast.keyword.equalsIgnoreCase("CAST")
            && cast.getFormat() == null
            && !cast.isImplicitCast()
            && cast.getColDataType() != null;
    if (!plain) {
      return Optional.empty();
    }
    try {
      return Optional.of(SqlTypes.parse(cast.getColDataType().toString()));
    } catch (TypeSyntaxException e) {
      return Optional.empty();
    }
  }
}
