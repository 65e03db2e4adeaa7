package org.wasmudf.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the store does to the file system, one operation a method, so that a test can fail each of
 * them. A thread's interrupt does not disturb an operation; it is still set afterwards.
 */
interface StoreFiles {

  /** All bytes of a file; NoSuchFileException where there is none. */
  byte[] read(Path file) throws IOException;

  /** The first bytes of a file, at most {@code limit}; NoSuchFileException where there is none. */
  byte[] readStart(Path file, int limit) throws IOException;

  /** Writes a new file, over what is there. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Waits until the file's bytes are on the device. */
  void sync(Path file) throws IOException;

  /** Waits until the names in the folder are on the device. */
  void syncFolder(Path folder) throws IOException;

  /** Gives a file another name in one step, in the place of what has that name. */
  void rename(Path from, Path to) throws IOException;

  void createFolder(Path folder) throws IOException;

  boolean exists(Path path);

  List<Path> list(Path folder) throws IOException;

  void delete(Path file) throws IOException;

  /** The machine's own files. */
  StoreFiles REAL = new Real();

  /** The machine's own files. */
  final class Real implements StoreFiles {
    private static final boolean FOLDERS_SYNC = !System.getProperty("os.name").startsWith("Win");

    private Real() {}

    @FunctionalInterface
    private interface Operation<T> {
      T run() throws IOException;
    }

    /** An interrupt closes the channel in use: start again without it. */
    private static <T> T uninterrupted(Operation<T> operation) throws IOException {
      boolean interrupted = Thread.interrupted();
      try {
        while (true) {
          try {
            return operation.run();
          } catch (ClosedByInterruptException e) {
            interrupted |= Thread.interrupted();
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public byte[] read(Path file) throws IOException {
      return uninterrupted(() -> Files.readAllBytes(file));
    }

    @Override
    public byte[] readStart(Path file, int limit) throws IOException {
      return uninterrupted(
          () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
              ByteBuffer start = ByteBuffer.allocate(limit);
              while (start.hasRemaining() && channel.read(start) >= 0) {
                // A short read is no end.
              }
              return Arrays.copyOf(start.array(), start.position());
            }
          });
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      uninterrupted(() -> Files.write(file, bytes));
    }

    @Override
    public void sync(Path file) throws IOException {
      force(file, StandardOpenOption.WRITE);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
      // Windows opens no folder as a file; its file systems keep the names in a journal.
      if (FOLDERS_SYNC) {
        force(folder, StandardOpenOption.READ);
      }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
      uninterrupted(
          () -> {
            try (FileChannel channel = FileChannel.open(path, option)) {
              channel.force(true);
            }
            return true;
          });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
      Files.createDirectories(folder);
    }

    @Override
    public boolean exists(Path path) {
      return Files.exists(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(found::add);
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      return found;
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
