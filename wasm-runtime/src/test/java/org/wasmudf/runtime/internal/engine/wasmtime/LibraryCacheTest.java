package org.wasmudf.runtime.internal.engine.wasmtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibraryCacheTest {
  private final byte[] content = new byte[200_000];

  @TempDir private Path home;
  private Path folder;
  private LibraryCache cache;

  @BeforeEach
  void fill() {
    new Random(1).nextBytes(content);
    folder = home.resolve("caches").resolve("wasmudf");
    cache = new LibraryCache(folder);
  }

  private Path file() throws IOException {
    return cache.file("library.so", () -> new ByteArrayInputStream(content));
  }

  private void requirePermissions() {
    Assumptions.assumeTrue(
        Files.getFileAttributeView(home, PosixFileAttributeView.class) != null,
        "this file system has no permissions");
  }

  @Test
  void fileIsWrittenOnceAndUsedAgain() throws IOException {
    Path file = file();
    assertArrayEquals(content, Files.readAllBytes(file));
    Object written = Files.getAttribute(file, "lastModifiedTime");
    Files.setAttribute(file, "lastModifiedTime", FileTime.fromMillis(0));
    assertEquals(file, file());
    assertFalse(written.equals(Files.getAttribute(file, "lastModifiedTime")), "written again");
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file), all.toList());
    }
  }

  @Test
  void fileThatBecameAnotherIsReplaced() throws IOException {
    Path file = file();
    byte[] last = content.clone();
    last[last.length - 1]++;
    byte[] shorter = Arrays.copyOf(content, 7);
    byte[] longer = Arrays.copyOf(content, content.length + 1);
    for (byte[] tampered : List.of(last, shorter, longer, new byte[0])) {
      Files.write(file, tampered);
      assertArrayEquals(content, Files.readAllBytes(file()));
    }
  }

  @Test
  void linkIsReplacedAndNotFollowed() throws IOException {
    Path file = file();
    Path elsewhere = Files.write(home.resolve("elsewhere"), content);
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    assertFalse(Files.isSymbolicLink(file()));
    assertArrayEquals(content, Files.readAllBytes(elsewhere));
  }

  @Test
  void onlyTheUserCanWriteToTheFolder() throws IOException {
    requirePermissions();
    file();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void folderThatOthersCanWriteToIsNotUsed() throws IOException {
    requirePermissions();
    file();
    for (String permissions : List.of("rwxrwx---", "rwxrwxrwx", "rwx---rwx")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
      assertThrows(AccessDeniedException.class, this::file);
    }
  }

  @Test
  void fileThatOthersCanWriteToIsReplaced() throws IOException {
    requirePermissions();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void folderIsNoLink() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.createSymbolicLink(folder, Files.createDirectory(home.resolve("other")));
    assertThrows(IOException.class, this::file);
  }
}
