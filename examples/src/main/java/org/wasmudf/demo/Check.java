package org.wasmudf.demo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a step's result has to hold; sees every row, and is used for one result only. */
interface Check {
  /** Looks at the row on which the result stands. */
  void row(ResultSet row) throws SQLException;

  /**
   * What was found, as a part of a sentence.
   *
   * @param plan what EXPLAIN WASM said; without columns where the step has none
   * @param rows how many rows there were
   * @throws StepFailure where the expectation does not hold
   */
  String verdict(Table plan, long rows);

  /** What is true of one row. */
  interface RowTest {
    boolean holds(ResultSet row) throws SQLException;
  }

  /** A number of one row. */
  interface RowNumber {
    double of(ResultSet row) throws SQLException;
  }

  /** Each of the checks. */
  static Check all(Check... checks) {
    return new Check() {
      @Override
      public void row(ResultSet row) throws SQLException {
        for (Check check : checks) {
          check.row(row);
        }
      }

      @Override
      public String verdict(Table plan, long rows) {
        return Arrays.stream(checks)
            .map(check -> check.verdict(plan, rows))
            .collect(Collectors.joining("; "));
      }
    };
  }

  /** Exactly so many rows. */
  static Check count(long expected) {
    return new Check() {
      @Override
      public void row(ResultSet row) {}

      @Override
      public String verdict(Table plan, long rows) {
        demand(rows == expected, "%,d rows came, not %,d".formatted(rows, expected));
        return "%,d rows".formatted(rows);
      }
    };
  }

  /** Something is true of each row, and there is one. */
  static Check every(String what, RowTest test) {
    return new Check() {
      private long held;

      @Override
      public void row(ResultSet row) throws SQLException {
        held += test.holds(row) ? 1 : 0;
      }

      @Override
      public String verdict(Table plan, long rows) {
        demand(
            held == rows && rows > 0, "of %,d rows only %,d hold: %s".formatted(rows, held, what));
        return "in each row " + what;
      }
    };
  }

  /** Something is true of at least one row. */
  static Check some(String what, RowTest test) {
    return new Check() {
      private boolean held;

      @Override
      public void row(ResultSet row) throws SQLException {
        held = held || test.holds(row);
      }

      @Override
      public String verdict(Table plan, long rows) {
        demand(held, "of %,d rows not one holds: %s".formatted(rows, what));
        return what;
      }
    };
  }

  /**
   * So large a share of the rows differs from the expected number by at most a part of it.
   *
   * @param tolerance the part, such as 0.02
   * @param leastShare the share, such as 0.99
   */
  static Check within(
      double tolerance, double leastShare, String what, RowNumber actual, RowNumber expected) {
    return new Check() {
      private long near;
      private double worst;

      @Override
      public void row(ResultSet row) throws SQLException {
        double wanted = expected.of(row);
        double difference = Math.abs(actual.of(row) - wanted) / wanted;
        near += difference <= tolerance ? 1 : 0;
        worst = Math.max(worst, difference);
      }

      @Override
      public String verdict(Table plan, long rows) {
        double share = (double) near / rows;
        String found =
            "%.2f %% of them within %.0f %% of %s (the worst is %.2f %% off)"
                .formatted(100 * share, 100 * tolerance, what, 100 * worst);
        demand(share >= leastShare, found);
        return found;
      }
    };
  }

  /** The SQL that the plan pushes to the database holds one text and does not hold another. */
  static Check pushed(String present, String absent) {
    return new Check() {
      @Override
      public void row(ResultSet row) {}

      @Override
      public String verdict(Table plan, long rows) {
        List<String> places = plan.column("place");
        String sql =
            IntStream.range(0, places.size())
                .filter(step -> places.get(step).equals("target"))
                .mapToObj(plan.column("sql")::get)
                .collect(Collectors.joining(" "));
        demand(
            sql.contains(present) && !sql.contains(absent),
            "the plan does not push " + present + " without " + absent + ": " + sql);
        return "the database applied " + present;
      }
    };
  }

  /** All these texts stand somewhere in the result. */
  static Check mentions(String... texts) {
    return new Check() {
      private final StringBuilder seen = new StringBuilder();

      @Override
      public void row(ResultSet row) throws SQLException {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          seen.append(row.getString(column)).append('\n');
        }
      }

      @Override
      public String verdict(Table plan, long rows) {
        List<String> missing = Arrays.stream(texts).filter(text -> seen.indexOf(text) < 0).toList();
        demand(missing.isEmpty(), "the result does not name " + String.join(", ", missing));
        return "it names " + String.join(", ", texts);
      }
    };
  }

  private static void demand(boolean holds, String complaint) {
    if (!holds) {
      throw new StepFailure(complaint);
    }
  }
}
