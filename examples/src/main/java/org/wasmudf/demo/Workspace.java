package org.wasmudf.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A fresh folder that is gone when the program ends, however it ends. */
final class Workspace {
  private Workspace() {}

  /** Makes the folder, for its owner only. */
  static Path create() throws IOException {
    Path folder = Files.createTempDirectory("wasmudf-demo");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "remove " + folder));
    return folder;
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workspace::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("The temporary folder " + folder + " could not be removed: " + e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
