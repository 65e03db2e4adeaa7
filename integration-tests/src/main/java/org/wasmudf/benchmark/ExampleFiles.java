package org.wasmudf.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** The guests and the data of the examples, found from the project's folder or a module's. */
public final class ExampleFiles {
  private ExampleFiles() {}

  /** The folder with the built guests. */
  public static Path guests() {
    return examples().resolve("guests");
  }

  /** The folder with airports and flights. */
  public static Path data() {
    return examples().resolve("data");
  }

  private static Path examples() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path examples = folder.resolve("examples");
      if (Files.isDirectory(examples.resolve("guests"))) {
        return examples;
      }
    }
    throw new IllegalStateException(
        "run this in the project's folder: there is no examples/guests above");
  }
}
