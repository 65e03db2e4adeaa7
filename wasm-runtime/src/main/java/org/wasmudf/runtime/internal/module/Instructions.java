package org.wasmudf.runtime.internal.module;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that only take operands and give results: their types (Core Specification 2.0,
 * appendix A.7). A signature is a string such as {@code "II>I"}: I is i32, L i64, F f32, D f64, V
 * v128.
 */
final class Instructions {
  private static final @Nullable String[] PLAIN = new String[256];
  private static final int[] ALIGNMENT = new int[256];
  private static final @Nullable String[] SATURATING = new String[8];
  private static final @Nullable String[] VECTOR = new String[256];

  static {
    plain(0x45, 0x45, "I>I"); // i32.eqz
    plain(0x46, 0x4f, "II>I");
    plain(0x50, 0x50, "L>I"); // i64.eqz
    plain(0x51, 0x5a, "LL>I");
    plain(0x5b, 0x60, "FF>I");
    plain(0x61, 0x66, "DD>I");
    plain(0x67, 0x69, "I>I"); // clz, ctz, popcnt
    plain(0x6a, 0x78, "II>I");
    plain(0x79, 0x7b, "L>L");
    plain(0x7c, 0x8a, "LL>L");
    plain(0x8b, 0x91, "F>F");
    plain(0x92, 0x98, "FF>F");
    plain(0x99, 0x9f, "D>D");
    plain(0xa0, 0xa6, "DD>D");
    plain(0xa7, 0xa7, "L>I"); // i32.wrap_i64
    plain(0xa8, 0xa9, "F>I");
    plain(0xaa, 0xab, "D>I");
    plain(0xac, 0xad, "I>L");
    plain(0xae, 0xaf, "F>L");
    plain(0xb0, 0xb1, "D>L");
    plain(0xb2, 0xb3, "I>F");
    plain(0xb4, 0xb5, "L>F");
    plain(0xb6, 0xb6, "D>F"); // f32.demote_f64
    plain(0xb7, 0xb8, "I>D");
    plain(0xb9, 0xba, "L>D");
    plain(0xbb, 0xbb, "F>D"); // f64.promote_f32
    plain(0xbc, 0xbc, "F>I"); // reinterpretations
    plain(0xbd, 0xbd, "D>L");
    plain(0xbe, 0xbe, "I>F");
    plain(0xbf, 0xbf, "L>D");
    plain(0xc0, 0xc1, "I>I"); // sign extensions
    plain(0xc2, 0xc4, "L>L");

    Arrays.fill(ALIGNMENT, -1);
    memory(0x28, 2, "I>I");
    memory(0x29, 3, "I>L");
    memory(0x2a, 2, "I>F");
    memory(0x2b, 3, "I>D");
    memory(0x2c, 0, "I>I");
    memory(0x2d, 0, "I>I");
    memory(0x2e, 1, "I>I");
    memory(0x2f, 1, "I>I");
    memory(0x30, 0, "I>L");
    memory(0x31, 0, "I>L");
    memory(0x32, 1, "I>L");
    memory(0x33, 1, "I>L");
    memory(0x34, 2, "I>L");
    memory(0x35, 2, "I>L");
    memory(0x36, 2, "II>");
    memory(0x37, 3, "IL>");
    memory(0x38, 2, "IF>");
    memory(0x39, 3, "ID>");
    memory(0x3a, 0, "II>");
    memory(0x3b, 1, "II>");
    memory(0x3c, 0, "IL>");
    memory(0x3d, 1, "IL>");
    memory(0x3e, 2, "IL>");

    SATURATING[0] = SATURATING[1] = "F>I";
    SATURATING[2] = SATURATING[3] = "D>I";
    SATURATING[4] = SATURATING[5] = "F>L";
    SATURATING[6] = SATURATING[7] = "D>L";

    vector(14, 14, "VV>V"); // swizzle
    vector(15, 17, "I>V"); // splats
    vector(18, 18, "L>V");
    vector(19, 19, "F>V");
    vector(20, 20, "D>V");
    vector(35, 76, "VV>V"); // comparisons
    vector(77, 77, "V>V"); // not
    vector(78, 81, "VV>V");
    vector(82, 82, "VVV>V"); // bitselect
    vector(83, 83, "V>I"); // any_true
    vector(94, 98, "V>V");
    lanes(96);
    vector(101, 102, "VV>V"); // narrow
    vector(103, 106, "V>V"); // f32x4 rounding
    shifts(107);
    vector(110, 115, "VV>V");
    vector(116, 117, "V>V"); // f64x2 ceil, floor
    vector(118, 121, "VV>V");
    vector(122, 122, "V>V"); // f64x2 trunc
    vector(123, 123, "VV>V");
    vector(124, 129, "V>V");
    vector(130, 130, "VV>V"); // q15mulr
    lanes(128);
    vector(133, 134, "VV>V");
    vector(135, 138, "V>V");
    shifts(139);
    vector(142, 147, "VV>V");
    vector(148, 148, "V>V"); // f64x2 nearest
    vector(149, 153, "VV>V");
    vector(155, 159, "VV>V");
    vector(160, 161, "V>V");
    lanes(160);
    vector(167, 170, "V>V");
    shifts(171);
    vector(174, 174, "VV>V");
    vector(177, 177, "VV>V");
    vector(181, 186, "VV>V");
    vector(188, 191, "VV>V");
    vector(192, 193, "V>V");
    lanes(192);
    vector(199, 202, "V>V");
    shifts(203);
    vector(206, 206, "VV>V");
    vector(209, 209, "VV>V");
    vector(213, 223, "VV>V");
    vector(224, 225, "V>V");
    vector(227, 227, "V>V");
    vector(228, 235, "VV>V");
    vector(236, 237, "V>V");
    vector(239, 239, "V>V");
    vector(240, 247, "VV>V");
    vector(248, 255, "V>V");
  }

  private Instructions() {}

  /** The type of a one-byte instruction without immediates, or null. */
  static @Nullable String plain(int opcode) {
    return PLAIN[opcode];
  }

  /** The natural alignment (as a power of two) of a load or store, or -1. */
  static int alignment(int opcode) {
    return ALIGNMENT[opcode];
  }

  /** The type of an instruction 0xFC 0 to 7. */
  static @Nullable String saturating(int code) {
    return SATURATING[code];
  }

  /** The type of an instruction 0xFD without immediates, or null. */
  static @Nullable String vector(int code) {
    return code < VECTOR.length ? VECTOR[code] : null;
  }

  private static void plain(int first, int last, String type) {
    Arrays.fill(PLAIN, first, last + 1, type);
  }

  private static void memory(int opcode, int alignment, String type) {
    PLAIN[opcode] = type;
    ALIGNMENT[opcode] = alignment;
  }

  private static void vector(int first, int last, String type) {
    Arrays.fill(VECTOR, first, last + 1, type);
  }

  /** all_true and bitmask stand at the same distance in each integer shape. */
  private static void lanes(int first) {
    vector(first + 3, first + 4, "V>I");
  }

  private static void shifts(int first) {
    vector(first, first + 2, "VI>V");
  }
}
