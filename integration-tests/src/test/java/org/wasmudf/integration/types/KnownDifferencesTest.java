package org.wasmudf.integration.types;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class KnownDifferencesTest {
  @Test
  void readmeHasThem() throws IOException {
    assertTrue(
        Files.readString(Path.of("../README.md")).contains(KnownDifferences.markdown()),
        () -> "put this table into README.md:\n" + KnownDifferences.markdown());
  }
}
