package org.wasmudf.integration.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.JarFile;

/** What the jar has instead of Arrow's access to memory on JDK 24 and newer, on any JDK. */
final class MemoryStandIn extends ClassLoader {
  static final String NAME = "org.wasmudf.shaded.org.apache.arrow.memory.util.MemoryUtil";
  static final String FILE = NAME.replace('.', '/') + "\\.class";

  private MemoryStandIn() {
    super(ClassLoader.getPlatformClassLoader());
  }

  static Class<?> load() {
    try (JarFile jar = ShadedJar.open()) {
      String entry = "META-INF/versions/24/" + NAME.replace('.', '/') + ".class";
      byte[] bytes = jar.getInputStream(jar.getJarEntry(entry)).readAllBytes();
      return new MemoryStandIn().defineClass(NAME, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
