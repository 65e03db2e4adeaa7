package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {

  @Test
  void oneFailedStepMakesTheStatusOneAndTheOthersAreStillShown(@TempDir Path workspace)
      throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Demo demo =
        new Demo(
            "jdbc:wasmudf:h2:mem:",
            Path.of("").toAbsolutePath(),
            workspace,
            false,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    int status =
        demo.run(
            List.of(
                new Step.Look("Wrong", "SELECT COUNT(*) FROM flights", () -> Check.count(2)),
                new Step.Look("Right", "SELECT * FROM flights", () -> Check.count(200_000))));
    String output = printed.toString(StandardCharsets.UTF_8);
    assertEquals(1, status, output);
    assertTrue(output.contains("1 of 2 steps FAILED."), output);
    assertTrue(output.contains("ok: %,d rows".formatted(200_000)), output);
  }
}
