package org.wasmudf.integration.pushback;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link Guest} in Java: what H2 calls as aliases, and SQLite and DuckDB as
 * functions. Public, since H2 asks for it.
 */
public final class JavaNatives {
  private static final AtomicLong CALLS = new AtomicLong();

  private JavaNatives() {}

  public static @Nullable Integer small(@Nullable Integer i) {
    return i == null ? null : (i & 15) ^ 5;
  }

  public static @Nullable Long mix(@Nullable Long b) {
    return b == null ? null : b ^ 23130L;
  }

  public static @Nullable Double sign(@Nullable Double d) {
    if (d == null) {
      return null;
    }
    return d == 0 ? Math.copySign(1.0, d) : d.isNaN() ? Double.valueOf(42) : d * 0.5;
  }

  public static @Nullable Long duo(@Nullable Long a, @Nullable Integer b) {
    return a == null || b == null ? null : (a & 1023) * 31 + (b & 7);
  }

  public static @Nullable Integer bytes(@Nullable String s) {
    if (s == null) {
      return null;
    }
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    int sum = 1000 * utf8.length;
    for (byte b : utf8) {
      sum += b & 255;
    }
    return sum;
  }

  public static @Nullable String tag(@Nullable String s) {
    return s == null ? null : s + "|";
  }

  public static @Nullable String word(@Nullable String s) {
    return s == null ? "(null)" : s.isEmpty() ? null : s;
  }

  public static @Nullable Boolean odd(@Nullable Integer i) {
    return i == null ? null : (i & 1) == 1;
  }

  public static @Nullable Integer part(@Nullable Integer i) {
    if (i == null) {
      return null;
    }
    if (i == 0) {
      throw new ArithmeticException("nothing to divide by");
    }
    return 100 / i;
  }

  /** A volatile function of H2: its calls are counted. */
  public static long count() {
    return CALLS.incrementAndGet();
  }

  /** Counts from 0 again. */
  public static long restart() {
    CALLS.set(0);
    return 0;
  }

  /** How often {@link #count} was called. */
  public static long counted() {
    return CALLS.get();
  }
}
