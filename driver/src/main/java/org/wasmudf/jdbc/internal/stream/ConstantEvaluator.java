package org.wasmudf.jdbc.internal.stream;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.store.SqlType;

/** Evaluates calls over constants and parameters, and binds what they give. */
public final class ConstantEvaluator {
  private ConstantEvaluator() {}

  /**
   * Binds every {@code ?} of a generated statement. The calls among them are evaluated first, each
   * equal one once, with guests of their own that are gone when this returns.
   *
   * @throws SQLException as {@link StreamExecutor#execute} for a call that fails; the target's own
   */
  public static void bind(
      List<Binding> bindings,
      BoundParameters parameters,
      PreparedStatement target,
      StatementContext context,
      Guests guests)
      throws SQLException {
    Map<ValueExpr.Call, FoldedValue> values = new HashMap<>();
    List<ValueExpr.Call> calls = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding instanceof Binding.FoldedCall folded && !calls.contains(folded.call())) {
        calls.add(folded.call());
      }
    }
    if (!calls.isEmpty()) {
      List<FoldedValue> results = evaluate(calls, parameters, context, guests);
      for (int i = 0; i < calls.size(); i++) {
        values.put(calls.get(i), results.get(i));
      }
    }
    int ordinal = 1;
    for (Binding binding : bindings) {
      if (binding instanceof Binding.UserParameter user) {
        parameters.bind(user.ordinal(), target, ordinal);
      } else if (binding instanceof Binding.FoldedCall folded) {
        FoldedValue value = Objects.requireNonNull(values.get(folded.call()));
        value.check(folded.call(), context.dialect());
        value.bind(target, ordinal);
      }
      ordinal++;
    }
  }

  /**
   * The values of calls whose arguments are constants and parameters.
   *
   * @throws SQLException why a parameter does not convert or a call fails; 57014 where the
   *     statement was cancelled or its timeout passed
   */
  public static List<FoldedValue> evaluate(
      List<ValueExpr.Call> calls,
      BoundParameters parameters,
      StatementContext context,
      Guests guests)
      throws SQLException {
    try (GuestSession session = guests.sessions().get();
        BufferAllocator allocator = ArrowMemory.child("constants");
        PlanCompiler compiler =
            new PlanCompiler(
                session, guests.modules(), parameters, allocator, new StreamStatistics())) {
      Cancellation cancellation = new Cancellation(session);
      try {
        cancellation.register(context);
        List<Operand> outputs = new ArrayList<>();
        for (ValueExpr.Call call : calls) {
          outputs.add(compiler.operand(call));
        }
        SliceState state = run(session, compiler, outputs, context);
        return values(calls, outputs, state, context);
      } finally {
        end(cancellation);
      }
    }
  }

  private static void end(Cancellation cancellation) {
    StreamExecution.Closing closing = new StreamExecution.Closing();
    closing.run(cancellation::end);
  }

  private static SliceState run(
      GuestSession session, PlanCompiler compiler, List<Operand> outputs, StatementContext context)
      throws SQLException {
    Batch batch = new Batch(new Column[0], 1, 0, true, null);
    SliceState state = new SliceState(batch, 1);
    Rows rows = Rows.range(0, 1);
    long deadline = context.deadlineNanos();
    if (deadline != Long.MAX_VALUE) {
      session.timeout(java.time.Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    try {
      session
          .submit(
              () -> {
                for (Operand operand : compiler.operands()) {
                  operand.begin(batch);
                }
                for (Operand output : outputs) {
                  output.prepare(rows, state);
                }
                return state;
              })
          .await();
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    }
    SQLException failure = state.failure();
    if (failure != null) {
      throw failure;
    }
    return state;
  }

  private static List<FoldedValue> values(
      List<ValueExpr.Call> calls, List<Operand> outputs, SliceState state, StatementContext context)
      throws SQLException {
    for (SliceState.Warned warned : state.warnings()) {
      context.warn(new SQLWarning(warned.message(), "01000", 0, warned.cause()));
    }
    List<FoldedValue> values = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      SqlType type = calls.get(i).function().signature().returns();
      Column column = outputs.get(i).column();
      values.add(new FoldedValue(type, FoldedValue.of(type, column, 0)));
    }
    return values;
  }

  /**
   * What a folded call gave.
   *
   * @param value null for NULL; else Boolean, Integer, Long, BigDecimal, Float, Double, String,
   *     byte[], UUID, or of java.time LocalDate, LocalTime, LocalDateTime or OffsetDateTime
   */
  public record FoldedValue(SqlType type, @Nullable Object value) {
    static @Nullable Object of(SqlType type, Column column, int row) throws SQLException {
      if (column.isNull(row)) {
        return null;
      } else if (type instanceof SqlType.Date) {
        return column.getLocalDate(row);
      } else if (type instanceof SqlType.Time) {
        return column.getLocalTime(row);
      } else if (type instanceof SqlType.Timestamp timestamp && !timestamp.withTimeZone()) {
        return column.getLocalDateTime(row);
      }
      return column.getObject(row);
    }

    /** SQLite takes a NaN for NULL. */
    private void check(ValueExpr.Call call, Dialect target) throws SQLException {
      if (target.equals(Dialect.SQLITE) && value instanceof Number number) {
        if (Double.isNaN(number.doubleValue())) {
          throw SqlErrors.of(
              SqlState.OUT_OF_RANGE,
              "Function %s gave NaN, and SQLite would make NULL of it. Let it give another value."
                  .formatted(call.function().display()));
        }
      }
    }

    /** Sets a parameter of the target to the value. */
    public void bind(PreparedStatement target, int ordinal) throws SQLException {
      if (value == null) {
        target.setNull(ordinal, JdbcTypes.of(type));
      } else if (value instanceof String text) {
        target.setString(ordinal, text);
      } else if (value instanceof byte[] bytes) {
        target.setBytes(ordinal, bytes);
      } else {
        target.setObject(ordinal, value);
      }
    }
  }
}
