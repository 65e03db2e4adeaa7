package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as its users start it: in a JVM of its own, without flags, here without a terminal. */
final class MainTest {
  private static final long PATIENCE_SECONDS = 300;

  @TempDir private Path folder;
  private Path temporary;
  private Path home;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    home = Files.createDirectory(folder.resolve("home"));
  }

  @Test
  void everyStepOfTheTourShowsWhatItIsToShow() throws Exception {
    Run run = run(Path.of(""));
    assertEquals(0, run.status, run.output);
    assertTrue(
        run.output.contains("All " + Tour.steps().size() + " steps showed what they were to show."),
        run.output);
    assertFalse(run.output.contains("FAILED"), run.output);
    assertNothingIsLeft();
  }

  @Test
  void promptReadsStatementsFromAPipeToo() throws Exception {
    Files.writeString(folder.resolve("input"), "SELECT 40 + 2 AS answer;\n!quit\n");
    Run run = run(folder, "jdbc:wasmudf:h2:mem:mine");
    assertEquals(0, run.status, run.output);
    assertTrue(run.output.contains("| 42"), run.output);
    assertEquals(List.of(), list(temporary));
    // a database of the user's own uses the user's own store
    assertTrue(Files.exists(home.resolve(".wasmudf")));
  }

  @Test
  void otherFolderIsRefusedWithTheRemedy() throws Exception {
    Run run = run(folder);
    assertEquals(1, run.status, run.output);
    assertTrue(run.output.contains("Run in the repository."), run.output);
    assertNothingIsLeft();
  }

  @Test
  void helpNamesTheArgument() throws Exception {
    Run run = run(folder, "--help");
    assertEquals(0, run.status, run.output);
    assertTrue(run.output.contains("JDBC URL"), run.output);
  }

  private void assertNothingIsLeft() throws IOException {
    assertEquals(List.of(), list(temporary));
    assertFalse(Files.exists(home.resolve(".wasmudf")));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // the JVM's own counters and what native libraries of other tools unpack do not count
      return files.filter(file -> file.getFileName().toString().startsWith("wasmudf")).toList();
    }
  }

  private record Run(int status, String output) {}

  private Run run(Path workingFolder, String... arguments) throws Exception {
    Path output = folder.resolve("output");
    Path input = folder.resolve("input");
    if (!Files.exists(input)) {
      Files.createFile(input);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + home,
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(workingFolder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), Files.readString(output));
      return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
