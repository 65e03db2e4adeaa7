package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.util.List;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.runtime.GuestException;

/** A condition over the rows of a slice, in three-valued logic. Confined to the guest thread. */
abstract class Condition {
  static final byte FALSE = 0;
  static final byte TRUE = 1;
  static final byte UNKNOWN = 2;

  /**
   * Decides rows: {@code truth[i]} is for {@code rows.index()[i]}. What stands there for rows from
   * the state's bound on means nothing.
   */
  abstract void test(Rows rows, byte[] truth, SliceState state) throws GuestException;

  /** The rows before the bound for which the truth is one of two values. */
  static Rows select(Rows rows, byte[] truth, byte one, byte other, SliceState state) {
    Rows valid = rows.below(state.bound());
    int[] index = new int[valid.count()];
    int count = 0;
    for (int i = 0; i < valid.count(); i++) {
      index[count] = valid.index()[i];
      count += truth[i] == one || truth[i] == other ? 1 : 0;
    }
    return new Rows(index, count);
  }

  /** A comparison of two values; NULL on either side is UNKNOWN. */
  static final class Compare extends Condition {
    private final Operand left;
    private final Operand right;
    private final Predicate.Operator operator;
    private final Comparator comparator;

    Compare(Operand left, Operand right, Predicate.Operator operator, Comparator comparator) {
      this.left = left;
      this.right = right;
      this.operator = operator;
      this.comparator = comparator;
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      left.prepare(rows, state);
      right.prepare(rows, state);
      Column a = left.column();
      Column b = right.column();
      boolean oneA = left.constant();
      boolean oneB = right.constant();
      Rows valid = rows.below(state.bound());
      for (int i = 0; i < valid.count(); i++) {
        int row = valid.index()[i];
        int rowA = oneA ? 0 : row;
        int rowB = oneB ? 0 : row;
        if (a.isNull(rowA) || b.isNull(rowB)) {
          truth[i] = UNKNOWN;
          continue;
        }
        try {
          truth[i] =
              holds(operator, comparator.compare(a.valueAt(rowA), rowA, b.valueAt(rowB), rowB))
                  ? TRUE
                  : FALSE;
        } catch (SQLException e) {
          state.fail(row, e);
          return;
        }
      }
    }

    private static boolean holds(Predicate.Operator operator, int order) {
      return switch (operator) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
  }

  /** A BOOLEAN, or a number that is not 0. */
  static final class Truth extends Condition {
    private final Operand value;

    Truth(Operand value) {
      this.value = value;
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      value.prepare(rows, state);
      Column column = value.column();
      boolean one = value.constant();
      Rows valid = rows.below(state.bound());
      for (int i = 0; i < valid.count(); i++) {
        int row = one ? 0 : valid.index()[i];
        try {
          truth[i] =
              column.isNull(row) ? UNKNOWN : column.valueAt(row).getBoolean(row) ? TRUE : FALSE;
        } catch (SQLException e) {
          state.fail(valid.index()[i], e);
          return;
        }
      }
    }
  }

  /** IS NULL. */
  static final class IsNull extends Condition {
    private final Operand value;

    IsNull(Operand value) {
      this.value = value;
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      value.prepare(rows, state);
      Column column = value.column();
      boolean one = value.constant();
      Rows valid = rows.below(state.bound());
      for (int i = 0; i < valid.count(); i++) {
        truth[i] = column.isNull(one ? 0 : valid.index()[i]) ? TRUE : FALSE;
      }
    }
  }

  /** IS UNKNOWN. */
  static final class IsUnknown extends Condition {
    private final Condition operand;

    IsUnknown(Condition operand) {
      this.operand = operand;
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      operand.test(rows, truth, state);
      for (int i = 0; i < rows.count(); i++) {
        truth[i] = truth[i] == UNKNOWN ? TRUE : FALSE;
      }
    }
  }

  /** NOT. */
  static final class Not extends Condition {
    private final Condition operand;

    Not(Condition operand) {
      this.operand = operand;
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      operand.test(rows, truth, state);
      for (int i = 0; i < rows.count(); i++) {
        truth[i] = truth[i] == UNKNOWN ? UNKNOWN : (byte) (TRUE - truth[i]);
      }
    }
  }

  /**
   * AND and OR, from left to right: a row that one operand decides does not reach the next.
   *
   * <p>The deciding value is FALSE for AND and TRUE for OR; where no operand decides, one that is
   * UNKNOWN makes the whole UNKNOWN.
   */
  static final class Junction extends Condition {
    private final List<Condition> operands;
    private final byte decisive;

    private Junction(List<Condition> operands, byte decisive) {
      this.operands = operands;
      this.decisive = decisive;
    }

    static Junction and(List<Condition> operands) {
      return new Junction(operands, FALSE);
    }

    static Junction or(List<Condition> operands) {
      return new Junction(operands, TRUE);
    }

    @Override
    void test(Rows rows, byte[] truth, SliceState state) throws GuestException {
      byte neutral = (byte) (TRUE - decisive);
      java.util.Arrays.fill(truth, 0, rows.count(), neutral);
      byte[] part = new byte[rows.count()];
      for (Condition operand : operands) {
        Rows open = select(rows, truth, neutral, UNKNOWN, state);
        operand.test(open, part, state);
        Rows valid = open.below(state.bound());
        int position = 0;
        for (int i = 0; i < valid.count(); i++) {
          while (rows.index()[position] != valid.index()[i]) {
            position++;
          }
          if (part[i] != neutral) {
            truth[position] = part[i];
          }
        }
      }
    }
  }
}
