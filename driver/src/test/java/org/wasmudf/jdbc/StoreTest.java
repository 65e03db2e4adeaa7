package org.wasmudf.jdbc;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection does with its store. */
class StoreTest {
  @TempDir Path folder;

  private Path store() {
    return folder.resolve("store");
  }

  private void register() throws SQLException {
    try (Connection connection = Guests.connect(store());
        Statement statement = connection.createStatement()) {
      statement.execute(Guests.times("twice", 2));
    }
  }

  /** Also takes the mark away by which readers would believe for a moment that nothing changed. */
  private void damage() throws IOException {
    Files.write(store().resolve("changes"), new byte[Long.BYTES]);
    Files.writeString(store().resolve("manifest.json"), "no manifest");
  }

  @Test
  void functionsAreThereForEveryConnection() throws SQLException {
    register();
    try (Connection first = Guests.connect(store());
        Connection second = Guests.connect(store());
        Statement statement = first.createStatement();
        Statement other = second.createStatement()) {
      assertEquals(List.of(4L), Guests.column(statement.executeQuery("SELECT twice(2)")));
      other.execute(Guests.times("thrice", 3));
      assertEquals(List.of(6L), Guests.column(statement.executeQuery("SELECT thrice(2)")));
    }
  }

  @Test
  void aDamagedStoreRefusesTheConnectionAndNamesTheRepair() throws Exception {
    register();
    damage();
    SQLException e = assertThrows(SQLException.class, () -> Guests.connect(store()));
    assertEquals("XX001", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("org.wasmudf.jdbc.Repair"), e.getMessage());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(0, repair(out, err, store().toString()), err.toString(StandardCharsets.UTF_8));
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("functions."),
        out.toString(StandardCharsets.UTF_8));
    Guests.connect(store()).close();
  }

  private static int repair(
      ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
    return Repair.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void repairSaysHowItIsUsedAndWhatItCannotDo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(2, repair(out, err));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("Usage: "));
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertEquals(1, repair(out, err, file.toString()));
    assertEquals(0, out.size());
  }

  @Test
  void aStoreThatFailsLaterStopsOnlyWhatNeedsIt() throws Exception {
    register();
    try (Connection connection = Guests.connect(store());
        Statement statement = connection.createStatement()) {
      damage();
      assertEquals(List.of(1), Guests.column(statement.executeQuery("SELECT 1")));
      SQLException e =
          assertThrows(SQLException.class, () -> statement.executeQuery("SELECT twice(1)"));
      assertEquals("XX001", e.getSQLState());
    }
  }

  @Test
  void aNamedStoreThatCannotBeMadeRefusesTheConnection() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    SQLException e = assertThrows(SQLException.class, () -> Guests.connect(file.resolve("store")));
    assertEquals("58030", e.getSQLState());
    SQLException bundle =
        assertThrows(
            SQLException.class,
            () ->
                new WasmUdfDriver()
                    .connect("jdbc:wasmudf:[store=classpath:udf.wasmudf]:h2:mem:", null));
    assertEquals("22023", bundle.getSQLState());
  }

  @Test
  void theTargetsConnectionIsClosedWhereOursFails() throws Exception {
    register();
    damage();
    String url = "jdbc:wasmudf:h2:mem:once";
    assertThrows(SQLException.class, () -> Guests.connect(url, store()));
    Repair.main(new String[] {store().toString()});
    // The database in memory ends with its last connection.
    try (Connection connection = Guests.connect(url, store());
        Statement statement = connection.createStatement();
        ResultSet sessions =
            statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
      assertTrue(sessions.next());
      assertEquals(1, sessions.getInt(1));
    }
  }
}
