package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wasmudf.runtime.GuestException;

/**
 * Every numeric instruction on both engines over edge values and random ones: two implementations
 * by different people in different languages that agree are right.
 */
final class EnginesAgreeTest {
  private static final long[] I32 = {
    0,
    1,
    -1,
    2,
    7,
    31,
    32,
    33,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    0x55555555,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1
  };
  private static final long[] I64 = {
    0,
    1,
    -1,
    2,
    63,
    64,
    65,
    255,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    (1L << 53) + 1,
    (1L << 54) + 3,
    0xfffffffffffff400L,
    0xfffffffffffffbffL,
    0x8000000000000400L,
    0x8000000000000c00L,
    0x8000000000000c01L,
    0xfffffffffffffc00L,
    0x8000008000000000L,
    0x8000018000000000L,
    0xffffff8000000000L,
    0xffffff7fffffffffL,
    0x8000008000000001L,
    0x20000020000001L,
    0x7fffff4000000001L,
    0x5555555555555555L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1
  };
  private static final double[] FLOATS = {
    0.0,
    -0.0,
    0.25,
    0.5,
    -0.5,
    0.75,
    -0.999999,
    1.0,
    -1.0,
    1.5,
    2.5,
    -2.5,
    4.75,
    1e-40,
    -1e-310,
    Float.MIN_VALUE,
    Double.MIN_VALUE,
    8388607.5,
    8388608.0,
    16777216.0,
    16777217.0,
    0x1.fffffffffffffp51,
    0x1.0000000000001p52,
    0x1p53,
    2147483520.0,
    2147483647.0,
    2147483648.0,
    -2147483648.0,
    -2147483649.0,
    4294967040.0,
    4294967295.0,
    4294967296.0,
    4294967295.9,
    0x1.fffffep62,
    0x1.fffffffffffffp62,
    0x1p63,
    -0x1p63,
    0x1.fffffep63,
    0x1.fffffffffffffp63,
    0x1p64,
    1e20,
    3.4028234663852886e38,
    0x1.ffffffp127,
    -3.5e38,
    1e300,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static final List<String> INT_BINARY =
      List.of(
          "add", "sub", "mul", "div_s", "div_u", "rem_s", "rem_u", "and", "or", "xor", "shl",
          "shr_s", "shr_u", "rotl", "rotr");
  private static final List<String> INT_COMPARE =
      List.of("eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u");
  private static final List<String> INT_UNARY = List.of("clz", "ctz", "popcnt");
  private static final List<String> FLOAT_BINARY =
      List.of("add", "sub", "mul", "div", "min", "max", "copysign");
  private static final List<String> FLOAT_COMPARE = List.of("eq", "ne", "lt", "gt", "le", "ge");
  private static final List<String> FLOAT_UNARY =
      List.of("abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt");

  /** Instruction to its parameter and result types, as in {@code "i32 i32 i64"}. */
  private static Map<String, String> instructions() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String type : List.of("i32", "i64")) {
      INT_BINARY.forEach(op -> all.put(type + "." + op, type + " " + type + " " + type));
      INT_COMPARE.forEach(op -> all.put(type + "." + op, type + " " + type + " i32"));
      INT_UNARY.forEach(op -> all.put(type + "." + op, type + " " + type));
      all.put(type + ".eqz", type + " i32");
      all.put(type + ".extend8_s", type + " " + type);
      all.put(type + ".extend16_s", type + " " + type);
    }
    for (String type : List.of("f32", "f64")) {
      FLOAT_BINARY.forEach(op -> all.put(type + "." + op, type + " " + type + " " + type));
      FLOAT_COMPARE.forEach(op -> all.put(type + "." + op, type + " " + type + " i32"));
      FLOAT_UNARY.forEach(op -> all.put(type + "." + op, type + " " + type));
      for (String from : List.of("i32", "i64")) {
        for (String sign : List.of("_s", "_u")) {
          all.put(type + ".convert_" + from + sign, from + " " + type);
          all.put(from + ".trunc_" + type + sign, type + " " + from);
          all.put(from + ".trunc_sat_" + type + sign, type + " " + from);
        }
      }
    }
    all.put("i64.extend32_s", "i64 i64");
    all.put("i32.wrap_i64", "i64 i32");
    all.put("i64.extend_i32_s", "i32 i64");
    all.put("i64.extend_i32_u", "i32 i64");
    all.put("f32.demote_f64", "f64 f32");
    all.put("f64.promote_f32", "f32 f64");
    all.put("i32.reinterpret_f32", "f32 i32");
    all.put("i64.reinterpret_f64", "f64 i64");
    all.put("f32.reinterpret_i32", "i32 f32");
    all.put("f64.reinterpret_i64", "i64 f64");
    return all;
  }

  private static String module(Map<String, String> instructions) {
    StringBuilder wat = new StringBuilder("(module (memory 1)");
    instructions.forEach(
        (instruction, types) -> {
          String[] parts = types.split(" ", -1);
          wat.append("(func (export \"").append(instruction).append("\")");
          StringBuilder operands = new StringBuilder();
          for (int i = 0; i < parts.length - 1; i++) {
            wat.append(" (param ").append(parts[i]).append(')');
            operands.append(" (local.get ").append(i).append(')');
          }
          wat.append(" (result ").append(parts[parts.length - 1]).append(") (");
          wat.append(instruction).append(operands).append("))");
        });
    for (String load :
        List.of(
            "i32.load",
            "i64.load",
            "f32.load",
            "f64.load",
            "i32.load8_s",
            "i32.load8_u",
            "i32.load16_s",
            "i32.load16_u",
            "i64.load8_s",
            "i64.load8_u",
            "i64.load16_s",
            "i64.load16_u",
            "i64.load32_s",
            "i64.load32_u")) {
      wat.append("(func (export \"through ").append(load).append("\") (param i64) (result ");
      wat.append(load, 0, 3).append(") (i64.store offset=3 (i32.const 8) (local.get 0)) (");
      wat.append(load).append(" offset=4 (i32.const 7)))");
    }
    for (String store :
        List.of("i32.store8", "i32.store16", "i64.store8", "i64.store16", "i64.store32")) {
      String type = store.substring(0, 3);
      wat.append("(func (export \"through ").append(store).append("\") (param ").append(type);
      wat.append(") (result i64) (i64.store (i32.const 1) (i64.const -1)) (").append(store);
      wat.append(" (i32.const 2) (local.get 0)) (i64.load (i32.const 1)))");
    }
    return wat.append(')').toString();
  }

  private static List<Long> values(String type, SplittableRandom random) {
    List<Long> values = new ArrayList<>();
    switch (type) {
      case "i32" -> {
        for (long value : I32) {
          values.add(value);
        }
        for (int i = 0; i < 12; i++) {
          values.add((long) random.nextInt());
        }
      }
      case "i64" -> {
        for (long value : I64) {
          values.add(value);
        }
        for (int i = 0; i < 12; i++) {
          values.add(random.nextLong());
        }
      }
      case "f32" -> {
        for (double value : FLOATS) {
          values.add((long) Float.floatToRawIntBits((float) value));
        }
        for (int i = 0; i < 12; i++) {
          values.add((long) random.nextInt());
        }
      }
      case "f64" -> {
        for (double value : FLOATS) {
          values.add(Double.doubleToRawLongBits(value));
        }
        for (int i = 0; i < 12; i++) {
          values.add(random.nextLong());
        }
      }
      default -> fail(type);
    }
    return values;
  }

  /** The result in words; which bits a NaN has is open where an instruction computes. */
  private static String run(GuestInstance guest, String export, String result, long... in) {
    try {
      long bits = guest.call(export, in);
      return switch (result) {
        case "i32" -> Integer.toString((int) bits);
        case "f32" -> {
          float value = Float.intBitsToFloat((int) bits);
          yield Float.isNaN(value) ? "NaN" : Integer.toHexString((int) bits);
        }
        case "f64" -> {
          double value = Double.longBitsToDouble(bits);
          yield Double.isNaN(value) ? "NaN" : Long.toHexString(bits);
        }
        default -> Long.toString(bits);
      };
    } catch (GuestException e) {
      return e.kind() + " " + e.getMessage();
    }
  }

  @Test
  void numericInstructionsGiveTheSameOnBothEngines() throws GuestException {
    Map<String, String> instructions = instructions();
    SplittableRandom random = new SplittableRandom(20_261_121);
    String wat = module(instructions);
    Map<String, String> differences = new LinkedHashMap<>();
    int compared = 0;
    try (GuestInstance one = Engine.ENDIVE.instantiate(wat);
        GuestInstance other = Engine.WASMTIME.instantiate(wat)) {
      for (Map.Entry<String, String> entry : instructions.entrySet()) {
        String name = entry.getKey();
        List<String> types = List.of(entry.getValue().split(" ", -1));
        String result = types.get(types.size() - 1);
        for (long first : values(types.get(0), random)) {
          for (long second : types.size() == 3 ? values(types.get(1), random) : List.of(0L)) {
            long[] in = types.size() == 3 ? new long[] {first, second} : new long[] {first};
            String expected = run(other, name, result, in);
            String actual = run(one, name, result, in);
            if (!expected.equals(actual)) {
              differences.put(
                  name,
                  "%x, %x: wasmtime %s, endive %s".formatted(first, second, expected, actual));
            }
            compared++;
          }
        }
      }
    }
    assertEquals(Map.of(), differences);
    assertTrue(compared > 50_000, "compared only " + compared);
  }

  /**
   * C2 merges a signed and an unsigned comparison of the same values as if both were signed
   * (JDK-8385157), unless the engine's instructions are replaced. It takes hot code to see it.
   */
  @Test
  void signedAndUnsignedComparisonsStayApartInHotCode() throws GuestException {
    List<String> order = List.of("lt", "le", "gt", "ge");
    Map<String, String> forms = new LinkedHashMap<>();
    for (String type : List.of("i32", "i64")) {
      for (String signed : order) {
        for (String unsigned : order) {
          for (String operands : List.of("01", "10")) {
            String first = "(%s.%s_s (local.get 0) (local.get 1))".formatted(type, signed);
            String second =
                "(%s.%s_u (local.get %s) (local.get %s))"
                    .formatted(type, unsigned, operands.charAt(0), operands.charAt(1));
            forms.put(type + " " + signed + unsigned + operands + " a", first + "|" + second);
            forms.put(type + " " + signed + unsigned + operands + " b", second + "|" + first);
          }
        }
      }
    }
    StringBuilder wat = new StringBuilder("(module (memory 1)");
    forms.forEach(
        (name, tests) -> {
          List<String> parts = List.of(tests.split("\\|", -1));
          wat.append(
              """
              (func $%1$s (param %2$s %2$s) (result i32)
                (if %3$s (then (return (i32.const 1))))
                (if %4$s (then (return (i32.const 1))))
                (i32.const 0))
              (func (export "%1$s") (param $rounds i32) (result i64) (local $at i32) (local $sum i64)
                (loop $more
                  (local.set $sum (i64.add
                    (i64.rotl (local.get $sum) (i64.const 1))
                    (i64.extend_i32_u (call $%1$s
                      (%2$s.load (local.get $at)) (%2$s.load offset=8 (local.get $at))))))
                  (local.set $at (i32.and
                    (i32.add (local.get $at) (i32.const 16)) (i32.const 1023)))
                  (br_if $more (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
                (local.get $sum))
              """
                  .formatted(
                      name.replace(' ', '_'), name.substring(0, 3), parts.get(0), parts.get(1)));
        });
    wat.append(')');
    long[] edges = {0, 1, -1, -3, 256, 5, Integer.MAX_VALUE, Integer.MIN_VALUE};
    List<String> wrong = new ArrayList<>();
    try (GuestInstance one = Engine.ENDIVE.instantiate(wat.toString());
        GuestInstance other = Engine.WASMTIME.instantiate(wat.toString())) {
      for (GuestInstance guest : List.of(one, other)) {
        for (int i = 0; i < 64; i++) {
          guest.memory().view().putLong(i * 16, edges[i / 8]).putLong(i * 16 + 8, edges[i % 8]);
        }
      }
      for (String form : forms.keySet()) {
        String name = form.replace(' ', '_');
        for (int i = 0; i < 6; i++) {
          if (one.call(name, 20_000) != other.call(name, 20_000)) {
            wrong.add(form);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void randomGuestsAnswerTheSameOnBothEngines() throws GuestException {
    for (long seed = 0; seed < 16; seed++) {
      String wat = RandomGuest.wat(seed);
      try (GuestInstance one = Engine.ENDIVE.instantiate(wat);
          GuestInstance other = Engine.WASMTIME.instantiate(wat)) {
        // The second call meets code that is compiled better, and memory as the first one left it.
        for (int i = 0; i < 2; i++) {
          assertEquals(other.call("run", 400), one.call("run", 400), "seed " + seed);
        }
      }
    }
  }

  @Test
  void partsOfMemoryReadAndWriteTheSameOnBothEngines() throws GuestException {
    SplittableRandom random = new SplittableRandom(7);
    String wat = module(Map.of());
    try (GuestInstance one = Engine.ENDIVE.instantiate(wat);
        GuestInstance other = Engine.WASMTIME.instantiate(wat)) {
      for (String access :
          List.of(
              "i32.load i32",
              "i64.load i64",
              "i32.load8_s i32",
              "i32.load8_u i32",
              "i32.load16_s i32",
              "i32.load16_u i32",
              "i64.load8_s i64",
              "i64.load8_u i64",
              "i64.load16_s i64",
              "i64.load16_u i64",
              "i64.load32_s i64",
              "i64.load32_u i64",
              "i32.store8 i64",
              "i32.store16 i64",
              "i64.store8 i64",
              "i64.store16 i64",
              "i64.store32 i64",
              "f32.load i32",
              "f64.load i64")) {
        String[] parts = access.split(" ", -1);
        for (long value : values("i64", random)) {
          assertEquals(
              run(other, "through " + parts[0], parts[1], value),
              run(one, "through " + parts[0], parts[1], value),
              () -> parts[0] + " of " + Long.toHexString(value));
        }
      }
    }
  }
}
