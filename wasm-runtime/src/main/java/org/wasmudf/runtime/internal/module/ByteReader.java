package org.wasmudf.runtime.internal.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

/**
 * A cursor over a module's bytes: the values of Core Specification 2.0, section 5.2, each bounded
 * by the bytes that are really there, so that no count in a module makes us allocate more than the
 * module is long.
 */
final class ByteReader {
  private final String module;
  private final byte[] bytes;
  private int position;
  private int end;

  ByteReader(String module, byte[] bytes) {
    this.module = module;
    this.bytes = bytes;
    this.end = bytes.length;
  }

  int position() {
    return position;
  }

  int end() {
    return end;
  }

  boolean atEnd() {
    return position >= end;
  }

  int remaining() {
    return end - position;
  }

  void seek(int newPosition) {
    position = newPosition;
  }

  /** Narrows reading to end at this offset; returns the end until now. */
  int narrow(int newEnd) {
    int before = end;
    end = newEnd;
    return before;
  }

  void widen(int oldEnd) {
    end = oldEnd;
  }

  GuestException malformed(String what, int at) {
    return new GuestException(
        Kind.MALFORMED,
        "Module \""
            + module
            + "\" is not WebAssembly: "
            + what
            + " at byte "
            + at
            + ". Check that the bytes are a whole .wasm file (a core module, not cut off).",
        at);
  }

  GuestException invalid(String what, int at) {
    return new GuestException(
        Kind.INVALID,
        "Module \""
            + module
            + "\" is not valid WebAssembly: "
            + what
            + " at byte "
            + at
            + ". Rebuild it, and check it with wasm-validate.",
        at);
  }

  GuestException refused(Feature feature, String what, int at) {
    return new GuestException(
        Kind.FEATURE_REFUSED,
        "Module \""
            + module
            + "\" uses "
            + feature.label()
            + " ("
            + what
            + " at byte "
            + at
            + "), which guests may not use. "
            + feature.remedy()
            + ".",
        at);
  }

  int u8() throws GuestException {
    if (position >= end) {
      throw malformed("unexpected end", position);
    }
    return bytes[position++] & 0xff;
  }

  int peek() throws GuestException {
    if (position >= end) {
      throw malformed("unexpected end", position);
    }
    return bytes[position] & 0xff;
  }

  /** An unsigned 32-bit LEB128; negative where it is 2^31 or more. */
  int u32() throws GuestException {
    int start = position;
    int result = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = u8();
      if (shift == 28 && (b & 0xf0) != 0) {
        throw malformed("integer too large or too long", start);
      }
      result |= (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        return result;
      }
    }
    throw malformed("integer too long", start);
  }

  /** An unsigned 32-bit LEB128 as a long, 0 to 2^32 - 1. */
  long u32AsLong() throws GuestException {
    return Integer.toUnsignedLong(u32());
  }

  /** A signed LEB128 of {@code bits} bits (32, 33 or 64), sign-extended. */
  long signed(int bits) throws GuestException {
    int start = position;
    long result = 0;
    int shift = 0;
    while (true) {
      int b = u8();
      int left = bits - shift;
      if (left < 7) {
        // The bits beyond the width must repeat the sign bit, and no byte may follow.
        int extension = (b & 0x7f) >> (left - 1);
        if ((b & 0x80) != 0 || (extension != 0 && extension != (0x7f >> (left - 1)))) {
          throw malformed("integer too large or too long", start);
        }
      }
      result |= (long) (b & 0x7f) << shift;
      shift += 7;
      if ((b & 0x80) == 0) {
        return shift < 64 && (b & 0x40) != 0 ? result | (-1L << shift) : result;
      }
    }
  }

  void skip(int count) throws GuestException {
    if (count < 0 || count > remaining()) {
      throw malformed("unexpected end", position);
    }
    position += count;
  }

  /**
   * The length of a vector.
   *
   * @param least bytes that one element takes at least
   * @param most what implementations accept (WebAssembly JavaScript Interface, section 8)
   */
  int count(String what, int least, int most) throws GuestException {
    int start = position;
    long count = u32AsLong();
    if (count * least > remaining()) {
      throw malformed(count + " " + what + " do not fit into the bytes that are left", start);
    }
    if (count > most) {
      throw invalid(count + " " + what + ", more than " + most + ",", start);
    }
    return (int) count;
  }

  /** A name, which must be UTF-8. */
  String name() throws GuestException {
    int start = position;
    long length = u32AsLong();
    if (length > remaining()) {
      throw malformed("a name of " + length + " bytes goes beyond the end", start);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, position, (int) length))
              .toString();
      position += (int) length;
      return text;
    } catch (CharacterCodingException e) {
      throw malformed("a name that is not UTF-8", start);
    }
  }
}
