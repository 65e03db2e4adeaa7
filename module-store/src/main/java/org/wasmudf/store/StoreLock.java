package org.wasmudf.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The right to change a store: held by one thread of one process at a time.
 *
 * <p>A FileLock alone is not enough. It belongs to the process, and on POSIX systems closing any
 * other descriptor of the file gives it up, so a second class loader that only tries would break
 * the first one's lock. Before the file is opened, the folder is therefore claimed inside the JVM:
 * by an entry in the system properties, which all class loaders share. Key and value are plain
 * strings, since applications read the properties as such; waiting happens on the interned key,
 * which is one object for the whole JVM.
 */
final class StoreLock implements AutoCloseable {
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long LAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final String claim;
  private final String holder;
  private final FileChannel channel;

  private StoreLock(String claim, String holder, FileChannel channel) {
    this.claim = claim;
    this.holder = holder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder the store's folder, as a real path
   * @param file the file to lock, made where it is missing and never removed
   * @param wait how long to wait for another holder
   * @throws StoreException LOCKED after that time or on an interrupt
   * @throws IOException where the file cannot be opened or locked
   */
  static StoreLock acquire(Path folder, Path file, Duration wait)
      throws StoreException, IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    String claim = ("wasmudf.store.lock." + folder).intern();
    Thread thread = Thread.currentThread();
    String holder = thread.getId() + " (" + thread.getName() + ")";
    claim(folder, claim, holder, wait, deadline);
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(folder, channel, wait, deadline);
      locked = true;
      return new StoreLock(claim, holder, channel);
    } finally {
      if (!locked) {
        try {
          if (channel != null) {
            channel.close();
          }
        } finally {
          release(claim, holder);
        }
      }
    }
  }

  private static void claim(Path folder, String claim, String holder, Duration wait, long deadline)
      throws StoreException {
    synchronized (claim) {
      while (true) {
        Object other = System.getProperties().putIfAbsent(claim, holder);
        if (other == null) {
          return;
        }
        if (other.equals(holder)) {
          throw new IllegalStateException("an edit of " + folder + " must not start another one");
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw locked(folder, "thread " + other + " of this process", wait);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(claim, left);
        } catch (InterruptedException e) {
          throw interrupted(folder, e);
        }
      }
    }
  }

  private static void release(String claim, String holder) {
    synchronized (claim) {
      System.getProperties().remove(claim, holder);
      claim.notifyAll();
    }
  }

  /** Waits by trying again: Java has no wait with a limit for a FileLock. */
  private static void lock(Path folder, FileChannel channel, Duration wait, long deadline)
      throws StoreException, IOException {
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // Held inside this JVM without a claim: the system properties were exchanged meanwhile.
      } catch (ClosedByInterruptException | FileLockInterruptionException e) {
        throw interrupted(folder, e);
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw locked(folder, "another process", wait);
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
      } catch (InterruptedException e) {
        throw interrupted(folder, e);
      }
      pause = Math.min(LAST_PAUSE_NANOS, pause * 2);
    }
  }

  private static StoreException locked(Path folder, String by, Duration wait) {
    return new StoreException(
        StoreException.Kind.LOCKED,
        "The store %s was being changed by %s for %.1f s. Run the statement again."
            .formatted(folder, by, wait.toMillis() / 1000.0));
  }

  private static StoreException interrupted(Path folder, Exception cause) {
    Thread.currentThread().interrupt();
    return new StoreException(
        StoreException.Kind.LOCKED,
        "Interrupted while waiting for the lock of the store %s. Run the statement again."
            .formatted(folder),
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The change is made and the descriptor is given up either way.
    } finally {
      release(claim, holder);
    }
  }
}
