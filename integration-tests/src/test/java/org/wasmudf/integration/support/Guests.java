package org.wasmudf.integration.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.wasmudf.benchmark.ExampleFiles;

/** The example guests as they are committed. */
public final class Guests {
  private Guests() {}

  /**
   * The bytes of a guest.
   *
   * @param path below examples/guests, as in {@code c/text.wasm}
   */
  public static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(ExampleFiles.guests().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
