package org.wasmudf.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A store's files and the order in which they change.
 *
 * <pre>
 * manifest.json              the catalog
 * modules/&lt;sha-256&gt;.wasm     the bytes of one version of a module
 * lock                       locked by who changes the store, otherwise empty
 * changes                    a number that readers have mapped, see ChangeSignal
 * </pre>
 *
 * Each file is written under a temporary name, flushed, renamed, and its folder flushed; the
 * manifest last. So the manifest names only what is there, and after a crash it is the old or the
 * new one.
 */
final class StoreFolder {
  static final String REPAIR = "java -cp wasmudf-jdbc.jar org.wasmudf.jdbc.Repair ";
  static final String READING = "read";
  private static final String TEMPORARY = ".tmp";
  private static final String MODULE = ".wasm";

  private final Path root;
  private final StoreFiles files;
  private final Duration lockWait;
  private final ChangeSignal signal;

  /**
   * @param root the folder's real path
   * @param lockWait how long to wait for another's change
   */
  StoreFolder(Path root, StoreFiles files, Duration lockWait) {
    this.root = root;
    this.files = files;
    this.lockWait = lockWait;
    this.signal = new ChangeSignal(root.resolve("changes"));
  }

  Path root() {
    return root;
  }

  StoreFiles files() {
    return files;
  }

  ChangeSignal signal() {
    return signal;
  }

  Path manifest() {
    return root.resolve("manifest.json");
  }

  Path modules() {
    return root.resolve("modules");
  }

  Path module(Hash hash) {
    return modules().resolve(hash.hex() + MODULE);
  }

  String repairCommand() {
    return REPAIR + root;
  }

  /** Takes the lock, failing with READ_ONLY where the folder cannot be written. */
  StoreLock lock() throws StoreException {
    try {
      return StoreLock.acquire(root, root.resolve("lock"), lockWait);
    } catch (IOException e) {
      throw failure("lock", e);
    }
  }

  /** The manifest's bytes; NoSuchFileException where there is none. */
  byte[] readManifest() throws IOException {
    return files.read(manifest());
  }

  byte[] readHeader() throws IOException {
    return files.readStart(manifest(), Manifest.MAX_HEADER);
  }

  /** Writes these modules where the right bytes are not there yet. */
  void writeModules(Map<Hash, byte[]> added) throws IOException {
    if (added.isEmpty()) {
      return;
    }
    if (!files.exists(modules())) {
      files.createFolder(modules());
      files.syncFolder(root);
    }
    for (Map.Entry<Hash, byte[]> module : added.entrySet()) {
      Path file = module(module.getKey());
      if (!holds(file, module.getValue())) {
        replace(file, module.getValue());
      }
    }
    files.syncFolder(modules());
  }

  private boolean holds(Path file, byte[] bytes) throws IOException {
    try {
      return Arrays.equals(files.read(file), bytes);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Puts a manifest in force. */
  void writeManifest(byte[] bytes) throws IOException {
    try (ChangeSignal.Change change = signal.begin()) {
      replace(manifest(), bytes);
      files.syncFolder(root);
    }
  }

  private void replace(Path file, byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    boolean renamed = false;
    try {
      files.write(temporary, bytes);
      files.sync(temporary);
      files.rename(temporary, file);
      renamed = true;
    } finally {
      if (!renamed) {
        try {
          files.delete(temporary);
        } catch (IOException e) {
          // The next change overwrites or sweeps it; what failed first is what the caller sees.
        }
      }
    }
  }

  /**
   * Removes module files that no catalog version needs any more, and temporary files of changes
   * that never ended. Only the holder of the lock may do so. What cannot be removed stays for the
   * next time.
   */
  void sweep(Set<Hash> needed) {
    try {
      for (Path file : files.list(modules())) {
        String name = String.valueOf(file.getFileName());
        boolean module = name.endsWith(MODULE) && isHash(name.substring(0, name.length() - 5));
        boolean unneeded = module && !needed.contains(new Hash(name.substring(0, 64)));
        if (unneeded || name.endsWith(MODULE + TEMPORARY)) {
          files.delete(file);
        }
      }
    } catch (IOException e) {
      // An orphan costs space and nothing else.
    }
  }

  static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** What went wrong, in words: the common exceptions carry a path and nothing else. */
  static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is a file";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The error for a failed change or read. */
  StoreException failure(String doing, IOException e) {
    String cause = why(e);
    // The file system tells by its text alone that it is full.
    String text = cause.toLowerCase(Locale.ROOT);
    boolean full =
        text.contains("no space left")
            || text.contains("quota exceeded")
            || text.contains("not enough space on the disk")
            || text.contains("disk is full");
    if (full) {
      return new StoreException(
          StoreException.Kind.DISK_FULL,
          "Cannot %s the store %s: no space left (%s). Free some and run the statement again."
              .formatted(doing, root, cause),
          e);
    }
    boolean denied = e instanceof AccessDeniedException || text.contains("read-only file system");
    if (denied && !doing.equals(READING)) {
      return new StoreException(
          StoreException.Kind.READ_ONLY,
          "Cannot %s the store %s: it is read-only here (%s). Make the folder writable, or set the option store to another one; TEMPORARY functions need no store."
              .formatted(doing, root, cause),
          e);
    }
    return new StoreException(
        StoreException.Kind.IO, "Cannot %s the store %s: %s.".formatted(doing, root, cause), e);
  }

  /** The error for a change whose last step failed, behind the point where it took effect. */
  StoreException unflushed(IOException e) {
    return new StoreException(
        StoreException.Kind.IO,
        "The store %s has the change, but its folder could not be flushed to the device (%s): a power failure may undo the change. Look in wasmudf.functions before you run the statement again."
            .formatted(root, why(e)),
        e);
  }

  /** The error for a manifest that cannot be used. */
  StoreException damaged(String what, Exception cause) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        "The store %s is damaged: %s %s. Repair it with: %s"
            .formatted(root, manifest().getFileName(), what, repairCommand()),
        cause);
  }

  StoreException newer(Manifest.NewerFormatException e) {
    return new StoreException(
        StoreException.Kind.FORMAT,
        "The store %s has format %d, and this wasmudf reads up to %d. Use the newer wasmudf that wrote it, or set the option store to another folder."
            .formatted(root, e.format(), Manifest.FORMAT),
        e);
  }
}
