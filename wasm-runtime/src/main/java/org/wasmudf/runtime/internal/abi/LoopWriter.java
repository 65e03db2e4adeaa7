package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.runtime.internal.rewrite.CodeWriter;
import org.wasmudf.runtime.internal.rewrite.CodeWriter.Access;
import org.wasmudf.runtime.internal.rewrite.CodeWriter.Op;

/**
 * Writes the loop that runs a row function over columns inside the guest: {@code (descriptor) ->
 * ()}. It stores the row number before each call, so that a trap has its row and a deadline sees
 * progress.
 */
final class LoopWriter {
  /** The name of the loop's export. */
  static final String EXPORT = AppendedFunction.PREFIX + "loop";

  private static final int DESCRIPTOR = 0;
  private static final long PAGE_SHIFT = 16;

  /**
   * Rows in one round of the loop. On Endive each round costs a look at the interrupt flag, about
   * 2.5 ns: in groups of 16 a row of two BIGINT takes half of what it takes alone.
   */
  private static final int GROUP = 16;

  /** More would make the loop a method that the JVM does not compile (8000 bytes). */
  private static final int MOST_GROUPED_COLUMNS = 8;

  private final RowDirectPlan plan;
  private final int group;
  private final CodeWriter code = new CodeWriter(1);
  private final int row = code.local(ValType.I32);
  private final int end = code.local(ValType.I32);
  private final int lastGroup = code.local(ValType.I32);
  private final int results = code.local(ValType.I32);
  private final int[] values;
  private final int[] data;
  private final int[] validity;
  private final int[] starts;
  private final int[] next;
  private final int[] present;

  private LoopWriter(RowDirectPlan plan) {
    this.plan = plan;
    int columns = plan.arguments().size();
    group = columns <= MOST_GROUPED_COLUMNS ? GROUP : 1;
    values = new int[columns];
    data = new int[columns];
    validity = new int[columns];
    starts = new int[columns];
    next = new int[columns];
    present = new int[columns];
  }

  /** Whether only the first row of a group is noted, until the host asks for exact rows. */
  static boolean notesGroups(RowDirectPlan plan) {
    return plan.stateless()
        && plan.result() != Shape.BYTES
        && plan.arguments().size() <= MOST_GROUPED_COLUMNS;
  }

  /** The loop around a function. */
  static AppendedFunction write(RowDirectPlan plan) {
    LoopWriter writer = new LoopWriter(plan);
    writer.prologue();
    if (plan.result() == Shape.BYTES) {
      writer.textLoop();
    } else {
      writer.fixedLoop();
    }
    return new AppendedFunction(
        EXPORT, new FunctionType(List.of(ValType.I32), List.of()), writer.code.body());
  }

  private void field(int offset) {
    code.get(DESCRIPTOR).access(Access.I32_LOAD, offset);
  }

  /** A pointer from the descriptor, moved to the row to begin with. */
  private void pointer(int local, int offset, int width) {
    field(offset);
    code.get(row);
    if (width > 1) {
      code.i32(Integer.numberOfTrailingZeros(width)).op(Op.I32_SHL);
    }
    code.op(Op.I32_ADD).set(local);
  }

  private void prologue() {
    field(Descriptor.ROW);
    code.set(row);
    field(Descriptor.END);
    code.set(end);
    code.get(DESCRIPTOR).i32(Descriptor.DONE).access(Access.I32_STORE, Descriptor.STATUS);
    for (int i = 0; i < values.length; i++) {
      values[i] = code.local(ValType.I32);
      if (plan.arguments().get(i) != Shape.BYTES) {
        pointer(
            values[i], Descriptor.column(i, Descriptor.VALUES), plan.arguments().get(i).width());
        continue;
      }
      pointer(values[i], Descriptor.column(i, Descriptor.VALUES), 4);
      data[i] = code.local(ValType.I32);
      field(Descriptor.column(i, Descriptor.DATA));
      code.set(data[i]);
      starts[i] = code.local(ValType.I32);
      code.get(values[i]).access(Access.I32_LOAD, 0).set(starts[i]);
      next[i] = code.local(ValType.I32);
      if (plan.nullable()) {
        validity[i] = code.local(ValType.I32);
        field(Descriptor.column(i, Descriptor.VALIDITY));
        code.set(validity[i]);
        present[i] = code.local(ValType.I32);
      }
    }
    pointer(results, Descriptor.RESULTS, plan.result() == Shape.BYTES ? 4 : plan.result().width());
  }

