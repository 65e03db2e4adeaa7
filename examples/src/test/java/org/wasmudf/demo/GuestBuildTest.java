package org.wasmudf.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each committed .wasm is what its build script makes of its source. Where a toolchain is missing
 * the case is aborted by name; with WASMUDF_REQUIRE_TOOLCHAINS set, as in CI, it fails.
 */
final class GuestBuildTest {
  private static final int TOOLCHAIN_MISSING = 77;
  private static final Path GUESTS = Path.of("guests").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"wat", "c", "rust", "assemblyscript"})
  void committedGuestIsWhatItsScriptBuilds(String language, @TempDir Path out) throws Exception {
    Path log = out.resolve("log");
    Process build =
        new ProcessBuilder(GUESTS.resolve(language).resolve("build.sh").toString(), out.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = build.waitFor();
    String said = Files.readString(log, StandardCharsets.UTF_8);
    if (status == TOOLCHAIN_MISSING && System.getenv("WASMUDF_REQUIRE_TOOLCHAINS") == null) {
      abort(said);
    }
    assertEquals(0, status, said);
    List<Path> committed = wasmIn(GUESTS.resolve(language));
    assertNotEquals(List.of(), committed);
    assertEquals(
        committed.stream().map(Path::getFileName).toList(),
        wasmIn(out).stream().map(Path::getFileName).toList());
    for (Path guest : committed) {
      assertArrayEquals(
          Files.readAllBytes(out.resolve(guest.getFileName())),
          Files.readAllBytes(guest),
          () ->
              guest
                  + " is not what its script builds: run "
                  + language
                  + "/build.sh and commit it");
    }
    assertTrue(Files.size(committed.get(0)) > 8);
  }

  private static List<Path> wasmIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wasm")).sorted().toList();
    }
  }
}
