package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void numbersStandRightAndNullIsAWord() throws SQLException {
    String rendered =
        rows("SELECT * FROM (VALUES (CAST(1 AS DOUBLE PRECISION), 'a', X'00ff'), (2.5, NULL, NULL)) v"
                + "(n, t, b)")
            .render(80);
    assertEquals(
        List.of(
            "   N | T    | B",
            "-----+------+--------",
            "   1 | a    | 0x00ff",
            " 2.5 | NULL | NULL"),
        rendered.lines().map(String::stripTrailing).toList());
  }

  @Test
  void doubleIsRoundedForReading() throws SQLException {
    Table table =
        rows(
            "SELECT CAST(3790.123456789 AS DOUBLE PRECISION), CAST(1E-9 AS DOUBLE PRECISION),"
                + " CAST(12345678.9 AS DOUBLE PRECISION), CAST('NaN' AS REAL)");
    assertEquals(List.of("3790.1235", "0.000000001", "12345679", "NaN"), table.rows().get(0));
  }

  @Test
  void wideTextIsWrappedAndNothingOfItIsLost() throws SQLException {
    String text = "word ".repeat(60).strip();
    String rendered =
        rows("SELECT 1 AS id, '" + text + "' AS wide, REPEAT('x', 300) AS x").render(100);
    assertTrue(rendered.lines().allMatch(line -> line.length() <= 100), rendered);
    assertEquals(60, rendered.split("word", -1).length - 1, rendered);
    assertEquals(300, rendered.chars().filter(c -> c == 'x').count(), rendered);
  }

  @Test
  void lineBreaksStayInsideTheirColumn() throws SQLException {
    String rendered = rows("SELECT 'one' || CHAR(10) || 'two' AS t, 7 AS n").render(100);
    assertEquals(4, rendered.lines().count(), rendered);
    assertTrue(rendered.lines().allMatch(line -> line.length() < 20), rendered);
  }

  @Test
  void moreColumnsThanFitAreStillPrinted() throws SQLException {
    String rendered =
        rows("SELECT 'abcdefghijkl' a, 'abcdefghijkl' b, 'abcdefghijkl' c, 'abcdefghijkl' d")
            .render(10);
    assertEquals(4, rendered.split("abcdef", -1).length - 1, rendered);
  }

  @Test
  void emptyResultShowsItsColumns() throws SQLException {
    assertTrue(rows("SELECT 1 AS only WHERE FALSE").render(80).contains("ONLY"));
  }

  @Test
  void columnIsFoundByItsNameInAnyCase() throws SQLException {
    Table table = rows("SELECT x AS Number, x * 2 AS twice FROM SYSTEM_RANGE(1, 2)");
    assertEquals(List.of("2", "4"), table.column("twice"));
    StepFailure e = assertThrows(StepFailure.class, () -> table.column("thrice"));
    assertTrue(e.toString().contains("TWICE"), e.toString());
  }

  private static Table rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Table table = Table.of(result.getMetaData());
      while (result.next()) {
        table.add(result);
      }
      return table;
    }
  }
}
