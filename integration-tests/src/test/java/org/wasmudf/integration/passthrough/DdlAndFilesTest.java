package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Wasm;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** The options ddl and files: what a connection may declare, and which files it may read. */
class DdlAndFilesTest {
  @TempDir Path root;
  private Path open;
  private Path closed;

  @BeforeEach
  void makeFiles() throws IOException {
    byte[] module = Wasm.withBody(0x20, 0);
    open = Files.createDirectory(root.resolve("open"));
    Files.createDirectory(open.resolve("below"));
    closed = Files.createDirectory(root.resolve("closed"));
    Files.write(open.resolve("good.wasm"), module);
    Files.write(open.resolve("below/deep.wasm"), module);
    Files.write(closed.resolve("secret.wasm"), module);
    Files.writeString(open.resolve("text.wasm"), "no module");
    Files.createDirectory(root.resolve("opened"));
    Files.write(root.resolve("opened/sibling.wasm"), module);
    Files.createSymbolicLink(open.resolve("link.wasm"), closed.resolve("secret.wasm"));
    Files.createSymbolicLink(open.resolve("door"), closed);
    Files.createSymbolicLink(open.resolve("inside.wasm"), open.resolve("good.wasm"));
  }

  private static SQLException refused(Connection connection, String sql) {
    return assertThrows(SQLException.class, () -> Guests.run(connection, sql), sql);
  }

  @EachTarget
  void onlyFilesInTheFoldersAreRead(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect(Map.of("files", open.toString()))) {
      int number = 0;
      for (String path :
          List.of(
              "good.wasm",
              "below/deep.wasm",
              "below/../good.wasm",
              "inside.wasm",
              open.resolve("good.wasm").toString())) {
        Guests.run(connection, "CREATE MODULE m" + number++ + " FROM FILE '" + path + "'");
      }
      Set<String> messages = new HashSet<>();
      for (String path :
          List.of(
              "../closed/secret.wasm",
              "below/../../closed/secret.wasm",
              "../opened/sibling.wasm",
              closed.resolve("secret.wasm").toString(),
              "link.wasm",
              "door/secret.wasm",
              "door/missing.wasm",
              "missing.wasm",
              "text.wasm",
              "below",
              "",
              "good.wasm/x")) {
        SQLException e = refused(connection, "CREATE MODULE bad FROM FILE '" + path + "'");
        assertEquals("58P01", e.getSQLState(), path);
        messages.add(String.valueOf(e.getMessage()).replace("'" + path + "'", "<path>"));
      }
      assertEquals(1, messages.size(), "one and the same message: " + messages);
      assertEquals(
          number, Bench.rows(connection, "SELECT name FROM wasmudf.modules").size(), "modules");
    }
  }

  @EachTarget
  void withoutTheOptionNoFileIsRead(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      SQLException e =
          refused(connection, "CREATE MODULE m FROM FILE '" + open.resolve("good.wasm") + "'");
      assertEquals("58P01", e.getSQLState());
    }
  }

  @EachTarget
  void ddlDecidesWhatMayBeDeclared(Target target) throws SQLException {
    String temporary = Guests.times("TEMPORARY FUNCTION", "mine", 3);
    try (Database database = target.database();
        Connection on = database.connect();
        Connection some = database.connect(Map.of("ddl", "temporary"));
        Connection off = database.connect(Map.of("ddl", "off"))) {
      Guests.run(on, Guests.TWICE);
      for (Connection connection : List.of(some, off)) {
        for (String sql :
            List.of(
                Guests.times("FUNCTION", "other", 3),
                Guests.times("OR REPLACE FUNCTION", "twice", 3),
                "DROP FUNCTION twice",
                "CREATE MODULE m AS WAT $$ (module) $$",
                "DELETE FROM wasmudf.modules WHERE name = 'twice'")) {
          assertEquals("42501", refused(connection, sql).getSQLState(), sql);
        }
        assertEquals(List.of("4"), Bench.rows(connection, "SELECT twice(2)"));
      }
      Guests.run(some, temporary);
      assertEquals(List.of("6"), Bench.rows(some, "SELECT mine(2)"));
      assertEquals("42501", refused(off, temporary).getSQLState());
    }
  }

  @Test
  void theUrlCannotSayWhatMayBeDeclaredOrRead() {
    for (String option : List.of("ddl=on", "files=/", "init=SELECT 1")) {
      SQLException e =
          assertThrows(
              SQLException.class,
              () -> java.sql.DriverManager.getConnection("jdbc:wasmudf:[" + option + "]:h2:mem:"));
      assertEquals("22023", e.getSQLState());
    }
  }
}
