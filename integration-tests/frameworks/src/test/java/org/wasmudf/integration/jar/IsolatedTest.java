package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
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
    assertEquals(List.of(), jvm.errors());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "older JDKs cannot forbid it")
  void queryRunsWhereUnsafeIsForbidden() throws Exception {
    Jvm jvm =
        Jvm.with(
            Map.of("JDK_JAVA_OPTIONS", "--sun-misc-unsafe-memory-access=deny"),
            IsolatedMain.class,
            ShadedJar.path(),
            ShadedJar.ofClassPath("h2-"),
            folder.resolve("s"));
    assertEquals(List.of("2 4", "3 6"), jvm.output());
  }
}
