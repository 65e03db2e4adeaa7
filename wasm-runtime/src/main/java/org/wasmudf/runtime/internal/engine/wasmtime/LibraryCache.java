package org.wasmudf.runtime.internal.engine.wasmtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Keeps unpacked native libraries in a folder that only its user can write to. A file is used only
 * while it is, byte for byte, what the jar holds: whatever else it became is replaced.
 */
final class LibraryCache {
  private static final int CHUNK = 1 << 16;

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path folder;

  /** Opens what the file has to hold. */
  interface Content {
    InputStream open() throws IOException;
  }

  LibraryCache(Path folder) {
    this.folder = folder;
  }

  /** The user's: {@code wasmudf} in the folder XDG_CACHE_HOME, or in {@code .cache} at home. */
  static LibraryCache ofUser() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named != null && Path.of(named).isAbsolute()
            ? Path.of(named)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new LibraryCache(caches.resolve("wasmudf"));
  }

  /**
   * The file with this content; written where it is missing or differs.
   *
   * @throws IOException where the folder is not the user's alone, or cannot be written
   */
  Path file(String name, Content content) throws IOException {
    makeFolder();
    Path file = folder.resolve(name);
    // The folder's owner is proven by a file that this process makes.
    Path own = Files.createTempFile(folder, name, ".new");
    try {
      if (!isSafe(folder, own)) {
        throw new AccessDeniedException(
            folder.toString(), null, "others own it or can write to it");
      }
      if (!isSame(file, own, content)) {
        try (InputStream in = content.open();
            OutputStream out = Files.newOutputStream(own)) {
          in.transferTo(out);
        }
        // Other JVMs keep the file that they have loaded: it loses its name only.
        Files.move(own, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(own);
    }
    return file;
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(folder.getParent());
    try {
      Files.createDirectory(folder, ownerOnly());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private FileAttribute<?>[] ownerOnly() throws IOException {
    FileStore store = Files.getFileStore(folder.getParent());
    return store.supportsFileAttributeView(PosixFileAttributeView.class)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether nobody else can write to it; file systems without such permissions are trusted. */
  private static boolean isSafe(Path path, Path own) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return true;
    }
    PosixFileAttributes attributes = view.readAttributes();
    return attributes.owner().equals(Files.getOwner(own, LinkOption.NOFOLLOW_LINKS))
        && attributes.permissions().stream().noneMatch(OF_OTHERS::contains);
  }

  private static boolean isSame(Path file, Path own, Content content) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isSafe(file, own)) {
      return false;
    }
    try (InputStream is = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        InputStream should = content.open()) {
      while (true) {
        byte[] expected = should.readNBytes(CHUNK);
        if (!Arrays.equals(is.readNBytes(CHUNK), expected)) {
          return false;
        }
        if (expected.length == 0) {
          return true;
        }
      }
    }
  }
}
