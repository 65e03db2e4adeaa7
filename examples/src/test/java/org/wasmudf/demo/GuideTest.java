package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge is judged: over a plain database, each kind of step fails where it has to. */
final class GuideTest {
  private static final String ROWS = "SELECT x FROM SYSTEM_RANGE(1, 10)";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Connection connection;
  private Guide guide;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    guide =
        new Guide(
            connection, new Printer(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void heldExpectationIsTold() {
    assertTrue(guide.show(new Step.Look("Ten", ROWS, () -> Check.count(10))));
    assertTrue(output().contains("ok: 10 rows"), output());
  }

  @Test
  void eachCheckCanFail() {
    List<Check> failing =
        List.of(
            Check.count(9),
            Check.every("it is less than 10", row -> row.getInt(1) < 10),
            Check.some("it is 11", row -> row.getInt(1) == 11),
            Check.within(0.02, 0.99, "five", row -> row.getInt(1), row -> 5),
            Check.pushed("x", "y"),
            Check.mentions("10", "11"),
            Check.all(Check.count(10), Check.count(11)));
    for (Check check : failing) {
      assertFalse(guide.show(new Step.Look("Fails", ROWS, () -> check)), output());
    }
    assertEquals(failing.size(), output().split("FAILED", -1).length - 1, output());
  }

  @Test
  void everyFailsWithoutRows() {
    assertFalse(
        guide.show(
            new Step.Look("None", "SELECT 1 WHERE FALSE", () -> Check.every("true", row -> true))));
  }

  @Test
  void shareIsOverAllRowsAndNotTheShownOnes() {
    assertTrue(
        guide.show(
            new Step.Look(
                "Half",
                "SELECT x FROM SYSTEM_RANGE(1, 1000)",
                () -> Check.within(0.5, 0.66, "1000", row -> row.getInt(1) * 1.5, row -> 1000))));
    assertTrue(output().contains("66"), output());
  }

  @Test
  void errorOfAStatementFailsTheStep() {
    assertFalse(guide.show(new Step.Setup("Bad", "CREATE TABLE")));
    assertTrue(output().contains("SQLState 42"), output());
  }

  @Test
  void queryWithoutAPlanFails() {
    assertFalse(guide.show(new Step.Query("No EXPLAIN WASM here", ROWS, () -> Check.count(10))));
  }

  @Test
  void refusalNeedsItsStateItsWordsAndAWorkingConnection() {
    assertTrue(guide.show(refusal("SELECT 1 / 0", "22", "zero", "SELECT 1")));
    assertFalse(guide.show(refusal("SELECT 1 / 0", "38", "zero", "SELECT 1")));
    assertFalse(guide.show(refusal("SELECT 1 / 0", "22", "one", "SELECT 1")));
    assertFalse(guide.show(refusal("SELECT 1 / 0", "22", "zero", "SELECT 1 WHERE FALSE")));
    assertFalse(guide.show(refusal("SELECT 1 / 1", "22", "zero", "SELECT 1")));
  }

  @Test
  void changeNeedsOtherNumbersInTheSameRows() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT x AS k, x * 100 AS n FROM SYSTEM_RANGE(1, 3)");
    }
    String query = "SELECT k, n FROM t ORDER BY k";
    assertTrue(guide.show(new Step.Change("One", query, "UPDATE t SET n = n + 1", 0.02)));
    assertFalse(guide.show(new Step.Change("None", query, "UPDATE t SET n = n", 0.02)));
    assertFalse(guide.show(new Step.Change("Some", query, "UPDATE t SET n = 7 WHERE k = 1", 0.02)));
    assertFalse(guide.show(new Step.Change("Much", query, "UPDATE t SET n = n * 2", 0.02)));
    assertFalse(guide.show(new Step.Change("Key", query, "UPDATE t SET k = 9, n = n + 1", 0.02)));
    assertFalse(guide.show(new Step.Change("Gone", query, "DELETE FROM t WHERE k = 9", 0.02)));
  }

  private static Step refusal(String sql, String state, String word, String afterwards) {
    return new Step.Refusal("Fails", sql, 0, state, List.of(word), afterwards);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
