package org.wasmudf.runtime.internal.host;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.wasmudf.runtime.internal.engine.GuestMemory;

/** Reads texts that a guest points at. Addresses and lengths are unsigned. */
final class GuestText {
  private static final int LENGTH_BYTES = 4;

  private GuestText() {}

  /** At most {@code most} bytes of UTF-8; what is no UTF-8 becomes the replacement character. */
  static String utf8(GuestMemory memory, int address, int length, int most) {
    return text(memory, address, length, most, StandardCharsets.UTF_8);
  }

  /**
   * An AssemblyScript string: UTF-16, its length in bytes stands before it (AssemblyScript's
   * runtime header, field rtSize).
   */
  static String utf16(GuestMemory memory, int address, int most) {
    byte[] header = new byte[LENGTH_BYTES];
    memory.read(Integer.toUnsignedLong(address) - LENGTH_BYTES, header, 0, LENGTH_BYTES);
    int length =
        (header[0] & 0xff)
            | (header[1] & 0xff) << 8
            | (header[2] & 0xff) << 16
            | (header[3] & 0xff) << 24;
    return text(memory, address, length, most, StandardCharsets.UTF_16LE);
  }

  private static String text(
      GuestMemory memory, int address, int length, int most, Charset charset) {
    long from = Integer.toUnsignedLong(address);
    long bytes = Integer.toUnsignedLong(length);
    if (from + bytes > memory.size()) {
      throw new IndexOutOfBoundsException("a text of " + bytes + " bytes at " + from);
    }
    byte[] copy = new byte[(int) Math.min(bytes, most)];
    memory.read(from, copy, 0, copy.length);
    return new String(copy, charset);
  }
}
