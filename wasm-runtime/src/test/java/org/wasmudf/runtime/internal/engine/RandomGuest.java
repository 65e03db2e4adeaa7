package org.wasmudf.runtime.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Writes valid guests at random: functions over all number types with locals, globals, memory,
 * branches, loops that end, and calls. The export {@code run(rounds) -> i64} feeds them edge values
 * and random ones and returns a hash of what they answered and of memory.
 *
 * <p>Nothing in them depends on what WebAssembly leaves open: the bits of NaNs are made equal
 * before they can be seen.
 */
final class RandomGuest {
  private static final List<String> TYPES = List.of("i32", "i64", "f32", "f64");
  private static final List<String> INTS =
      List.of("add", "sub", "mul", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr");
  private static final List<String> INT_TESTS =
      List.of("eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u");
  private static final List<String> FLOATS = List.of("add", "sub", "mul", "div", "min", "max");
  private static final List<String> FLOAT_TESTS = List.of("eq", "ne", "lt", "gt", "le", "ge");
  private static final List<String> FLOAT_UNARY =
      List.of("abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt");
  private static final List<String> EDGES =
      List.of("0", "1", "-1", "2", "7", "31", "32", "63", "64", "255", "256", "65535", "65536");

  private final SplittableRandom random;
  private final StringBuilder wat = new StringBuilder();
  private final List<Function> functions = new ArrayList<>();

  /** Of the function that is being written. */
  private final List<String> variables = new ArrayList<>();

  private int counters;
  private int callBudget;

  private record Function(List<String> parameters, String result) {}

  private RandomGuest(long seed) {
    random = new SplittableRandom(seed);
  }

  static String wat(long seed) {
    return new RandomGuest(seed).module();
  }

  private String module() {
    wat.append("(module (memory (export \"memory\") 2 2)\n");
    for (String type : TYPES) {
      wat.append("(global $g_%s (mut %s) (%s.const 3))\n".formatted(type, type, type));
    }
    wat.append(
        """
        (func $plain32 (param f32) (result f32)
          (select (local.get 0) (f32.const nan) (f32.eq (local.get 0) (local.get 0))))
        (func $plain64 (param f64) (result f64)
          (select (local.get 0) (f64.const nan) (f64.eq (local.get 0) (local.get 0))))
        """);
    int count = random.nextInt(3, 6);
    for (int i = 0; i < count; i++) {
      function(i);
    }
    run();
    return wat.append(")\n").toString();
  }

  private void function(int number) {
    List<String> parameters = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      parameters.add(pick(TYPES));
    }
    String result = pick(TYPES);
    variables.clear();
    variables.addAll(parameters);
    variables.addAll(TYPES);
    counters = 0;
    callBudget = 2;
    StringBuilder body = new StringBuilder();
    for (int i = random.nextInt(2, 6); i > 0; i--) {
      body.append(statement(3)).append('\n');
    }
    body.append(expression(result, 4));
    wat.append("(func $f").append(number);
    parameters.forEach(type -> wat.append(" (param ").append(type).append(')'));
    wat.append(" (result ").append(result).append(')');
    TYPES.forEach(type -> wat.append(" (local ").append(type).append(')'));
    for (int i = 0; i < counters; i++) {
      wat.append(" (local $c").append(i).append(" i32)");
    }
    wat.append('\n').append(body).append(")\n");
    functions.add(new Function(parameters, result));
  }

