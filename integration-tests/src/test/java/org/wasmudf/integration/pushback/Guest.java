package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.wasmudf.integration.targets.Target;

/** The functions that shapes call, as guests. Each is strict but {@code WORD}. */
enum Guest {
  /** Sixteen results, so that groups have several rows. */
  SMALL(
      "i INTEGER",
      "INTEGER",
      """
      (param i32) (result i32)
      (i32.xor (i32.and (local.get 0) (i32.const 15)) (i32.const 5))"""),

  /** Another number for each number. */
  MIX(
      "b BIGINT",
      "BIGINT",
      """
      (param i64) (result i64)
      (i64.xor (local.get 0) (i64.const 23130))"""),

  /** Tells 0.0, -0.0 and NaN from each other; half of everything else. */
  SIGN(
      "d DOUBLE PRECISION",
      "DOUBLE PRECISION",
      """
      (param f64) (result f64)
      (if (result f64) (f64.eq (local.get 0) (f64.const 0))
        (then (f64.copysign (f64.const 1) (local.get 0)))
        (else (if (result f64) (f64.ne (local.get 0) (local.get 0))
          (then (f64.const 42))
          (else (f64.mul (local.get 0) (f64.const 0.5))))))"""),

  /** Two arguments of different types. */
  DUO(
      "a BIGINT, b INTEGER",
      "BIGINT",
      """
      (param i64 i32) (result i64)
      (i64.add
        (i64.mul (i64.and (local.get 0) (i64.const 1023)) (i64.const 31))
        (i64.extend_i32_s (i32.and (local.get 1) (i32.const 7))))"""),

  /** Length and sum of the UTF-8 bytes: case, blanks and accents count. */
  BYTES(
      "s VARCHAR",
      "INTEGER",
      """
      (param $p i32) (param $n i32) (result i32) (local $i i32) (local $sum i32)
      (block $end
        (loop $next
          (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
          (local.set $sum
            (i32.add (local.get $sum) (i32.load8_u (i32.add (local.get $p) (local.get $i)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $next)))
      (i32.add (local.get $sum) (i32.mul (local.get $n) (i32.const 1000)))"""),

  /** The text with a bar behind it. */
  TAG(
      "s VARCHAR",
      "VARCHAR",
      """
      (param i32 i32) (result i64)
      (memory.copy (i32.const 16) (local.get 0) (local.get 1))
      (i32.store8 (i32.add (i32.const 16) (local.get 1)) (i32.const 124))
      (i64.or
        (i64.shl (i64.const 16) (i64.const 32))
        (i64.extend_i32_u (i32.add (local.get 1) (i32.const 1))))"""),

  /** Is called for NULL, which is a word for it, and gives NULL for the empty text. */
  WORD(
      "s VARCHAR",
      "VARCHAR",
      """
      (param $p i32) (param $n i32) (result i64)
      (if (i32.eq (local.get $n) (i32.const -1))
        (then
          (i64.store (i32.const 16) (i64.const 0x296c6c756e28))
          (return (i64.or (i64.shl (i64.const 16) (i64.const 32)) (i64.const 6)))))
      (if (i32.eqz (local.get $n)) (then (return (i64.const -1))))
      (i64.or
        (i64.shl (i64.extend_i32_u (local.get $p)) (i64.const 32))
        (i64.extend_i32_u (local.get $n)))"""),

  /** A condition. */
  ODD(
      "i INTEGER",
      "BOOLEAN",
      """
      (param i32) (result i32)
      (i32.and (local.get 0) (i32.const 1))"""),

  /** Fails on 0. */
  PART(
      "i INTEGER",
      "INTEGER",
      """
      (param i32) (result i32)
      (i32.div_s (i32.const 100) (local.get 0))""");

  private final String parameters;
  private final String result;
  private final String body;

  Guest(String parameters, String result, String body) {
    this.parameters = parameters;
    this.result = result;
    this.body = body;
  }

  /** The name in templates. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Registers all. Where integers have no width, or grow in every sum, BIGINT is what fits. */
  static void register(Target target, Connection ours) throws SQLException {
    boolean wide = target == Target.SQLITE || target == Target.MARIADB;
    try (Statement statement = ours.createStatement()) {
      for (Guest guest : values()) {
        statement.execute(wide ? guest.wide() : guest.ddl());
      }
    }
  }

  /** With BIGINT in place of INTEGER arguments. */
  private String wide() {
    String arguments = parameters.replace("INTEGER", "BIGINT");
    if (arguments.equals(parameters)) {
      return ddl();
    }
    boolean two = this == DUO;
    return """
    CREATE FUNCTION wf_%s(%s) RETURNS %s LANGUAGE WASM AS WAT $$
      (module
        (func $narrow %s)
        (func (export "wf_%s") (param %s) (result %s)
          (call $narrow %s)))
    $$"""
        .formatted(
            id(),
            arguments,
            result,
            body,
            id(),
            two ? "i64 i64" : "i64",
            two ? "i64" : "i32",
            two ? "(local.get 0) (i32.wrap_i64 (local.get 1))" : "(i32.wrap_i64 (local.get 0))");
  }

  private String ddl() {
    return """
    CREATE FUNCTION wf_%s(%s) RETURNS %s %s LANGUAGE WASM AS WAT $$
      (module (memory (export "memory") 2) (func (export "wf_%s") %s))
    $$"""
        .formatted(
            id(), parameters, result, this == WORD ? "CALLED ON NULL INPUT" : "", id(), body);
  }
}
