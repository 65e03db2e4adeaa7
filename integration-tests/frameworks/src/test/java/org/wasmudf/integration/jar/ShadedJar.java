package org.wasmudf.integration.jar;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/** The jar under test, and the other jars of the tests' class path. */
public final class ShadedJar {
  public static final String DRIVER = "org.wasmudf.jdbc.WasmUdfDriver";
  public static final String BARE_URL_DRIVER = "org.wasmudf.jdbc.WasmUdfBareUrlDriver";
  public static final String DATA_SOURCE = "org.wasmudf.jdbc.WasmUdfDataSource";

  private ShadedJar() {}

  public static Path path() {
    return ofClassPath("wasmudf-jdbc-");
  }

  static JarFile open() {
    try {
      return new JarFile(path().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one jar of the class path whose name begins like this. */
  public static Path ofClassPath(String beginning) {
    List<Path> found =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().startsWith(beginning))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%d jars %s on the class path. The shaded jar exists from the phase package on: run mvn verify."
              .formatted(found.size(), beginning));
    }
    return found.get(0);
  }

  /** A class loader that sees these jars and the JDK, and nothing else. */
  static URLClassLoader isolated(Path... jars) {
    return below(ClassLoader.getPlatformClassLoader(), jars);
  }

  static URLClassLoader below(ClassLoader parent, Path... jars) {
    return new URLClassLoader(Arrays.stream(jars).map(ShadedJar::url).toArray(URL[]::new), parent);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A driver of ours by its class name, as tools make it. */
  static Driver driver(String name, ClassLoader loader) throws ReflectiveOperationException {
    return Class.forName(name, true, loader)
        .asSubclass(Driver.class)
        .getDeclaredConstructor()
        .newInstance();
  }
}