  /** Calls every function with inputs from a generator and hashes what they give. */
  private void run() {
    wat.append(
        """
        (func $next (param $state i64) (result i64)
          (i64.add (i64.mul (local.get $state) (i64.const 6364136223846793005))
            (i64.const 1442695040888963407)))
        (func $edge (param $state i64) (result i64)
          (local $v i64)
          (local.set $v (i64.shr_s (local.get $state)
            (i64.and (i64.shr_u (local.get $state) (i64.const 5)) (i64.const 63))))
          (if (i64.eqz (i64.and (local.get $state) (i64.const 0x300000))) (then
            (return (i64.xor (i64.const 0x7fffffffffffffff)
              (i64.shr_s (i64.shl (local.get $state) (i64.const 30)) (i64.const 63))))))
          (if (i64.eqz (i64.and (local.get $state) (i64.const 0xc00000))) (then
            (return (i64.extend_i32_s (i32.xor (i32.const 0x7fffffff)
              (i32.shr_s (i32.wrap_i64 (local.get $state)) (i32.const 31)))))))
          (local.get $v))
        (func (export "run") (param $rounds i32) (result i64)
          (local $s i64) (local $h i64) (local $at i32)
          (local.set $s (i64.const 88172645463325252))
          (loop $more
        """);
    for (int i = 0; i < functions.size(); i++) {
      Function function = functions.get(i);
      StringBuilder call = new StringBuilder("(call $f" + i);
      for (String type : function.parameters()) {
        String bits = "(call $edge (local.tee $s (call $next (local.get $s))))";
        call.append(' ')
            .append(
                switch (type) {
                  case "i32" -> "(i32.wrap_i64 " + bits + ")";
                  case "f32" ->
                      random.nextBoolean()
                          ? "(f32.reinterpret_i32 (i32.wrap_i64 " + bits + "))"
                          : "(f32.convert_i64_s " + bits + ")";
                  case "f64" ->
                      random.nextBoolean()
                          ? "(f64.reinterpret_i64 " + bits + ")"
                          : "(f64.convert_i64_s " + bits + ")";
                  default -> bits;
                });
      }
      wat.append("(local.set $h (i64.add (i64.rotl (local.get $h) (i64.const 5)) ")
          .append(bits(function.result(), call.append(')').toString()))
          .append("))\n");
    }
    wat.append(
        """
            (br_if $more (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
          (loop $memory
            (local.set $h (i64.add (i64.rotl (local.get $h) (i64.const 7))
              (i64.load (local.get $at))))
            (br_if $memory (i32.lt_s
              (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const 70000))))
          (local.get $h))
        """);
  }

  /** The value as i64, with all NaNs alike. */
  private static String bits(String type, String value) {
    return switch (type) {
      case "i32" -> "(i64.extend_i32_s " + value + ")";
      case "f32" -> "(i64.extend_i32_u (i32.reinterpret_f32 (call $plain32 " + value + ")))";
      case "f64" -> "(i64.reinterpret_f64 (call $plain64 " + value + "))";
      default -> value;
    };
  }

