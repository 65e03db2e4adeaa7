package org.wasmudf.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import sqlline.SqlLine;

/** SQLLine on one connection. */
final class Shell {
  /** A pipe has no width of its own, and SQLLine would take it for 0. */
  private static final int PIPE_WIDTH = 160;

  private Shell() {}

  /**
   * Reads statements until the user leaves or there are no more.
   *
   * @param properties the connection's properties
   * @param workspace a folder for the settings that SQLLine reads
   * @param interactive whether a person sits at a terminal; else statements come from a pipe
   * @return the exit status
   */
  static int run(String url, Map<String, String> properties, Path workspace, boolean interactive)
      throws IOException {
    // SQLLine passes every entry of such a file that it does not know on to the driver; its command
    // line has no place for connection properties.
    Properties settings = new Properties();
    settings.putAll(properties);
    settings.setProperty("url", url);
    settings.setProperty("driver", "org.wasmudf.jdbc.WasmUdfDriver");
    Path file = workspace.resolve("connection.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    List<String> arguments =
        new ArrayList<>(List.of("--connectInteractionMode=notAskCredentials", file.toString()));
    if (!interactive) {
      arguments.add("--maxWidth=" + PIPE_WIDTH);
    }
    return new SqlLine().begin(arguments.toArray(String[]::new), null, interactive)
            == SqlLine.Status.OK
        ? 0
        : 1;
  }
}
