package org.wasmudf.integration.jar;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An application that added wasmtime: the arguments are the number of class loaders, a folder for
 * the store, and the jars. Each class loader runs a query; then the files are printed that the JVM
 * has loaded of wasmtime, with the kernel's mark where a file is deleted.
 */
final class WasmtimeMain {
  private WasmtimeMain() {}

  public static void main(String[] arguments) throws Exception {
    int loaders = Integer.parseInt(arguments[0]);
    Path[] jars = Stream.of(arguments).skip(2).map(Path::of).toArray(Path[]::new);
    for (int i = 0; i < loaders; i++) {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", arguments[1] + i);
      properties.setProperty("wasmudf.engine", "wasmtime");
      // Stays open: what is loaded shall be visible to the end.
      URLClassLoader loader = ShadedJar.isolated(jars);
      try (Connection connection =
          ShadedJar.driver(ShadedJar.DRIVER, loader)
              .connect("jdbc:wasmudf:h2:mem:wasmtime", properties)) {
        IsolatedMain.print(connection);
      }
    }
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      mappings
          .filter(line -> line.contains("wasmtime_jni"))
          .map(line -> "loaded " + line.substring(line.indexOf('/')))
          .distinct()
          .forEach(System.out::println);
    }
  }
}
