package org.wasmudf.runtime.internal.wat;

import static org.wasmudf.runtime.internal.wat.Instruction.bulk;
import static org.wasmudf.runtime.internal.wat.Instruction.plain;

import java.util.List;

/** Memory instructions, those on vectors too (Core Specification 2.0, sections 5.4.6, 5.4.8). */
final class MemoryInstructions {
  private MemoryInstructions() {}

  static List<Instruction> all() {
    return List.of(
        access(0x28, "i32.load", 4),
        access(0x29, "i64.load", 8),
        access(0x2A, "f32.load", 4),
        access(0x2B, "f64.load", 8),
        access(0x2C, "i32.load8_s", 1),
        access(0x2D, "i32.load8_u", 1),
        access(0x2E, "i32.load16_s", 2),
        access(0x2F, "i32.load16_u", 2),
        access(0x30, "i64.load8_s", 1),
        access(0x31, "i64.load8_u", 1),
        access(0x32, "i64.load16_s", 2),
        access(0x33, "i64.load16_u", 2),
        access(0x34, "i64.load32_s", 4),
        access(0x35, "i64.load32_u", 4),
        access(0x36, "i32.store", 4),
        access(0x37, "i64.store", 8),
        access(0x38, "f32.store", 4),
        access(0x39, "f64.store", 8),
        access(0x3A, "i32.store8", 1),
        access(0x3B, "i32.store16", 2),
        access(0x3C, "i64.store8", 1),
        access(0x3D, "i64.store16", 2),
        access(0x3E, "i64.store32", 4),
        plain(0x3F, "memory.size", Immediates.MEMORY),
        plain(0x40, "memory.grow", Immediates.MEMORY),
        bulk(8, "memory.init", Immediates.MEMORY_DATA),
        bulk(9, "data.drop", Immediates.DATA),
        bulk(10, "memory.copy", Immediates.MEMORY_MEMORY),
        bulk(11, "memory.fill", Immediates.MEMORY),
        vector(0, "v128.load", 16),
        vector(1, "v128.load8x8_s", 8),
        vector(2, "v128.load8x8_u", 8),
        vector(3, "v128.load16x4_s", 8),
        vector(4, "v128.load16x4_u", 8),
        vector(5, "v128.load32x2_s", 8),
        vector(6, "v128.load32x2_u", 8),
        vector(7, "v128.load8_splat", 1),
        vector(8, "v128.load16_splat", 2),
        vector(9, "v128.load32_splat", 4),
        vector(10, "v128.load64_splat", 8),
        vector(11, "v128.store", 16),
        lane(84, "v128.load8_lane", 1),
        lane(85, "v128.load16_lane", 2),
        lane(86, "v128.load32_lane", 4),
        lane(87, "v128.load64_lane", 8),
        lane(88, "v128.store8_lane", 1),
        lane(89, "v128.store16_lane", 2),
        lane(90, "v128.store32_lane", 4),
        lane(91, "v128.store64_lane", 8),
        vector(92, "v128.load32_zero", 4),
        vector(93, "v128.load64_zero", 8));
  }

  private static Instruction access(int code, String name, int bytes) {
    return new Instruction(name, 0, code, Immediates.MEMORY_ACCESS, log2(bytes));
  }

  private static Instruction vector(int code, String name, int bytes) {
    return new Instruction(
        name, Instruction.VECTOR_PREFIX, code, Immediates.MEMORY_ACCESS, log2(bytes));
  }

  private static Instruction lane(int code, String name, int bytes) {
    return new Instruction(
        name, Instruction.VECTOR_PREFIX, code, Immediates.MEMORY_ACCESS_AND_LANE, log2(bytes));
  }

  private static int log2(int bytes) {
    return Integer.numberOfTrailingZeros(bytes);
  }
}
