package org.wasmudf.jdbc.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.ddl.DdlResult;
import org.wasmudf.jdbc.internal.ddl.DdlResult.Column;
import org.wasmudf.jdbc.internal.ddl.DdlResult.ColumnType;
import org.wasmudf.rewriter.ExplainRow;

/** The rows of EXPLAIN WASM and EXPLAIN ANALYZE WASM. */
public final class ExplainRows {
  private static final String TARGET = "target";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("step", ColumnType.BIGINT),
          new Column("way", ColumnType.TEXT),
          new Column("place", ColumnType.TEXT),
          new Column("sql", ColumnType.TEXT),
          new Column("reason", ColumnType.TEXT),
          new Column("rows_estimate", ColumnType.BIGINT));

  private static final List<Column> MEASURES =
      List.of(
          new Column("rows", ColumnType.BIGINT),
          new Column("distinct_tuples", ColumnType.BIGINT),
          new Column("bytes", ColumnType.BIGINT),
          new Column("guest_ms", ColumnType.DOUBLE),
          new Column("target_ms", ColumnType.DOUBLE));

  /**
   * What the execution of one place did; null where it is not known.
   *
   * @param rows that it returned
   * @param distinctTuples of arguments among them
   * @param bytes that they took
   */
  public record Measured(
      @Nullable Long rows,
      @Nullable Long distinctTuples,
      @Nullable Long bytes,
      @Nullable Double guestMillis,
      @Nullable Double targetMillis) {}

  /** What the execution of a plan did, step by step. */
  public interface Measures {
    /**
     * Of a step.
     *
     * @return null where nothing is known of it
     */
    @Nullable Measured of(List<ExplainRow> steps, ExplainRow step);
  }

  /**
   * Measures of the two places; they stand with the last step of each.
   *
   * @param client null where no function ran over rows
   */
  public static Measures places(Measured target, @Nullable Measured client) {
    return (steps, step) -> {
      boolean last =
          steps.stream()
              .noneMatch(other -> other.step() > step.step() && other.place().equals(step.place()));
      return !last ? null : step.place().equals(TARGET) ? target : client;
    };
  }

  /** Measures of the first steps, in order; the last one is that of the last step. */
  public static Measures steps(List<Measured> measured) {
    return (steps, step) -> {
      int behind = measured.size() - 1;
      if (step.step() == steps.size()) {
        return measured.get(behind);
      }
      return step.step() <= behind ? measured.get(step.step() - 1) : null;
    };
  }

  private ExplainRows() {}

  /** The columns without any row. */
  public static DdlResult.Rows columns(boolean analyzed) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    if (analyzed) {
      columns.addAll(MEASURES);
    }
    return new DdlResult.Rows(columns, List.of());
  }

  /**
   * The steps of a plan.
   *
   * @param measures null without ANALYZE
   */
  public static DdlResult.Rows of(List<ExplainRow> steps, @Nullable Measures measures) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ExplainRow step : steps) {
      List<@Nullable Object> row =
          new ArrayList<>(
              Arrays.asList(
                  (long) step.step(),
                  step.way(),
                  step.place(),
                  step.sql(),
                  step.reason(),
                  step.rowsEstimate()));
      if (measures != null) {
        row.addAll(cells(measures.of(steps, step)));
      }
      rows.add(row);
    }
    return new DdlResult.Rows(columns(measures != null).columns(), rows);
  }

  private static List<@Nullable Object> cells(@Nullable Measured measured) {
    return measured == null
        ? Arrays.asList(null, null, null, null, null)
        : Arrays.asList(
            measured.rows(),
            measured.distinctTuples(),
            measured.bytes(),
            measured.guestMillis(),
            measured.targetMillis());
  }
}
