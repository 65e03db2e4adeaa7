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
   * @param type the type that it is converted to: the declared type of the argument it stands for
   */
  record Parameter(int ordinal, SqlType type) implements ValueExpr {}

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
   * @param tolerant written as TRY(f(..)): a failing row is NULL plus a warning
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
}
