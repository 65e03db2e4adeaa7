package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

final class TrapTest {
  /** Words of the trap, and a body of type () -> () that meets it. */
  private static final List<List<String>> TRAPS =
      List.of(
          List.of("unreachable", "unreachable"),
          List.of("integer divide by zero", "(drop (i32.div_s (i32.const 1) (i32.const 0)))"),
          List.of("integer divide by zero", "(drop (i32.rem_u (i32.const 1) (i32.const 0)))"),
          List.of("integer divide by zero", "(drop (i64.div_u (i64.const 1) (i64.const 0)))"),
          List.of("integer overflow", "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))"),
          List.of(
              "integer overflow",
              "(drop (i64.div_s (i64.const 0x8000000000000000) (i64.const -1)))"),
          List.of("integer overflow", "(drop (i32.trunc_f64_s (f64.const 1e10)))"),
          List.of("integer overflow", "(drop (i64.trunc_f64_u (f64.const -1)))"),
          List.of("integer overflow", "(drop (i32.trunc_f32_u (f32.const inf)))"),
          List.of("invalid conversion to integer", "(drop (i32.trunc_f64_s (f64.const nan)))"),
          List.of("out of bounds memory access", "(drop (i32.load (i32.const 65533)))"),
          List.of("out of bounds memory access", "(drop (i32.load8_u (i32.const 65536)))"),
          List.of("out of bounds memory access", "(drop (i64.load (i32.const -8)))"),
          List.of(
              "out of bounds memory access", "(drop (i32.load offset=65535 (i32.const 65535)))"),
          List.of(
              "out of bounds memory access", "(drop (i32.load offset=0xffffffff (i32.const 1)))"),
          List.of(
              "out of bounds memory access", "(drop (i32.load offset=0x7fffffff (i32.const 16)))"),
          List.of(
              "out of bounds memory access",
              "(drop (i32.load8_s offset=0xfffffff0 (i32.const 16)))"),
          List.of("out of bounds memory access", "(i32.store16 (i32.const 65535) (i32.const 1))"),
          List.of("out of bounds memory access", "(f64.store (i32.const 65529) (f64.const 1))"),
          List.of(
              "out of bounds memory access",
              "(memory.fill (i32.const 65530) (i32.const 1) (i32.const 7))"),
          List.of(
              "out of bounds memory access",
              "(memory.fill (i32.const 100) (i32.const 1) (i32.const -50))"),
          List.of(
              "out of bounds memory access",
              "(memory.fill (i32.const 65537) (i32.const 1) (i32.const 0))"),
          List.of(
              "out of bounds memory access",
              "(memory.copy (i32.const 0) (i32.const 65530) (i32.const 7))"),
          List.of(
              "out of bounds memory access",
              "(memory.copy (i32.const 65530) (i32.const 0) (i32.const 7))"),
          List.of(
              "out of bounds memory access",
              "(memory.copy (i32.const 0) (i32.const 0) (i32.const -1))"),
          List.of(
              "out of bounds memory access",
              "(memory.init $passive (i32.const 0) (i32.const 3) (i32.const 2))"),
          List.of(
              "out of bounds memory access",
              "(data.drop $passive) (memory.init $passive (i32.const 0) (i32.const 0) (i32.const"
                  + " 1))"),
          List.of(
              "out of bounds memory access",
              "(memory.init $active (i32.const 0) (i32.const 0) (i32.const 1))"),
          List.of("undefined element", "(call_indirect (type $nothing) (i32.const 9))"),
          List.of("undefined element", "(call_indirect (type $nothing) (i32.const -1))"),
          List.of("uninitialized element", "(call_indirect (type $nothing) (i32.const 1))"),
          List.of(
              "indirect call type mismatch", "(call_indirect (type $number) (i32.const 0)) drop"),
          List.of("out of bounds table access", "(drop (table.get (i32.const 9)))"),
          List.of("out of bounds table access", "(table.set (i32.const 9) (ref.null func))"),
          List.of(
              "out of bounds table access",
              "(table.fill (i32.const 1) (ref.null func) (i32.const 2))"),
          List.of(
              "out of bounds table access",
              "(table.copy (i32.const 0) (i32.const 1) (i32.const 2))"),
          List.of(
              "out of bounds table access",
              "(table.init $none (i32.const 0) (i32.const 0) (i32.const 1))"));

  static Stream<Arguments> traps() {
    return Arrays.stream(Engine.values())
        .flatMap(
            engine -> TRAPS.stream().map(trap -> Arguments.of(engine, trap.get(0), trap.get(1))));
  }

  private static String module(String body) {
    return """
        (module
          (type $nothing (func))
          (type $number (func (result i32)))
          (memory (export "memory") 1 1)
          (data $active (i32.const 0) "a")
          (data $passive "abcd")
          (table 2 2 funcref)
          (elem (i32.const 0) $f)
          (elem $none func)
          (func $f (type $nothing))
          (func $inner %s)
          (func (export "run") (call $inner)))
        """
        .formatted(body);
  }

