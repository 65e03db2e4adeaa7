package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.wasmudf.integration.pushback.RandomStatement.Query;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * Random queries with functions anywhere give what they give with the target's own functions, or
 * are refused; and the rows of a condition, its negation and its unknown are all rows once.
 *
 * <p>{@code -Dwasmudf.pushback.seed=} repeats a run, {@code -Dwasmudf.pushback.queries=} says how
 * many queries a target gets: 10000 is the long run. Query i has the seed {@code seed + i}.
 */
final class RandomStatementsTest {
  private static final long SEED = Long.getLong("wasmudf.pushback.seed", 20261121L);
  private static final int QUERIES = Integer.getInteger("wasmudf.pushback.queries", 160);
  private static final Path REPORT = Path.of("target", "push-back-random.txt");
  private static final Path DETAILS = Path.of("target", "push-back-random.log");

  /** How many of the wrong ones are listed. */
  private static final int LISTED = 12;

  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int right;
  private int refused;
  private int failed;

  @BeforeAll
  static void forgetLastReport() throws IOException {
    Files.deleteIfExists(REPORT);
    Files.deleteIfExists(DETAILS);
  }

  @EachTarget
  void queriesGiveWhatTheTargetsOwnFunctionsGive(Target target) throws SQLException, IOException {
    try (Orders orders = new Orders(target)) {
      for (int i = 0; i < QUERIES; i++) {
        Query query = new RandomStatement(target, SEED + i).query();
        settings(target, orders, i);
        Result expected = run(orders.direct, query, "nf_");
        Result found = run(orders.ours, query, "wf_");
        judge(i, query, expected, found);
      }
    }
    report(target, "native against ours");
  }

  @EachTarget
  void conditionItsNegationAndItsUnknownAreAllRowsOnce(Target target)
      throws SQLException, IOException {
    try (Orders orders = new Orders(target)) {
      for (int i = 0; i < QUERIES / 4; i++) {
        List<Query> queries = new RandomStatement(target, SEED + i).partition();
        List<String> parts = new ArrayList<>();
        Result bad = null;
        for (Query query : queries.subList(0, 3)) {
          Result found = run(orders.ours, query, "wf_");
          bad = found.failure() == null ? bad : found;
          parts.addAll(found.rows());
        }
        List<String> all = run(orders.direct, queries.get(3), "nf_").sortedRows();
        if (bad != null && bad.refused()) {
          refuse(bad);
        } else if (bad != null || !parts.stream().sorted().toList().equals(all)) {
          wrong.add(
              describe(i, queries.get(0))
                  + (bad == null
                      ? "\n  the parts have " + parts.size() + " rows of " + all.size()
                      : "\n  " + bad.summary()));
        } else {
          right++;
        }
      }
    }
    report(target, "partitions");
  }

  /** PostgreSQL joins in another way every few queries, so that guards move. */
  private static void settings(Target target, Orders orders, int i) throws SQLException {
    if (target == Target.POSTGRESQL && i % 5 == 0) {
      String off = List.of("hashjoin", "nestloop", "mergejoin", "material").get(i / 5 % 4);
      Natives.run(orders.ours, "RESET ALL", "SET enable_" + off + " = off");
    }
  }

  private static Result run(java.sql.Connection connection, Query query, String prefix) {
    return query.parameters().isEmpty()
        ? Result.of(connection, query.text(prefix))
        : Result.of(connection, query.text(prefix), query.parameters(), false);
  }

  private void judge(int i, Query query, Result expected, Result found) {
    if (expected.failure() != null) {
      // Nobody promises an order of evaluation, so what fails natively says nothing.
      failed++;
      reasons.merge("natively: " + expected.summary(), 1, Integer::sum);
    } else if (found.refused()) {
      refuse(found);
    } else if (found.failure() != null) {
      wrong.add(describe(i, query) + "\n  " + found.summary());
    } else {
      List<String> rows = query.ordered() ? expected.rows() : expected.sortedRows();
      List<String> ours = query.ordered() ? found.rows() : found.sortedRows();
      if (rows.equals(ours)) {
        right++;
      } else {
        List<String> lacking = new ArrayList<>(rows);
        ours.forEach(lacking::remove);
        List<String> surplus = new ArrayList<>(ours);
        rows.forEach(surplus::remove);
        wrong.add(
            describe(i, query)
                + "\n  "
                + rows.size()
                + " rows expected, lacking "
                + lacking
                + "\n  "
                + ours.size()
                + " found, too many "
                + surplus);
      }
    }
  }

  private void refuse(Result found) {
    refused++;
    reasons.merge(ShapeRunner.reason(found.failure()), 1, Integer::sum);
  }

  private static String describe(int i, Query query) {
    return "seed " + (SEED + i) + ": " + query.text("wf_") + " with " + query.parameters();
  }

  private void report(Target target, String what) throws IOException {
    String line =
        "random statements on %s, %s: seed %d, %d right, %d refused, %d fail natively, %d wrong%n"
            .formatted(target.product(), what, SEED, right, refused, failed, wrong.size());
    StringBuilder text = new StringBuilder(line);
    reasons.forEach(
        (reason, count) ->
            text.append("  ").append(count).append(" x ").append(reason).append('\n'));
    wrong.forEach(it -> text.append("  WRONG ").append(it).append('\n'));
    Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.writeString(DETAILS, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    assertTrue(failed <= QUERIES / 20, () -> "too many fail natively: " + line + reasons);
    assertTrue(
        wrong.isEmpty(),
        () -> line + String.join("\n", wrong.subList(0, Math.min(wrong.size(), LISTED))));
  }
}
