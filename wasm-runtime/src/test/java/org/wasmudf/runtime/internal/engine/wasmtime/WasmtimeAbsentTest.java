package org.wasmudf.runtime.internal.engine.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wasmudf.runtime.GuestException;

final class WasmtimeAbsentTest {
  private static final String COORDINATE = "io.github.kawamuray.wasmtime:wasmtime-java:0.19.0";

  /** All that this test runs with, but for the jars whose names begin so. */
  private static URLClassLoader without(String jar) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry :
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      if (!Path.of(entry).getFileName().toString().startsWith(jar)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNull(failure.getMessage());
  }

  /** The failure of a driver that lives in this class loader. */
  private static Throwable failure(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> engine = loader.loadClass(WasmtimeEngine.class.getName());
    return Objects.requireNonNull(
        assertThrows(
                InvocationTargetException.class, () -> engine.getMethod("instance").invoke(null))
            .getCause());
  }

  private static String kind(Throwable failure) throws ReflectiveOperationException {
    assertEquals(GuestException.class.getName(), failure.getClass().getName());
    return failure.getClass().getMethod("kind").invoke(failure).toString();
  }

  @Test
  void withoutTheJarTheErrorNamesIt() throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = without("wasmtime-java")) {
      for (int i = 0; i < 2; i++) {
        Throwable failure = failure(loader);
        assertEquals("ENGINE", kind(failure));
        assertEquals(
            "The engine wasmtime is not on the class path. Add "
                + COORDINATE
                + ", or use engine=endive.",
            message(failure));
      }
    }
  }

  @Test
  void withoutWhatTheJarNeedsTheErrorNamesThatToo()
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = without("slf4j-api")) {
      for (int i = 0; i < 2; i++) {
        Throwable failure = failure(loader);
        assertEquals("ENGINE", kind(failure));
        assertTrue(message(failure).contains(COORDINATE), message(failure));
        assertTrue(message(failure).contains("slf4j-api"), message(failure));
        assertTrue(message(failure).contains("engine=endive"), message(failure));
      }
    }
  }

  @Test
  void unpackedLibraryIsFoundAmongTheMappings() {
    String file = "/var/tmp/libwasmtime_jni_0.19.0_linux_x86_64918273645.so";
    assertEquals(
        List.of(Path.of(file)),
        NativeFile.mapped(
            List.of(
                "7f0000000000-7f0000001000 r--p 00000000 fe:01 12  /usr/lib/libc.so.6",
                "7f0000001000-7f0000002000 rw-p 00000000 00:00 0",
                "7f0000002000-7f0000003000 r--p 00000000 fe:01 13                 " + file,
                "7f0000003000-7f0000004000 r-xp 00001000 fe:01 13                 " + file,
                "7f0000005000-7f0000006000 r--p 00000000 fe:01 14 /opt/lib/libwasmtime_jni.so",
                "7f0000007000-7f0000008000 rw-p 00000000 00:00 0  [stack]")));
  }
}