  /** Opens block and loop, leaves them when fewer rows than that are left. */
  private void openLoop(int rows) {
    code.block().loop();
    code.get(row).get(rows == 1 ? end : lastGroup).op(Op.I32_GE_S).branchIf(1);
  }

  /** Notes the row that comes next. */
  private void noteRow(int ahead) {
    code.get(DESCRIPTOR);
    row(ahead);
    code.access(Access.I32_STORE, Descriptor.ROW);
  }

  private void row(int ahead) {
    code.get(row);
    if (ahead > 0) {
      code.i32(ahead).op(Op.I32_ADD);
    }
  }

  private void closeLoop(int rows) {
    for (int i = 0; i < values.length; i++) {
      boolean text = plan.arguments().get(i) == Shape.BYTES;
      advance(values[i], rows * (text ? 4 : plan.arguments().get(i).width()));
    }
    advance(results, rows * (plan.result() == Shape.BYTES ? 4 : plan.result().width()));
    advance(row, rows);
    code.branch(0).op(Op.END).op(Op.END);
  }

  private void advance(int local, int by) {
    code.get(local).i32(by).op(Op.I32_ADD).set(local);
  }

  private void arguments(int ahead) {
    for (int i = 0; i < values.length; i++) {
      Shape shape = plan.arguments().get(i);
      if (shape != Shape.BYTES) {
        code.get(values[i]).access(shape.load(), ahead * shape.width());
      } else {
        text(i, ahead);
      }
    }
  }

  private void text(int i, int ahead) {
    code.get(values[i]).access(Access.I32_LOAD, 4 * (ahead + 1)).set(next[i]);
    if (plan.nullable()) {
      code.get(validity[i]);
      row(ahead);
      code.i32(3).op(Op.I32_SHR_U).op(Op.I32_ADD).access(Access.I32_LOAD8_U, 0);
      row(ahead);
      code.i32(7).op(Op.I32_AND).op(Op.I32_SHR_U);
      code.i32(1).op(Op.I32_AND).set(present[i]);
    }
    code.get(data[i]).get(starts[i]).op(Op.I32_ADD);
    if (plan.nullable()) {
      code.i32(0).get(present[i]).op(Op.SELECT);
    }
    code.get(next[i]).get(starts[i]).op(Op.I32_SUB);
    if (plan.nullable()) {
      code.i32(-1).get(present[i]).op(Op.SELECT);
    }
  }

  /**
   * Groups of rows first, then those that are left, or all of them where the host asks for that.
   */
  private void fixedLoop() {
    int value = code.local(plan.result().value());
    if (group > 1) {
      code.get(end).i32(group - 1).op(Op.I32_SUB).i32(0);
      field(Descriptor.EXACT);
      code.op(Op.I32_EQZ).op(Op.SELECT).set(lastGroup);
      openLoop(group);
      for (int ahead = 0; ahead < group; ahead++) {
        // Where calling again cannot be seen, a trap's row is found by going through its group
        // again.
        fixedRow(value, ahead, ahead == 0 || !notesGroups(plan));
      }
      closeLoop(group);
    }
    openLoop(1);
    fixedRow(value, 0, true);
    closeLoop(1);
    noteRow(0);
  }

  private void fixedRow(int value, int ahead, boolean noted) {
    Shape result = plan.result();
    if (noted) {
      noteRow(ahead);
    }
    if (result == Shape.BOOL) {
      code.get(results);
      arguments(ahead);
      code.call(plan.function()).i32(0).op(Op.I32_NE);
    } else if (range(result)) {
      arguments(ahead);
      code.call(plan.function()).set(value);
      outOfRange(result, value);
      code.when();
      noteRow(ahead);
      code.get(DESCRIPTOR).get(value);
      code.access(result == Shape.TIME ? Access.I64_STORE : Access.I32_STORE, Descriptor.PENDING);
      leave(Descriptor.OUT_OF_RANGE);
      code.op(Op.END);
      code.get(results).get(value);
    } else {
      code.get(results);
      arguments(ahead);
      code.call(plan.function());
    }
    code.access(result.store(), ahead * result.width());
    for (int i = 0; i < values.length; i++) {
      if (plan.arguments().get(i) == Shape.BYTES) {
        code.get(next[i]).set(starts[i]);
      }
    }
  }

