package org.wasmudf.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A SHA-256 (FIPS 180-4) in 64 lower-case hex digits: the identity of a module's bytes.
 *
 * @param hex 64 hex digits, kept in lower case
 */
public record Hash(String hex) {
  public Hash {
    hex = hex.toLowerCase(Locale.ROOT);
    if (hex.length() != 64 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw new IllegalArgumentException("a SHA-256 has 64 hex digits, not \"" + hex + "\"");
    }
  }

  /** The hash of these bytes. */
  public static Hash of(byte[] bytes) {
    return new Hash(HexFormat.of().formatHex(digest(bytes)));
  }

  /** The 32 bytes of the hash of these bytes. */
  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
