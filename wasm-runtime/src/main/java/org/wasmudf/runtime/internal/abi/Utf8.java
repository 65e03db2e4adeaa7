package org.wasmudf.runtime.internal.abi;

/**
 * Strict UTF-8 (Unicode Standard, table 3-7): no overlong forms, no surrogates, no more than
 * U+10FFFF.
 */
final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Offset of the first byte above 0x7f, or {@code to}. */
  static int ascii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 8 <= to && ((long) Bits.LONG.get(bytes, at) & HIGH_BITS) == 0) {
      at += 8;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (true) {
      at = ascii(bytes, at, to);
      if (at >= to) {
        return true;
      }
      int lead = bytes[at] & 0xff;
      int more;
      int least = 0x80;
      int most = 0xbf;
      if (lead < 0xc2) {
        return false;
      } else if (lead < 0xe0) {
        more = 1;
      } else if (lead < 0xf0) {
        more = 2;
        if (lead == 0xe0) {
          least = 0xa0;
        } else if (lead == 0xed) {
          most = 0x9f;
        }
      } else if (lead < 0xf5) {
        more = 3;
        if (lead == 0xf0) {
          least = 0x90;
        } else if (lead == 0xf4) {
          most = 0x8f;
        }
      } else {
        return false;
      }
      if (at + more >= to) {
        return false;
      }
      int second = bytes[at + 1] & 0xff;
      if (second < least || second > most) {
        return false;
      }
      for (int i = 2; i <= more; i++) {
        if ((bytes[at + i] & 0xc0) != 0x80) {
          return false;
        }
      }
      at += more + 1;
    }
  }

  /** Code points of valid UTF-8. */
  static int codePoints(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        count++;
      }
    }
    return count;
  }
}
