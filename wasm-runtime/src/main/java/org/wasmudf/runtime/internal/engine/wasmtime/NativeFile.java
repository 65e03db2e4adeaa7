package org.wasmudf.runtime.internal.engine.wasmtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the one file per user cannot be used, the library unpacks itself into a temporary file of
 * 18 MB and leaves it there. On Linux a loaded file can be deleted, and the kernel tells which one
 * this JVM has loaded.
 */
final class NativeFile {
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  /** The loader's own naming; a library that the user put on the library path has no version. */
  private static final Pattern NAME = Pattern.compile("libwasmtime_jni_[0-9.]+_linux_\\w+\\.so");

  private NativeFile() {}

  static void delete() {
    if (!Files.isReadable(MAPPINGS)) {
      return;
    }
    try {
      for (Path file : mapped(Files.readAllLines(MAPPINGS))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | SecurityException e) {
      // It stays, as it does without us.
      System.getLogger(NativeFile.class.getName())
          .log(System.Logger.Level.DEBUG, "the unpacked wasmtime library stays", e);
    }
  }

  static List<Path> mapped(List<String> mappings) {
    return mappings.stream()
        .filter(line -> line.indexOf('/') >= 0)
        .map(line -> Path.of(line.substring(line.indexOf('/'))))
        .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
        .distinct()
        .toList();
  }
}
