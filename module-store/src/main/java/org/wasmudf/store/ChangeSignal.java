package org.wasmudf.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells readers in every process, at the cost of one read of memory, that a store has not changed.
 *
 * <p>A file of eight bytes holds a number that readers have mapped. It is odd while somebody
 * changes the manifest, and another even number afterwards; the holder of the store's lock writes
 * it. A writer that dies in between leaves it odd, which only sends readers to the manifest itself.
 * A mapping may belong to a file that is the store's no longer, and a network file system need not
 * keep it fresh: so an equal number is good for a short while only, see {@link ModuleStore}.
 */
final class ChangeSignal {
  /** Nothing can be told: the manifest has to be read. */
  static final long UNKNOWN = 0;

  private static final VarHandle NUMBER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final Path file;
  private volatile @Nullable MappedByteBuffer mapped;

  ChangeSignal(Path file) {
    this.file = file;
  }

  /** A change of the manifest, from before it until it is closed. */
  interface Change extends AutoCloseable {
    @Override
    void close();
  }

  /** What stands for the manifest as it is: the same mark later means that nothing changed. */
  long mark() {
    MappedByteBuffer known = mapped;
    if (known == null) {
      return UNKNOWN;
    }
    try {
      long number = (long) NUMBER.getVolatile(known, 0);
      return (number & 1) == 0 ? number : UNKNOWN;
    } catch (InternalError e) {
      // Somebody cut the file short.
      mapped = null;
      return UNKNOWN;
    }
  }

  /** Maps the file that is there now; without one every mark is unknown. */
  void renew() {
    MappedByteBuffer fresh = null;
    // A RandomAccessFile, since an interrupt closes other channels under their user.
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      if (open.length() >= Long.BYTES) {
        fresh = open.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, Long.BYTES);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A store that was never changed since there are signals, or a file system without mapping.
    }
    mapped = fresh;
  }

  /** Whether marks can be had. */
  boolean works() {
    return mapped != null;
  }

  /** Says that the manifest is about to change. The caller holds the store's lock. */
  Change begin() {
    long before = read();
    // Odd whatever was there, so also behind a writer that died.
    long during = before + 1 | 1;
    write(during);
    return () -> write(during + 1 == UNKNOWN ? 2 : during + 1);
  }

  private long read() {
    byte[] bytes = new byte[Long.BYTES];
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      if (open.length() == Long.BYTES) {
        open.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
      }
    } catch (IOException e) {
      // As if there were none.
    }
    return System.nanoTime() & ~1L;
  }

  /** One write, so that a reader sees the old number or the new one. */
  private void write(long number) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(number).array();
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(bytes);
    } catch (IOException e) {
      // Readers look at the manifest often enough without being told.
    }
  }
}
