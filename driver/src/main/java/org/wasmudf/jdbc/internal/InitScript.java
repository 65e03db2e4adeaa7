package org.wasmudf.jdbc.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.SqlScript;

/** The option init: statements that a new connection runs before the caller has it. */
public final class InitScript {
  private static final String FILE = "file:";

  private InitScript() {}

  /**
   * Runs a script.
   *
   * @param init SQL statements separated by semicolons, or {@code file:} and the path of a script
   * @throws SQLException what a statement threw, or 58P01 where the file cannot be read
   */
  public static void run(String init, Dialect dialect, Connection connection) throws SQLException {
    String script = init.startsWith(FILE) ? read(init.substring(FILE.length())) : init;
    try (Statement statement = connection.createStatement()) {
      for (String sql : SqlScript.split(script, dialect)) {
        statement.execute(sql);
      }
    }
  }

  private static String read(String path) throws SQLException {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw SqlErrors.of(
          SqlState.UNDEFINED_FILE,
          "Option init: the script %s cannot be read (%s). Check the path.".formatted(path, e),
          e);
    }
  }
}
