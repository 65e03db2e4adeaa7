package org.wasmudf.integration.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A JVM of its own, of the same JDK and on the tests' class path, that runs a class's main. */
public final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it on the whole class path. */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(command(main, "", List.of(), arguments));
  }

  /** Starts it with flags of the JVM. */
  public static ChildJvm flagged(List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    return start(command(main, "", flags, arguments));
  }

  /** Starts it without the jars whose names begin like this. */
  public static ChildJvm without(String jar, Class<?> main, String... arguments)
      throws IOException {
    return start(command(main, jar, List.of(), arguments));
  }

  /**
   * Starts it with mounts of its own, which nobody else sees. The test is skipped where the system
   * does not let a user make them (it takes user namespaces: Linux, and not every container).
   *
   * @param mounts shell commands
   */
  public static ChildJvm mounted(String mounts, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount"));
    Assumptions.assumeTrue(
        succeeds(List.of("unshare", "--map-root-user", "--mount", "true")),
        "this system gives a process no mounts of its own");
    command.addAll(List.of("sh", "-c", mounts + " && exec \"$@\"", "sh"));
    command.addAll(command(main, "", List.of(), arguments));
    return start(command);
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static ChildJvm start(List<String> command) throws IOException {
    return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /**
   * @param without the beginning of the names of jars that stay out; empty for none
   */
  private static List<String> command(
      Class<?> main, String without, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> without.isEmpty() || !new File(entry).getName().startsWith(without))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Sends a line to its standard input. */
  public void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /**
   * The next line that it prints, null at the end. Without what JDK 24 and newer say of libraries
   * that use sun.misc.Unsafe or native code.
   */
  public @Nullable String line() throws IOException {
    String line = output.readLine();
    while (line != null && (line.isEmpty() || line.startsWith("WARNING: "))) {
      line = output.readLine();
    }
    return line;
  }

  /** All lines up to its end, which must be a good one. */
  public List<String> lines() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
    }
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
