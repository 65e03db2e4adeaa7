package org.wasmudf.rewriter.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/** A value of one row, above the pushed query. */
public sealed interface ValueExpr {

  /**
   * A column of the pushed query.
   *
   * @param index from 0
   */
  record Pushed(int index) implements ValueExpr {}

  /**
   * A parameter of the user's text.
   *
   * @param ordinal from 1, in the user's text
   * @param type the type that it is converted to
   * @param exact false where it is an argument: converted as arguments are. True where it is
   *     compared or counts rows, or stands in a CAST: a value that the type cannot hold as it is
   *     (1.5 as BIGINT, 2^53 + 1 as DOUBLE PRECISION) is 22003. A number and a floating-point type
   *     agree where the shortest decimal of the latter is the former (0.1).
   */
  record Parameter(int ordinal, SqlType type, boolean exact) implements ValueExpr {}

  /**
   * A literal.
   *
   * @param value null for NULL; else Boolean, Long, java.math.BigInteger, java.math.BigDecimal,
   *     Double, String, byte[], java.time.LocalDate, LocalTime, LocalDateTime or OffsetDateTime
   * @param sql the literal as written
   */
  record Constant(@Nullable Object value, String sql) implements ValueExpr {}

  /**
   * A UDF call; the arguments are converted to the declared types as the README says.
   *
   * <p>Equal calls are one evaluation per row, whatever the function's volatility: a call that a
   * plan names twice (BETWEEN) is one call of the user's text.
   *
   * @param tolerant written as TRY(f(..)): where the guest fails on a row, in this call or in one
   *     within its arguments, the result is NULL plus a warning
   * @param start offset of the call in the user's text, from 0
   * @param end offset behind its last character
   */
  record Call(
      FunctionDefinition function, List<ValueExpr> arguments, boolean tolerant, int start, int end)
      implements ValueExpr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * What the target makes of a row's values in {@link Echo}; stands in the SELECT list alone.
   *
   * @param column of the echo, from 0
   */
  record Echoed(int column) implements ValueExpr {}
}
