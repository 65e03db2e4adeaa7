package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of its own, of the same JDK, that ran a class's main to a good end without any flag. */
record Jvm(List<String> output, List<String> errors) {

  /** Runs it with the tests' own classes, not their libraries. */
  static Jvm run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    return with(List.of(), main, arguments);
  }

  /** Runs it with the tests' own classes and these jars. */
  static Jvm with(List<Path> jars, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    List<Path> classPath = new ArrayList<>(jars);
    classPath.add(ShadedJar.ofClassPath("test-classes"));
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile("jvm", ".out");
    Path errors = Files.createTempFile("jvm", ".err");
    try {
      int status =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start()
              .waitFor();
      Jvm jvm = new Jvm(Files.readAllLines(output), Files.readAllLines(errors));
      assertEquals(0, status, jvm::toString);
      return jvm;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
