package org.wasmudf.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that changes a store and prints a line for each change that was acknowledged.
 */
final class StoreProcess {
  private final Process process;
  private final BufferedReader output;

  private StoreProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a JVM on the tests' class path; it waits for {@link #go}. */
  static StoreProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StoreProcess.class.getName());
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    StoreProcess started =
        new StoreProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    if (!"ready".equals(started.output.readLine())) {
      throw new IOException("the process did not start");
    }
    return started;
  }

  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** The next line, or null at the end. */
  @Nullable String line() throws IOException {
    return output.readLine();
  }

  /** All lines up to the end. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
    }
    return lines;
  }

  /** As a crash does, at once and without a word; the lines printed so far can still be read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  int exit() throws InterruptedException {
    return process.waitFor();
  }

  /** Arguments: folder, "add" prefix count | "same" content | "lock". */
  public static void main(String[] arguments) throws Exception {
    ModuleStore store = ModuleStore.open(Path.of(arguments[0]));
    System.out.println("ready");
    if (System.in.read() < 0) {
      return;
    }
    switch (arguments[1]) {
      case "add" -> add(store, arguments[2], Integer.parseInt(arguments[3]));
      case "same" -> same(store, arguments[2]);
      case "lock" -> lock(Path.of(arguments[0]));
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private static void add(ModuleStore store, String prefix, int count) throws StoreException {
    for (int i = 0; i < count; i++) {
      ModuleImage image = Fixtures.image(prefix + i, prefix + i);
      store.update(
          draft -> {
            draft.putModule(image);
            return draft.putFunction(Fixtures.function(image.name(), image));
          });
      System.out.println(image.name());
    }
  }

  private static void lock(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      System.out.println(channel.tryLock() == null ? "held" : "free");
    }
  }

  private static void same(ModuleStore store, String content) throws StoreException {
    try {
      store.update(draft -> draft.putModule(Fixtures.image("geo", content)));
      System.out.println("won");
    } catch (StoreException e) {
      System.out.println(e.kind());
    }
  }
}
