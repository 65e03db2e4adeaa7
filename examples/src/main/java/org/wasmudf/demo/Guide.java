package org.wasmudf.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Leads through steps on one connection: prints each and judges it. */
final class Guide {
  private static final int SHOWN = 6;
  private static final int ALL = 200;
  private static final Table NOTHING = new Table(List.of(), List.of(), List.of());

  private final Connection connection;
  private final Printer printer;

  Guide(Connection connection, Printer printer) {
    this.connection = connection;
    this.printer = printer;
  }

  /** Runs one step and prints the outcome; whether it showed what it was to show. */
  boolean show(Step step) {
    printer.heading(step.intent());
    try {
      printer.good(step.show(this));
      return true;
    } catch (SQLException e) {
      printer.error(e);
      printer.bad("the step ended with this error.");
    } catch (StepFailure e) {
      printer.bad(e.getMessage() + ".");
    }
    return false;
  }

  String setUp(Step.Setup step) throws SQLException {
    long start = System.nanoTime();
    for (String sql : step.statements()) {
      printer.sql(sql);
      execute(sql);
    }
    return "registered in %,d ms".formatted((System.nanoTime() - start) / 1_000_000);
  }

  String query(Step.Query step) throws SQLException {
    printer.sql(step.sql());
    Table plan = explain(step.sql());
    Check check = step.check().get();
    Reading reading = read(step.sql(), step.parameters(), check, SHOWN);
    printer.table(reading.first, reading.rows);
    printer.line(reading.rate());
    return check.verdict(plan, reading.rows);
  }

  String look(Step.Look step) throws SQLException {
    printer.sql(step.sql());
    Check check = step.check().get();
    Reading reading = read(step.sql(), List.of(), check, ALL);
    printer.table(reading.first, reading.rows);
    return check.verdict(NOTHING, reading.rows);
  }

  String refuse(Step.Refusal step) throws SQLException {
    printer.sql(step.sql());
    long start = System.nanoTime();
    SQLException error = failure(step);
    long millis = (System.nanoTime() - start) / 1_000_000;
    printer.error(error);
    String state = String.valueOf(error.getSQLState());
    String message = String.valueOf(error.getMessage());
    if (!state.startsWith(step.sqlState())) {
      throw new StepFailure("the SQLState is " + state + ", not " + step.sqlState());
    }
    for (String word : step.words()) {
      if (!message.contains(word)) {
        throw new StepFailure("the message does not say \"" + word + "\"");
      }
    }
    long rows = read(step.afterwards(), List.of(), Check.all(), SHOWN).rows;
    if (rows == 0) {
      throw new StepFailure("afterwards no row comes from " + step.afterwards());
    }
    return "ended after %,d ms, and the connection works: %s".formatted(millis, step.afterwards());
  }

  private SQLException failure(Step.Refusal step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(step.timeoutSeconds());
      if (statement.execute(step.sql())) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {}
        }
      }
    } catch (SQLException e) {
      return e;
    }
    throw new StepFailure("the statement was to fail, and did not");
  }

  String change(Step.Change step) throws SQLException {
    printer.sql(step.sql());
    Table before = read(step.sql(), List.of(), Check.all(), ALL).first;
    printer.table(before, before.rows().size());
    printer.sql(step.statement());
    execute(step.statement());
    printer.sql(step.sql());
    Table after = read(step.sql(), List.of(), Check.all(), ALL).first;
    printer.table(after, after.rows().size());
    return compare(before, after, step.most());
  }

  private static String compare(Table before, Table after, double most) {
    int last = before.header().size() - 1;
    if (before.rows().isEmpty() || before.rows().size() != after.rows().size()) {
      throw new StepFailure(
          "%d rows before, %d after".formatted(before.rows().size(), after.rows().size()));
    }
    double largest = 0;
    for (int row = 0; row < before.rows().size(); row++) {
      List<String> was = before.rows().get(row);
      List<String> is = after.rows().get(row);
      double old = Double.parseDouble(was.get(last));
      double change = Math.abs(Double.parseDouble(is.get(last)) - old) / old;
      if (!was.subList(0, last).equals(is.subList(0, last)) || change == 0 || change > most) {
        throw new StepFailure("row %s became %s".formatted(was, is));
      }
      largest = Math.max(largest, change);
    }
    return "every number changed, by at most %.2f %%".formatted(100 * largest);
  }

  private Table explain(String sql) throws SQLException {
    // a plan runs nothing, so that its ? are not bound
    Reading plan = read("EXPLAIN WASM " + sql, List.of(), Check.all(), ALL);
    printer.line("EXPLAIN WASM says");
    printer.table(plan.first, plan.rows);
    return plan.first;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Reading read(String sql, List<Object> parameters, Check check, int shown)
      throws SQLException {
    long start = System.nanoTime();
    if (parameters.isEmpty()) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return read(rows, check, shown, start);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows, check, shown, start);
      }
    }
  }

  private static Reading read(ResultSet rows, Check check, int shown, long start)
      throws SQLException {
    Table first = Table.of(rows.getMetaData());
    long count = 0;
    while (rows.next()) {
      if (count++ < shown) {
        first.add(rows);
      }
      check.row(rows);
    }
    return new Reading(first, count, System.nanoTime() - start);
  }

  /** A result that was read to its end. */
  private record Reading(Table first, long rows, long nanos) {
    String rate() {
      double seconds = nanos / 1e9;
      return "%,d rows in %.2f s, %,.0f rows per second".formatted(rows, seconds, rows / seconds);
    }
  }
}
