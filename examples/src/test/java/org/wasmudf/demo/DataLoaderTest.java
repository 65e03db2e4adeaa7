package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataLoaderTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Progress.Display lines =
      Progress.lines(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void loadsEveryAirportAndEveryFlight() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      new DataLoader(Path.of("data"), lines).load(connection);
      assertTrue(connection.getAutoCommit());
      assertEquals(3_376, number(connection, "SELECT COUNT(*) FROM airports"));
      assertEquals(200_000, number(connection, "SELECT COUNT(*) FROM flights"));
      assertEquals(
          200_000,
          number(
              connection,
              "SELECT COUNT(*) FROM flights JOIN airports o ON o.iata = origin"
                  + " JOIN airports d ON d.iata = destination"));
      assertEquals(
          1,
          number(
              connection,
              "SELECT COUNT(*) FROM flights WHERE departed_at = TIMESTAMP '2001-01-01 00:04:00'"
                  + " AND delay_min = 0 AND distance_mi = 2355 AND origin = 'OGG'"
                  + " AND destination = 'SJC'"));
      assertEquals(
          1,
          number(
              connection,
              "SELECT COUNT(*) FROM airports WHERE iata = '00M' AND name = 'Thigpen'"
                  + " AND city = 'Bay Springs' AND state = 'MS' AND country = 'USA'"
                  + " AND latitude = 31.95376472 AND longitude = -89.23450472"));
    }
  }

  @Test
  void linesTellEachQuarter() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      new DataLoader(Path.of("data"), lines).load(connection);
    }
    List<String> flights =
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(l -> l.contains("flights"))
            .toList();
    assertEquals(4, flights.size(), flights.toString());
    assertTrue(flights.get(3).contains("%,d of %,d".formatted(200_000, 200_000)), flights.get(3));
  }

  @Test
  void shortFileIsRefused(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("airports.csv"),
        "iata,name,city,state,country,latitude,longitude\nA,B,C,DE,F,1,2\n");
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      IOException e =
          assertThrows(IOException.class, () -> new DataLoader(folder, lines).load(connection));
      assertTrue(e.toString().contains("holds 1 rows"), e.toString());
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getLong(1);
    }
  }
}
