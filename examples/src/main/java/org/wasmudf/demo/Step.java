package org.wasmudf.demo;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/** One stop of the tour. Each knows what it has to show, so that the tour is a test too. */
sealed interface Step {
  /** What the step shows, in one line. */
  String intent();

  /**
   * Runs the step and prints it.
   *
   * @return what was found
   * @throws StepFailure where the step does not show what it is to show
   */
  String show(Guide guide) throws SQLException;

  /** Statements of ours that only have to work. */
  record Setup(String intent, List<String> statements) implements Step {
    Setup(String intent, String... statements) {
      this(intent, List.of(statements));
    }

    @Override
    public String show(Guide guide) throws SQLException {
      return guide.setUp(this);
    }
  }

  /**
   * A query with UDFs: its plan, its first rows, its rate.
   *
   * @param parameters what its {@code ?} are bound to, in order
   */
  record Query(String intent, String sql, List<Object> parameters, Supplier<Check> check)
      implements Step {
    Query(String intent, String sql, Supplier<Check> check) {
      this(intent, sql, List.of(), check);
    }

    @Override
    public String show(Guide guide) throws SQLException {
      return guide.query(this);
    }
  }

  /** A statement whose result is read as it is: a listing, a plan. */
  record Look(String intent, String sql, Supplier<Check> check) implements Step {
    @Override
    public String show(Guide guide) throws SQLException {
      return guide.look(this);
    }
  }

  /**
   * A statement that has to fail, after which the connection has to work.
   *
   * @param timeoutSeconds the statement's query timeout, 0 for none
   * @param sqlState the start of the SQLState
   * @param words what the message has to say
   * @param afterwards a query that has to return a row on the same connection
   */
  record Refusal(
      String intent,
      String sql,
      int timeoutSeconds,
      String sqlState,
      List<String> words,
      String afterwards)
      implements Step {
    @Override
    public String show(Guide guide) throws SQLException {
      return guide.refuse(this);
    }
  }

  /**
   * A query before and after a statement: the same rows with another number in the last column.
   *
   * @param most the most that a number may change, as a part of it
   */
  record Change(String intent, String sql, String statement, double most) implements Step {
    @Override
    public String show(Guide guide) throws SQLException {
      return guide.change(this);
    }
  }
}
