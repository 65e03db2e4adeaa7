package org.wasmudf.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A store of a benchmark's own. */
final class StoreFolder {
  private final Path folder;

  StoreFolder() {
    try {
      folder = Files.createTempDirectory("wasmudf-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connection properties; empty where the URL is not ours. */
  Properties properties(String url) {
    Properties properties = new Properties();
    if (url.startsWith("wasmudf:")) {
      properties.setProperty("wasmudf.store", folder.toString());
      properties.setProperty("wasmudf.files", ExampleFiles.guests().toString());
    }
    return properties;
  }

  void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