  private static boolean range(Shape result) {
    return switch (result) {
      case INT8, UINT8, INT16, UINT16, TIME -> true;
      case BOOL, INT32, INT64, FLOAT32, FLOAT64, INT128, BYTES -> false;
    };
  }

  private void outOfRange(Shape result, int value) {
    switch (result) {
      case INT8 -> code.get(value).op(Op.I32_EXTEND8_S).get(value).op(Op.I32_NE);
      case INT16 -> code.get(value).op(Op.I32_EXTEND16_S).get(value).op(Op.I32_NE);
      case UINT8 -> code.get(value).i32(0xff).op(Op.I32_GT_U);
      case UINT16 -> code.get(value).i32(0xffff).op(Op.I32_GT_U);
      case TIME -> code.get(value).i64(plan.timeLimit()).op(Op.I64_GE_U);
      case BOOL, INT32, INT64, FLOAT32, FLOAT64, INT128, BYTES ->
          throw new IllegalArgumentException(result + " has no range");
    }
  }

  private void leave(int status) {
    code.get(DESCRIPTOR).i32(status).access(Access.I32_STORE, Descriptor.STATUS);
    code.op(Op.RETURN);
  }

  private void textLoop() {
    int packed = code.local(ValType.I64);
    int pointer = code.local(ValType.I32);
    int length = code.local(ValType.I32);
    int area = code.local(ValType.I32);
    int target = code.local(ValType.I32);
    int areaEnd = code.local(ValType.I32);
    field(Descriptor.AREA);
    code.tee(area).set(target);
    code.get(area);
    field(Descriptor.AREA_BYTES);
    code.op(Op.I32_ADD).set(areaEnd);
    openLoop(1);
    noteRow(0);
    arguments(0);
    code.call(plan.function()).set(packed);
    code.get(packed).i64(32).op(Op.I64_SHR_U).op(Op.I32_WRAP_I64).set(pointer);
    code.get(packed).op(Op.I32_WRAP_I64).tee(length);
    code.i32(-1).op(Op.I32_EQ).when();
    code.get(results).get(target).get(area).op(Op.I32_SUB);
    code.i32(Descriptor.NULL_FLAG).op(Op.I32_OR).access(Access.I32_STORE, 0);
    code.op(Op.ELSE);
    code.get(pointer).op(Op.I64_EXTEND_I32_U).get(length).op(Op.I64_EXTEND_I32_U);
    code.op(Op.I64_ADD).memorySize().op(Op.I64_EXTEND_I32_U).i64(PAGE_SHIFT).op(Op.I64_SHL);
    code.op(Op.I64_GT_U).when();
    pending(pointer, length, Descriptor.OUT_OF_BOUNDS);
    code.op(Op.END);
    code.get(length).get(areaEnd).get(target).op(Op.I32_SUB).op(Op.I32_GT_U).when();
    pending(pointer, length, Descriptor.AREA_FULL);
    code.op(Op.END);
    code.get(target).get(pointer).get(length).memoryCopy();
    code.get(target).get(length).op(Op.I32_ADD).set(target);
    code.get(results).get(target).get(area).op(Op.I32_SUB).access(Access.I32_STORE, 0);
    code.op(Op.END);
    for (int i = 0; i < values.length; i++) {
      if (plan.arguments().get(i) == Shape.BYTES) {
        code.get(next[i]).set(starts[i]);
      }
    }
    closeLoop(1);
    noteRow(0);
  }

  private void pending(int pointer, int length, int status) {
    code.get(DESCRIPTOR).get(pointer).access(Access.I32_STORE, Descriptor.PENDING);
    code.get(DESCRIPTOR).get(length).access(Access.I32_STORE, Descriptor.PENDING_LENGTH);
    leave(status);
  }
}
