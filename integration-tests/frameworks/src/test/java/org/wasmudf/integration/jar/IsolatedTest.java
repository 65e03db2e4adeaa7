package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar runs in a class loader that sees nothing but the JDK, without JVM flags. */
class IsolatedTest {
  @TempDir private Path folder;

  @Test
  void queryRunsWithTheTargetInAnotherLoaderAndStandardErrorIsSilent() throws Exception {
    Jvm jvm =
        Jvm.run(
            IsolatedMain.class,
            ShadedJar.path(),
            ShadedJar.ofClassPath("h2-"),
            folder.resolve("s"));
    assertEquals(List.of("2 4", "3 6"), jvm.output());
    List<String> errors = jvm.errors();
    if (Runtime.version().feature() >= 24) {
      // These JDKs warn of each library that uses sun.misc.Unsafe, as Arrow does.
      errors = errors.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }
    assertEquals(List.of(), errors);
  }
}
