package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Target;

/** Runs shapes on one target, with its own functions and with ours, and compares. */
final class ShapeRunner implements AutoCloseable {
  private static final Pattern PLACE =
      Pattern.compile("at (?:line \\d+, column|column|offset|position) \\d+[^:]*: ");

  private final Target target;
  private final Orders orders;

  /** What a statement gave, and what it left in the tables. */
  private record Observation(Result result, @Nullable Result left) {}

  ShapeRunner(Target target) throws SQLException {
    this.target = target;
    this.orders = new Orders(target);
  }

  @Override
  public void close() throws SQLException {
    orders.close();
  }

  Outcome run(Shape shape) throws SQLException {
    String missing = shape.missing(target);
    if (missing != null) {
      return new Outcome.Missing(missing);
    }
    Map<Mode, Outcome> outcomes = new LinkedHashMap<>();
    for (Mode mode : Mode.values()) {
      if (mode != Mode.PLAIN || shape.parameters().isEmpty()) {
        outcomes.put(mode, run(shape, mode));
      }
    }
    return summary(outcomes);
  }

  private static Outcome summary(Map<Mode, Outcome> outcomes) {
    List<String> wrong = new ArrayList<>();
    List<Mode> refused = new ArrayList<>();
    Outcome.Refused first = new Outcome.Refused("");
    for (Map.Entry<Mode, Outcome> entry : outcomes.entrySet()) {
      if (entry.getValue() instanceof Outcome.Wrong it) {
        wrong.add(entry.getKey() + ": " + it.how());
      } else if (entry.getValue() instanceof Outcome.Refused it) {
        first = refused.isEmpty() ? it : first;
        refused.add(entry.getKey());
      }
    }
    if (!wrong.isEmpty()) {
      return new Outcome.Wrong(String.join("\n  ", wrong));
    }
    if (refused.isEmpty()) {
      return new Outcome.Right();
    }
    if (refused.size() == outcomes.size()) {
      return first;
    }
    return refused.stream().allMatch(Mode::transaction)
        ? new Outcome.Sometimes("in a transaction", first.reason())
        : new Outcome.Wrong("refused only as " + refused + ": " + first.reason());
  }

  private Outcome run(Shape shape, Mode mode) throws SQLException {
    List<String> before = Leftovers.of(target, orders.ours);
    Observation expected = observe(orders.direct, shape, shape.nativeText(target), mode);
    Observation found = observe(orders.ours, shape, shape.ourText(target), mode);
    List<String> behind = Leftovers.of(target, orders.ours);
    if (!behind.equals(before)) {
      return new Outcome.Wrong("left behind: " + behind + ", before it " + before);
    }
    if (found.result().refused()) {
      return new Outcome.Refused(reason(found.result().failure()));
    }
    String difference = difference(shape, expected, found);
    return difference == null
        ? new Outcome.Right()
        : new Outcome.Wrong(shape.ourText(target) + "\n    " + difference);
  }

  private Observation observe(Connection connection, Shape shape, String sql, Mode mode)
      throws SQLException {
    if (shape.isChange()) {
      Orders.refill(connection);
    }
    for (String statement : shape.before(target)) {
      Result prepared = Result.of(connection, statement);
      if (prepared.failure() != null) {
        throw prepared.failure();
      }
    }
    if (mode.transaction()) {
      connection.setAutoCommit(false);
    }
    Result result =
        mode == Mode.PLAIN || (mode.transaction() && shape.parameters().isEmpty())
            ? Result.of(connection, sql)
            : Result.of(connection, sql, shape.parameters(), !shape.isChange());
    if (mode.transaction()) {
      result = end(connection, mode, result);
    }
    String check = shape.check(target);
    Result left = check == null ? null : Result.of(connection, check);
    for (String statement : shape.after(target)) {
      var unused = Result.of(connection, statement);
    }
    return new Observation(result, left);
  }

  /** Ends the transaction; where that fails, it is what came of the statement. */
  private static Result end(Connection connection, Mode mode, Result result) throws SQLException {
    try {
      if (mode == Mode.COMMITTED) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return result;
    } catch (SQLException e) {
      return new Result(List.of(), List.of(), -1, e);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private @Nullable String difference(Shape shape, Observation expected, Observation found) {
    String result = difference(shape.isOrdered(), expected.result(), found.result());
    Result left = expected.left();
    Result ours = found.left();
    if (result != null || left == null || ours == null) {
      return result;
    }
    String behind = difference(false, left, ours);
    return behind == null ? null : "behind it: " + behind;
  }

  private @Nullable String difference(boolean ordered, Result expected, Result found) {
    if (expected.failure() != null || found.failure() != null) {
      return (expected.failure() == null) == (found.failure() == null)
          ? null
          : expected(expected.summary(), found.summary());
    }
    if (expected.updates() != found.updates()) {
      return expected(expected.summary(), found.summary());
    }
    List<String> rows = ordered ? expected.rows() : expected.sortedRows();
    List<String> ours = ordered ? found.rows() : found.sortedRows();
    if (!rows.equals(ours)) {
      List<String> lacking = new ArrayList<>(rows);
      ours.forEach(lacking::remove);
      List<String> surplus = new ArrayList<>(ours);
      rows.forEach(surplus::remove);
      return expected(
          rows.size() + " rows, of them not found " + lacking,
          ours.size() + " rows, of them not expected " + surplus);
    }
    return Declared.difference(target, expected.columns(), found.columns());
  }

  static String expected(String expected, String found) {
    return "expected " + expected + "\n    found    " + found;
  }

  /** The rule of a refusal, without the construct and its place. */
  static String reason(@Nullable SQLException failure) {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    Matcher place = PLACE.matcher(message);
    String rule = place.find() ? message.substring(place.end()) : message;
    int end = rule.indexOf(". ");
    return (end < 0 ? rule : rule.substring(0, end))
        .replaceAll(" at line \\d+.*", "")
        .replaceAll("\\s+", " ")
        .replace("|", "\\\\|");
  }
}
