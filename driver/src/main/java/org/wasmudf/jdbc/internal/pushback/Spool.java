package org.wasmudf.jdbc.internal.pushback;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read any number of times: on the heap up to a limit, then in a
 * temporary file, which is gone when this is closed or the JVM ends.
 */
final class Spool extends OutputStream {
  private static final int BUFFER = 1 << 16;

  private final int limit;
  private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private long size;
  private @Nullable FileChannel file;
  private @Nullable OutputStream toFile;

  /**
   * @param limit bytes that stay on the heap
   */
  Spool(int limit) {
    this.limit = limit;
  }

  long size() {
    return size;
  }

  boolean onDisk() {
    return file != null;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    OutputStream out = toFile;
    if (out == null && size + length > limit) {
      out = spill();
    }
    if (out == null) {
      heap.write(bytes, from, length);
    } else {
      out.write(bytes, from, length);
    }
    size += length;
  }

  private OutputStream spill() throws IOException {
    Path path = Files.createTempFile("wasmudf-", ".spool");
    FileChannel opened =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    file = opened;
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(opened), BUFFER);
    toFile = out;
    heap.writeTo(out);
    heap.reset();
    return out;
  }

  /** All that was written, from the beginning. Only the last one that was opened may be read. */
  InputStream open() throws IOException {
    FileChannel opened = file;
    OutputStream out = toFile;
    if (opened == null || out == null) {
      return new ByteArrayInputStream(heap.toByteArray());
    }
    out.flush();
    opened.position(0);
    InputStream bytes = Channels.newInputStream(opened);
    return new BufferedInputStream(bytes, BUFFER) {
      /** The file is read again, and would be gone. */
      @Override
      public void close() {}
    };
  }

  @Override
  public void close() throws IOException {
    FileChannel opened = file;
    file = null;
    toFile = null;
    heap.reset();
    if (opened != null) {
      opened.close();
    }
  }
}
