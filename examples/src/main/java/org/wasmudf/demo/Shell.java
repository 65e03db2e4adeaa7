package org.wasmudf.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import sqlline.SqlLine;

/** SQLLine on one connection. */
final class Shell {
  private Shell() {}

  /**
   * Reads statements from the terminal until the user leaves.
   *
   * @param properties the connection's properties
   * @param workspace a folder for the settings that SQLLine reads
   * @return the exit status
   */
  static int run(String url, Map<String, String> properties, Path workspace) throws IOException {
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
    String[] arguments = {"--connectInteractionMode=notAskCredentials", file.toString()};
    return new SqlLine().begin(arguments, null, true) == SqlLine.Status.OK ? 0 : 1;
  }
}
