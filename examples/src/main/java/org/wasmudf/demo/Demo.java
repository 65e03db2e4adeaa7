package org.wasmudf.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The main job: real flights in an in-memory database, the tour over them, then the prompt. */
final class Demo {
  private final String url;
  private final Path examples;
  private final Path workspace;
  private final boolean interactive;
  private final PrintStream out;

  /**
   * @param url where to load the data: a database without the tables airports and flights
   * @param examples the folder that holds data and guests
   * @param workspace a folder for the store
   * @param interactive whether a person sits at a terminal
   */
  Demo(String url, Path examples, Path workspace, boolean interactive, PrintStream out) {
    this.url = url;
    this.examples = examples;
    this.workspace = workspace;
    this.interactive = interactive;
    this.out = out;
  }

  /**
   * Loads, leads through the steps and, at a terminal, hands over to the prompt.
   *
   * @return the exit status: 0 where every step showed what it was to show
   */
  int run(List<Step> steps) throws SQLException, IOException {
    Printer printer = new Printer(out, interactive);
    Properties properties = new Properties();
    properties.putAll(properties());
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      load(connection, printer);
      Guide guide = new Guide(connection, printer);
      long failed = steps.stream().filter(step -> !guide.show(step)).count();
      printer.heading(
          failed == 0
              ? "All %d steps showed what they were to show.".formatted(steps.size())
              : "%d of %d steps FAILED.".formatted(failed, steps.size()));
      // The connection stays open under the prompt: the in-memory database lives as long as it.
      if (interactive) {
        printer.line(
            "The prompt is on the same database, with the same functions. Files are named from");
        printer.line(
            examples.resolve("guests") + ". Try EXPLAIN WASM SELECT ...; leave with !quit.");
        Shell.run(url, properties(), workspace, true);
      }
      return failed == 0 ? 0 : 1;
    }
  }

  private void load(Connection connection, Printer printer) throws SQLException, IOException {
    printer.heading("Airports and flights of the United States, through " + url);
    long start = System.nanoTime();
    Progress.Display display = interactive ? Progress.bars() : Progress.lines(out);
    new DataLoader(examples.resolve("data"), display).load(connection);
    printer.good(
        "%,d airports and %,d flights loaded in %.1f s"
            .formatted(DataLoader.AIRPORTS, DataLoader.FLIGHTS, (System.nanoTime() - start) / 1e9));
  }

  private Map<String, String> properties() {
    return Map.of(
        "wasmudf.store", workspace.resolve("store").toString(),
        "wasmudf.files", examples.resolve("guests").toString());
  }

  /**
   * The folder with the data and the guests, whether the program runs in the repository or in its
   * examples folder.
   */
  static Path findExamples() throws IOException {
    for (String candidate : new String[] {"examples", "."}) {
      Path folder = Path.of(candidate).toAbsolutePath().normalize();
      if (Files.isDirectory(folder.resolve("data"))
          && Files.isDirectory(folder.resolve("guests"))) {
        return folder;
      }
    }
    throw new IOException(
        "No folder data and guests in "
            + new File("").getAbsolutePath()
            + ". Run in the repository.");
  }
}