  @ParameterizedTest
  @MethodSource("traps")
  void trapComesInTheWordsOfTheSpecification(Engine engine, String words, String body)
      throws GuestException {
    try (GuestInstance guest = engine.instantiate(module(body))) {
      GuestException failure = Engine.failure(guest, "run");
      assertEquals(Kind.TRAP, failure.kind());
      assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengthsOfZeroAtTheVeryEndDoNotTrap(Engine engine) throws GuestException {
    String body =
        """
        (memory.fill (i32.const 65536) (i32.const 1) (i32.const 0))
        (memory.copy (i32.const 65536) (i32.const 65536) (i32.const 0))
        (memory.init $passive (i32.const 65536) (i32.const 4) (i32.const 0))
        (memory.init $active (i32.const 0) (i32.const 0) (i32.const 0))
        (table.fill (i32.const 2) (ref.null func) (i32.const 0))
        (i64.store (i32.const 65528) (i64.const 1))
        """;
    try (GuestInstance guest = engine.instantiate(module(body))) {
      guest.call("run");
    }
  }

  @ParameterizedTest
  @EnumSource
  void trapInTheStartFunctionKeepsItsKind(Engine engine) {
    GuestException failure =
        assertThrows(
            GuestException.class,
            () -> engine.instantiate("(module (func $start unreachable) (start $start))"));
    assertEquals(Kind.TRAP, failure.kind());
    assertEquals("unreachable", failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void segmentsThatDoNotFitAreTraps(Engine engine) {
    GuestException data =
        assertThrows(
            GuestException.class,
            () -> engine.instantiate("(module (memory 1) (data (i32.const 65536) \"a\"))"));
    assertEquals(Kind.TRAP, data.kind());
    assertTrue(data.getMessage().contains("out of bounds memory access"), data.getMessage());
    GuestException elements =
        assertThrows(
            GuestException.class,
            () ->
                engine.instantiate("(module (table 1 funcref) (func $f) (elem (i32.const 1) $f))"));
    assertEquals(Kind.TRAP, elements.kind());
    assertTrue(elements.getMessage().contains("out of bounds table access"));
  }

  @ParameterizedTest
  @EnumSource
  void missingImportIsUnlinkable(Engine engine) {
    GuestException failure =
        assertThrows(
            GuestException.class,
            () -> engine.instantiate("(module (import \"env\" \"seed\" (func (result f64))))"));
    assertEquals(Kind.UNLINKABLE, failure.kind());
    assertTrue(failure.getMessage().contains("env.seed"), failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfAHostFunctionArrivesAsItWasThrown(Engine engine) throws GuestException {
    HostFunction fail =
        new HostFunction(
            "host",
            "fail",
            List.of(ValType.I32),
            List.of(),
            (memory, in) -> {
              throw new GuestException(Kind.GUEST_ERROR, "told " + in[0]);
            });
    String wat =
        """
        (module
          (import "host" "fail" (func $fail (param i32)))
          (func (export "run") (call $fail (i32.const -3))))
        """;
    try (GuestInstance guest = engine.instantiate(wat, fail)) {
      GuestException failure = Engine.failure(guest, "run");
      assertEquals(Kind.GUEST_ERROR, failure.kind());
      assertEquals("told -3", failure.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void wildPointerInAHostFunctionIsAnOutOfBoundsAccess(Engine engine) throws GuestException {
    HostFunction read =
        new HostFunction(
            "host",
            "read",
            List.of(),
            List.of(),
            (memory, in) -> {
              memory.read(65_530, new byte[7], 0, 7);
              return 0;
            });
    String wat =
        """
        (module
          (import "host" "read" (func $read))
          (memory 1)
          (func (export "run") (call $read)))
        """;
    try (GuestInstance guest = engine.instantiate(wat, read)) {
      GuestException failure = Engine.failure(guest, "run");
      assertEquals(Kind.TRAP, failure.kind());
      assertEquals("out of bounds memory access", failure.getMessage());
    }
  }

  @Test
  void endiveNamesTheFramesFromTheInnermost() throws GuestException {
    String wat =
        """
        (module
          (func $deep unreachable)
          (func (export "middle") (call $deep))
          (func (export "run") (call 1)))
        """;
    try (GuestInstance guest = Engine.ENDIVE.instantiate(wat)) {
      assertEquals(List.of("deep", "middle", "run"), Engine.failure(guest, "run").frames());
    }
  }

  @Test
  void endiveKeepsFramesAtTen() throws GuestException {
    String wat =
        """
        (module
          (func $down (export "down") (param i32)
            (if (i32.eqz (local.get 0)) (then unreachable))
            (call $down (i32.sub (local.get 0) (i32.const 1)))))
        """;
    try (GuestInstance guest = Engine.ENDIVE.instantiate(wat)) {
      List<String> frames = Engine.failure(guest, "down", 50).frames();
      assertEquals(10, frames.size());
      assertEquals("down", frames.get(9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongNumberOfArgumentsIsTheCallersFault(Engine engine) throws GuestException {
    try (GuestInstance guest = engine.instantiate("(module (func (export \"one\") (param i64)))")) {
      assertThrows(IllegalArgumentException.class, () -> guest.call("one"));
      assertThrows(IllegalArgumentException.class, () -> guest.call("two"));
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
