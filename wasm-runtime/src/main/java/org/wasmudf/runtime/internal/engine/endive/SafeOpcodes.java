package org.wasmudf.runtime.internal.engine.endive;

/**
 * Instructions whose implementation in the engine gives wrong results, called by compiled guests
 * instead of it. Public because those lie in another package; the names are the engine's.
 *
 * <p>Unsigned comparisons: HotSpot's C2 compiler merges a signed and an unsigned comparison of the
 * same two values as if both had the same sign (JDK-8385157, RegionNode::optimize_trichotomy; seen
 * on 25). Ordinary guests hold such pairs, and then answer wrongly once they are hot. These forms
 * subtract instead of comparing (Warren, Hacker's Delight, section 2-12), so that there is nothing
 * to merge. They cost the same.
 *
 * <p>Conversions: Endive 1.0.0 rounds an unsigned i64 to f32 up instead of to nearest, and to f64
 * down where two numbers are equally near.
 */
@SuppressWarnings("MethodName")
public final class SafeOpcodes {
  private static final long U32 = 0xffff_ffffL;

  private SafeOpcodes() {}

  public static int I32_LT_U(int a, int b) {
    return (int) (((a & U32) - (b & U32)) >>> 63);
  }

  public static int I32_GT_U(int a, int b) {
    return I32_LT_U(b, a);
  }

  public static int I32_LE_U(int a, int b) {
    return 1 ^ I32_LT_U(b, a);
  }

  public static int I32_GE_U(int a, int b) {
    return 1 ^ I32_LT_U(a, b);
  }

  public static int I64_LT_U(long a, long b) {
    return (int) (((~a & b) | ((~a | b) & (a - b))) >>> 63);
  }

  public static int I64_GT_U(long a, long b) {
    return I64_LT_U(b, a);
  }

  public static int I64_LE_U(long a, long b) {
    return 1 ^ I64_LT_U(b, a);
  }

  public static int I64_GE_U(long a, long b) {
    return 1 ^ I64_LT_U(a, b);
  }

  public static float F32_CONVERT_I64_U(long x) {
    return x >= 0 ? (float) x : (float) half(x) * 2;
  }

  public static double F64_CONVERT_I64_U(long x) {
    return x >= 0 ? (double) x : (double) half(x) * 2;
  }

  /** Half of an unsigned number; the bit that falls off stays as a sign that it was there. */
  private static long half(long x) {
    return (x >>> 1) | (x & 1);
  }
}
