package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own, of the same JDK, that ran a class's main to a good end without any flag. */
record Jvm(List<String> output, List<String> errors) {

  /** Runs it with the tests' own classes, not their libraries. */
  static Jvm run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    return with(Map.of(), main, arguments);
  }

  /** Runs it with the tests' own classes and more in its environment. */
  static Jvm with(Map<String, String> environment, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(ShadedJar.ofClassPath("test-classes").toString());
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile("jvm", ".out");
    Path errors = Files.createTempFile("jvm", ".err");
    try {
      ProcessBuilder process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      process.environment().putAll(environment);
      int status = process.start().waitFor();
      Jvm jvm = new Jvm(Files.readAllLines(output), Files.readAllLines(errors));
      assertEquals(0, status, jvm::toString);
      return jvm;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
