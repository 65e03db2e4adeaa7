package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** wasmtime stays outside our jar; its library is unpacked once per user and checked each time. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells which files a JVM has loaded")
class WasmtimeLibraryTest {
  private static final List<String> ROWS = List.of("2 4", "3 6");

  @TempDir private Path folder;
  private Path caches;

  @BeforeEach
  void name() {
    caches = folder.resolve("caches");
  }

  @Test
  void twoJvmsUseOneFile() throws Exception {
    assertEquals(withFile(cached()), run(1));
    Object written = Files.getAttribute(cached(), "unix:ino");
    assertEquals(withFile(cached()), run(1));
    assertEquals(written, Files.getAttribute(cached(), "unix:ino"));
    try (Stream<Path> files = Files.list(cached().getParent())) {
      assertEquals(List.of(cached()), files.toList());
    }
  }

  @Test
  void fileThatWasTamperedWithIsNotUsed() throws Exception {
    run(1);
    byte[] good = Files.readAllBytes(cached());
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(cached(), bad);
    Object tampered = Files.getAttribute(cached(), "unix:ino");
    assertEquals(withFile(cached()), run(1));
    assertTrue(Arrays.equals(good, Files.readAllBytes(cached())));
    assertTrue(!tampered.equals(Files.getAttribute(cached(), "unix:ino")));
  }

  @Test
  void folderThatOthersCanWriteToIsNotUsedAndNothingIsLeftBehind() throws Exception {
    Files.createDirectories(cached().getParent());
    Files.setPosixFilePermissions(
        cached().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> output = run(1);
    assertEquals(ROWS, output.subList(0, 2));
    assertTrue(output.get(2).endsWith("(deleted)"), output::toString);
    assertEquals(3, output.size(), output::toString);
  }

  @Test
  void secondClassLoaderOfAJvmHasWasmtimeToo() throws Exception {
    List<String> output = run(2);
    assertEquals(Stream.concat(ROWS.stream(), ROWS.stream()).toList(), output.subList(0, 4));
    assertTrue(output.contains("loaded " + cached()), output::toString);
    assertEquals(
        1,
        output.stream().filter(line -> line.endsWith("(deleted)")).count(),
        "the second one's own copy: " + output);
  }

  private Path cached() {
    return caches
        .resolve("wasmudf")
        .resolve(
            "cached-libwasmtime_jni_0.19.0_linux_%s.so"
                .formatted(System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64"));
  }

  private static List<String> withFile(Path file) {
    return Stream.concat(ROWS.stream(), Stream.of("loaded " + file)).toList();
  }

  private List<String> run(int loaders) throws IOException, InterruptedException {
    return Jvm.with(
            Map.of("XDG_CACHE_HOME", caches.toString()),
            WasmtimeMain.class,
            loaders,
            folder.resolve("store" + System.nanoTime()),
            ShadedJar.path(),
            ShadedJar.ofClassPath("h2-"),
            ShadedJar.ofClassPath("wasmtime-java-"),
            ShadedJar.ofClassPath("slf4j-api-"))
        .output();
  }
}
