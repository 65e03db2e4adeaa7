package org.wasmudf.integration.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;
import sqlline.SqlLine;

/** SQLLine, whose options are in the URL. */
class SqlLineTest {
  @TempDir private Path folder;

  @OnH2AndPostgres
  void scriptRuns(Target target) throws Exception {
    try (Database database = target.database()) {
      String store = database.properties(Map.of()).getProperty("wasmudf.store");
      String url =
          database.url().replaceFirst("jdbc:wasmudf:", "jdbc:wasmudf:[store=" + store + "]:");
      List<String> lines =
          run(
              url,
              """
              CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(20));
              INSERT INTO item VALUES (1, 'nut');
              CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$ (module (func (export "twice") (param i64) (result i64) (i64.shl (local.get 0) (i64.const 1)))) $$;
              !autocommit off
              INSERT INTO item VALUES (2, 'bolt');
              !rollback
              !autocommit on
              !set outputformat csv
              SELECT id, name, twice(id) AS doubled FROM item WHERE twice(id) > 1;
              !tables
              """);
      assertEquals(
          List.of("'1','nut','2'"), lines.stream().filter(line -> line.startsWith("'1'")).toList());
      assertFalse(lines.stream().anyMatch(line -> line.startsWith("'2'")), "rolled back");
      assertTrue(
          lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("'item'")),
          "!tables lists it");
    }
  }

  private List<String> run(String url, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("script.sql"), script);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      SqlLine shell = new SqlLine();
      shell.setOutputStream(out);
      shell.setErrorStream(out);
      SqlLine.Status status =
          shell.begin(
              new String[] {
                "-u",
                url,
                "-n",
                "",
                "-p",
                "",
                "--run=" + file,
                "--propertiesFile=" + folder.resolve("none")
              },
              null,
              false);
      String text = bytes.toString(StandardCharsets.UTF_8);
      assertEquals(SqlLine.Status.OK, status, text);
      return text.lines().toList();
    }
  }
}