  private String statement(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 5);
    return switch (kind) {
      case 0, 1 -> {
        int index = random.nextInt(variables.size());
        yield "(local.set " + index + " " + expression(variables.get(index), 4) + ")";
      }
      case 2 -> {
        String type = pick(TYPES);
        yield "(global.set $g_" + type + " " + expression(type, 3) + ")";
      }
      case 3, 4 -> store();
      case 5, 6 ->
          "(if "
              + test(3)
              + " (then "
              + block(depth)
              + ")"
              + (random.nextBoolean() ? " (else " + block(depth) + "))" : ")");
      case 7 ->
          "(block $b"
              + depth
              + " "
              + block(depth)
              + " (br_if $b"
              + depth
              + " "
              + test(2)
              + ") "
              + block(depth)
              + ")";
      case 8 ->
          "(block $x"
              + depth
              + " (block $y"
              + depth
              + " (block $z"
              + depth
              + " (br_table $x"
              + depth
              + " $y"
              + depth
              + " $z"
              + depth
              + " "
              + expression("i32", 2)
              + ")) "
              + block(depth)
              + ") "
              + block(depth)
              + ")";
      default -> {
        String counter = "$c" + counters++;
        String label = "$l" + depth;
        yield "(local.set "
            + counter
            + " (i32.const "
            + random.nextInt(1, 9)
            + ")) (loop "
            + label
            + " "
            + block(depth)
            + " (br_if "
            + label
            + " (local.tee "
            + counter
            + " (i32.sub (local.get "
            + counter
            + ") (i32.const 1)))))";
      }
    };
  }

  private String block(int depth) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      out.append(statement(depth - 1)).append(' ');
    }
    return out.toString();
  }

  private String store() {
    String type = pick(TYPES);
    String value = expression(type, 3);
    String instruction =
        switch (type) {
          case "i32" -> pick(List.of("i32.store", "i32.store8", "i32.store16"));
          case "i64" -> pick(List.of("i64.store", "i64.store8", "i64.store16", "i64.store32"));
          case "f32" -> {
            value = "(call $plain32 " + value + ")";
            yield "f32.store";
          }
          default -> {
            value = "(call $plain64 " + value + ")";
            yield "f64.store";
          }
        };
    return "(" + instruction + offset() + " " + address() + " " + value + ")";
  }

  private String address() {
    return "(i32.and " + expression("i32", 2) + " (i32.const 0xffff))";
  }

  private String offset() {
    return random.nextBoolean() ? "" : " offset=" + random.nextInt(100);
  }

  /** Something of type i32 that is likely a comparison. */
  private String test(int depth) {
    if (random.nextInt(5) == 0) {
      return expression("i32", depth);
    }
    String type = pick(TYPES);
    String operation = type + "." + pick(type.charAt(0) == 'i' ? INT_TESTS : FLOAT_TESTS);
    return binary(operation, type, depth);
  }

  private String binary(String operation, String type, int depth) {
    return "("
        + operation
        + " "
        + expression(type, depth - 1)
        + " "
        + expression(type, depth - 1)
        + ")";
  }

  private String expression(String type, int depth) {
    if (depth <= 0 || random.nextInt(6) == 0) {
      return leaf(type);
    }
    int kind = random.nextInt(14);
    Supplier<String> one = () -> expression(type, depth - 1);
    return switch (kind) {
      case 0 -> "(select " + one.get() + " " + one.get() + " " + test(depth - 1) + ")";
      case 1 ->
          "(if (result "
              + type
              + ") "
              + test(depth - 1)
              + " (then "
              + one.get()
              + ") (else "
              + one.get()
              + "))";
      case 2, 3 -> load(type);
      case 4 -> call(type, depth);
      case 5 -> {
        int index = random.nextInt(variables.size());
        yield variables.get(index).equals(type)
            ? "(local.tee " + index + " " + one.get() + ")"
            : one.get();
      }
      case 6, 7 -> conversion(type, depth);
      case 8 -> unary(type, depth);
      default -> arithmetic(type, depth);
    };
  }

  private String leaf(String type) {
    int kind = random.nextInt(5);
    if (kind < 3) {
      List<Integer> fitting = new ArrayList<>();
      for (int i = 0; i < variables.size(); i++) {
        if (variables.get(i).equals(type)) {
          fitting.add(i);
        }
      }
      return "(local.get " + fitting.get(random.nextInt(fitting.size())) + ")";
    }
    if (kind == 3) {
      return "(global.get $g_" + type + ")";
    }
    String value =
        switch (type) {
          case "i32" -> random.nextBoolean() ? pick(EDGES) : Integer.toString(random.nextInt());
          case "i64" -> random.nextBoolean() ? pick(EDGES) : Long.toString(random.nextLong());
          default ->
              pick(List.of("0", "-0", "1", "-1.5", "0.5", "1e10", "inf", "-inf", "nan", "3e9"));
        };
    return "(" + type + ".const " + value + ")";
  }

  private String load(String type) {
    String instruction =
        switch (type) {
          case "i32" -> pick(List.of("load", "load8_s", "load8_u", "load16_s", "load16_u"));
          case "i64" ->
              pick(
                  List.of(
                      "load",
                      "load8_s",
                      "load8_u",
                      "load16_s",
                      "load16_u",
                      "load32_s",
                      "load32_u"));
          default -> "load";
        };
    return "(" + type + "." + instruction + offset() + " " + address() + ")";
  }

  /** Calls go to earlier functions only, so that none recurses, and stay few. */
  private String call(String type, int depth) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i).result().equals(type)) {
        fitting.add(i);
      }
    }
    if (fitting.isEmpty() || callBudget-- <= 0) {
      return leaf(type);
    }
    int target = fitting.get(random.nextInt(fitting.size()));
    StringBuilder out = new StringBuilder("(call $f" + target);
    functions
        .get(target)
        .parameters()
        .forEach(parameter -> out.append(' ').append(expression(parameter, depth - 2)));
    return out.append(')').toString();
  }

  private String conversion(String type, int depth) {
    String from = pick(TYPES);
    String value = expression(from, depth - 1);
    String pair = type + from;
    String sign = random.nextBoolean() ? "_s" : "_u";
    String instruction =
        switch (pair) {
          case "i32i64" -> "i32.wrap_i64";
          case "i64i32" -> "i64.extend_i32" + sign;
          case "f32f64" -> "f32.demote_f64";
          case "f64f32" -> "f64.promote_f32";
          case "i32f32", "i32f64", "i64f32", "i64f64" -> type + ".trunc_sat_" + from + sign;
          case "f32i32", "f32i64", "f64i32", "f64i64" -> type + ".convert_" + from + sign;
          default -> "";
        };
    if (instruction.isEmpty()) {
      return value;
    }
    if (pair.equals("i32f32") && random.nextBoolean()) {
      return "(i32.reinterpret_f32 (call $plain32 " + value + "))";
    }
    if (pair.equals("i64f64") && random.nextBoolean()) {
      return "(i64.reinterpret_f64 (call $plain64 " + value + "))";
    }
    if ((pair.equals("f32i32") || pair.equals("f64i64")) && random.nextBoolean()) {
      return "(" + type + ".reinterpret_" + from + " " + value + ")";
    }
    return "(" + instruction + " " + value + ")";
  }

  private String unary(String type, int depth) {
    List<String> operations =
        switch (type) {
          case "i32" -> List.of("clz", "ctz", "popcnt", "extend8_s", "extend16_s");
          case "i64" -> List.of("clz", "ctz", "popcnt", "extend8_s", "extend16_s", "extend32_s");
          default -> FLOAT_UNARY;
        };
    return "(" + type + "." + pick(operations) + " " + expression(type, depth - 1) + ")";
  }

  private String arithmetic(String type, int depth) {
    if (type.charAt(0) == 'f') {
      if (random.nextInt(7) == 0) {
        return "(%s.copysign %s (call $plain%s %s))"
            .formatted(
                type, expression(type, depth - 1), type.substring(1), expression(type, depth - 1));
      }
      return binary(type + "." + pick(FLOATS), type, depth);
    }
    if (type.equals("i32") && random.nextInt(3) == 0) {
      return random.nextInt(4) == 0
          ? "("
              + pick(
                  List.of(
                      "i32.eqz " + expression("i32", depth - 1),
                      "i64.eqz " + expression("i64", depth - 1)))
              + ")"
          : test(depth);
    }
    if (random.nextInt(6) == 0) {
      // Odd and positive, so that it never traps.
      String divisor =
          "(%1$s.or (%1$s.shr_u %2$s (%1$s.const 1)) (%1$s.const 1))"
              .formatted(type, expression(type, depth - 1));
      return "("
          + type
          + "."
          + pick(List.of("div_s", "div_u", "rem_s", "rem_u"))
          + " "
          + expression(type, depth - 1)
          + " "
          + divisor
          + ")";
    }
    return binary(type + "." + pick(INTS), type, depth);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
